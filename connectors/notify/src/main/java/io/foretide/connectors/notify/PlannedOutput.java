package io.foretide.connectors.notify;

import io.foretide.core.alarm.AlarmOutput;

/** An output as the settings want it. */
public interface PlannedOutput {
  /** The output; those by HTTP send over {@code post}, which stays the caller's. */
  AlarmOutput open(Post post);
}
