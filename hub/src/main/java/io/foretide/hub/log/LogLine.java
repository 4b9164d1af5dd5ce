package io.foretide.hub.log;

import java.util.Locale;

/**
 * One message of the log. Secrets are masked before it is made.
 *
 * @param id rising by one
 * @param time epoch nanoseconds
 * @param level how much it matters
 * @param logger who says it
 * @param thread on which it was said
 * @param model number of the model whose task said it; 0 if none did
 * @param message in one or more lines
 */
public record LogLine(
    long id, long time, Level level, String logger, String thread, long model, String message) {
  /** How much a message matters, least first. */
  public enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  LogLine numbered(long number) {
    return new LogLine(number, time, level, logger, thread, model, message);
  }
}
