package io.foretide.app.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sets up the log: one line per message on the error stream, times in UTC. */
public final class LogSetup {
  /** Libraries that say too much; held so that their levels stay. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  private LogSetup() {}

  /**
   * @param level error, warning, info, debug or trace
   */
  public static void install(String level) {
    LogManager.getLogManager().reset();
    Level wanted =
        switch (level) {
          case "error" -> Level.SEVERE;
          case "warning" -> Level.WARNING;
          case "debug" -> Level.FINE;
          case "trace" -> Level.FINEST;
          default -> Level.INFO;
        };
    ConsoleHandler console = new ConsoleHandler();
    console.setFormatter(new OneLine());
    console.setLevel(wanted);
    Logger root = Logger.getLogger("");
    root.addHandler(console);
    root.setLevel(wanted);
    Level others = wanted.intValue() < Level.INFO.intValue() ? wanted : Level.WARNING;
    HELIDON.setLevel(others);
    FLYWAY.setLevel(others);
    KAFKA.setLevel(others);
  }

  /**
   * {@code 2026-01-31T08:00:00.123Z WARNING message}; a cause is named, its trace only at debug.
   */
  private static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord record) {
      StringBuilder out = new StringBuilder();
      Instant time = record.getInstant().truncatedTo(ChronoUnit.MILLIS);
      out.append(time).append(' ').append(record.getLevel()).append(' ');
      out.append(Masking.WORDS.of(formatMessage(record)).replace("\n", "\n    "));
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
}
