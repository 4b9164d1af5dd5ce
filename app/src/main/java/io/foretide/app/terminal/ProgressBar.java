package io.foretide.app.terminal;

import java.io.PrintWriter;

/**
 * One line that shows how far long work is. Draws only on a terminal, at most ten times a second.
 * Not thread-safe.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long PAUSE = 100_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private long last = Long.MIN_VALUE;
  private boolean drawn;

  /**
   * @param terminal false draws nothing
   */
  public ProgressBar(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A bar on the error stream, drawn if a person watches. */
  public static ProgressBar onError(PrintWriter err) {
    return new ProgressBar(err, Terminal.err());
  }

  /**
   * @param done so far
   * @param total of work; 0 if unknown
   * @param text what is happening
   */
  public void show(double done, double total, String text) {
    long now = System.nanoTime();
    if (!terminal || (drawn && now - last < PAUSE && done < total)) {
      return;
    }
    last = now;
    drawn = true;
    double share = total <= 0 ? 0 : Math.clamp(done / total, 0.0, 1.0);
    int filled = (int) Math.round(share * WIDTH);
    String percent = total <= 0 ? "" : (int) Math.floor(share * 100) + " % ";
    out.print(
        "\r["
            + "#".repeat(filled)
            + ".".repeat(WIDTH - filled)
            + "] "
            + percent
            + text
            + "\u001b[K");
    out.flush();
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
