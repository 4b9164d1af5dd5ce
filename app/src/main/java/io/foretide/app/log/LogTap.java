package io.foretide.app.log;

import io.foretide.core.time.Instants;
import io.foretide.hub.log.LogLine;
import io.foretide.hub.log.LogRing;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the last lines of what is logged while it is open. Thread-safe. */
public final class LogTap implements AutoCloseable {
  private static final int LINES = 5_000;
  private static final int LONGEST = 8_000;
  private static final Pattern TASK = Pattern.compile("task-\\d+ of model (\\d+)");

  private final LogRing ring = new LogRing(LINES);
  private final Logger root = Logger.getLogger("");
  private final Tap tap;

  private LogTap(Masking masking) {
    tap = new Tap(ring, masking);
  }

  /** Begins to keep lines. */
  public static LogTap start(Masking masking) {
    LogTap out = new LogTap(masking);
    out.root.addHandler(out.tap);
    return out;
  }

  public LogRing ring() {
    return ring;
  }

  @Override
  public void close() {
    root.removeHandler(tap);
  }

  private static final class Tap extends Handler {
    private final LogRing ring;
    private final Masking masking;
    private final SimpleFormatter text = new SimpleFormatter();

    Tap(LogRing ring, Masking masking) {
      this.ring = ring;
      this.masking = masking;
    }

    @Override
    public void publish(LogRecord record) {
      String thread = Thread.currentThread().getName();
      Matcher task = TASK.matcher(thread);
      ring.add(
          new LogLine(
              0,
              Instants.of(record.getInstant()),
              level(record.getLevel()),
              String.valueOf(record.getLoggerName()),
              thread,
              task.matches() ? Long.parseLong(task.group(1)) : 0,
              message(record)));
    }

    /** The message and its causes in words; no stack traces. */
    private String message(LogRecord record) {
      StringBuilder out = new StringBuilder(text.formatMessage(record));
      int causes = 0;
      for (Throwable t = record.getThrown(); t != null && causes < 5; t = t.getCause()) {
        out.append(causes++ == 0 ? ": " : "; because ").append(t);
      }
      String whole = out.length() > LONGEST ? out.substring(0, LONGEST) + "..." : out.toString();
      return masking.of(whole);
    }

    private static LogLine.Level level(Level level) {
      int n = level.intValue();
      return n >= Level.SEVERE.intValue()
          ? LogLine.Level.ERROR
          : n >= Level.WARNING.intValue()
              ? LogLine.Level.WARNING
              : n >= Level.INFO.intValue() ? LogLine.Level.INFO : LogLine.Level.DEBUG;
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // The ring stays readable.
    }
  }
}
