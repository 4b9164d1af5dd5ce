package io.foretide.app.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A JSON object per line: {@code time}, {@code level}, {@code logger}, {@code message}, {@code
 * thread}, the task's keys of {@link LogContext}, and {@code error} with its {@code stack} at
 * debug.
 */
final class JsonLines extends Formatter {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String format(LogRecord record) {
    ObjectNode out = JSON.createObjectNode();
    out.put("time", record.getInstant().toString());
    out.put("level", level(record.getLevel()));
    out.put("logger", String.valueOf(record.getLoggerName()));
    out.put("message", Masking.WORDS.of(formatMessage(record)));
    out.put("thread", Thread.currentThread().getName());
    LogContext.now().forEach(out::put);
    Throwable cause = record.getThrown();
    if (cause != null) {
      out.put("error", Masking.WORDS.of(cause.toString()));
      if (Logger.getLogger("").isLoggable(Level.FINE)) {
        ArrayNode stack = out.putArray("stack");
        for (StackTraceElement at : cause.getStackTrace()) {
          stack.add(at.toString());
        }
      }
    }
    return out + "\n";
  }

  static String level(Level level) {
    int n = level.intValue();
    return n >= Level.SEVERE.intValue()
        ? "error"
        : n >= Level.WARNING.intValue()
            ? "warning"
            : n >= Level.INFO.intValue() ? "info" : n >= Level.FINE.intValue() ? "debug" : "trace";
  }
}
