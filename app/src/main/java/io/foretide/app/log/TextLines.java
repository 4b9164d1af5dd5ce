package io.foretide.app.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.StringJoiner;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * {@code 2026-01-31T08:00:00.123Z WARNING message (model: pump-7, task: 12, ...)}; a cause is
 * named, its trace only at debug.
 */
final class TextLines extends Formatter {
  @Override
  public String format(LogRecord record) {
    StringBuilder out = new StringBuilder();
    Instant time = record.getInstant().truncatedTo(ChronoUnit.MILLIS);
    out.append(time).append(' ').append(record.getLevel()).append(' ');
    out.append(Masking.WORDS.of(formatMessage(record)).replace("\n", "\n    "));
    Map<String, String> context = LogContext.now();
    if (!context.isEmpty()) {
      StringJoiner all = new StringJoiner(", ", " (", ")");
      context.forEach((key, value) -> all.add(key + ": " + value));
      out.append(all);
    }
    Throwable cause = record.getThrown();
    if (cause != null) {
      out.append(": ").append(Masking.WORDS.of(cause.toString()));
      if (Logger.getLogger("").isLoggable(Level.FINE)) {
        for (StackTraceElement at : cause.getStackTrace()) {
          out.append("\n    at ").append(at);
        }
      }
    }
    return out.append('\n').toString();
  }
}
