package io.foretide.core.process;

import java.util.Locale;

/** What a process does. */
public enum Role {
  /** Plans, or stands by to plan. */
  SCHEDULER,
  /** Runs tasks. */
  EXECUTOR,
  /** Answers pages and programs. */
  HUB;

  /** As it is written in settings and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
