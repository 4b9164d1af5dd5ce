package io.foretide.ingest.line;

import java.util.List;

/**
 * The lines of a request that were not taken.
 *
 * @param dropped how many
 * @param first the first of them, at most {@link #KEPT}
 */
public record LineErrors(long dropped, List<LineError> first) {
  /** How many errors are kept in full. */
  public static final int KEPT = 20;

  public static final LineErrors NONE = new LineErrors(0, List.of());

  public LineErrors {
    first = List.copyOf(first);
  }

  public boolean isEmpty() {
    return dropped == 0;
  }

  /**
   * The text for {@code {"error": ...}} of InfluxDB 1: {@code partial write: unable to parse '...':
   * reason dropped=1}, one line per error; without {@code partial write} and {@code dropped} if no
   * line was taken at all.
   *
   * @param anyTaken whether other lines of the request were taken
   */
  public String v1Message(boolean anyTaken) {
    StringBuilder out = new StringBuilder(anyTaken ? "partial write: " : "");
    for (int i = 0; i < first.size(); i++) {
      out.append(i == 0 ? "" : "\n").append(first.get(i).message());
    }
    if (dropped > first.size()) {
      out.append("\nand ").append(dropped - first.size()).append(" more");
    }
    return anyTaken ? out.append(" dropped=").append(dropped).toString() : out.toString();
  }

  /** The text for {@code {"code":"invalid","message":...}} of InfluxDB 2. */
  public String v2Message(boolean anyTaken) {
    return v1Message(anyTaken);
  }

  /**
   * The number for {@code "line"} of InfluxDB 2: of the first error, from 1; 0 if there is none.
   */
  public long line() {
    return first.isEmpty() ? 0 : first.getFirst().line();
  }
}
