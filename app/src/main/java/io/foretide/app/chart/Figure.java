package io.foretide.app.chart;

import java.time.ZoneId;
import java.util.List;

/**
 * What a picture shows, whoever draws it.
 *
 * @param title above it
 * @param zone of the times on the axis
 * @param bands filled spans, widest first
 * @param lines in the order of drawing
 * @param marks instants to mark, epoch nanoseconds
 * @param spans stretches of time to mark
 * @param limits levels to mark across the whole picture
 */
public record Figure(
    String title,
    ZoneId zone,
    List<Band> bands,
    List<Line> lines,
    List<Mark> marks,
    List<Span> spans,
    List<Limit> limits) {

  /** Keeps its own lists. */
  public Figure {
    bands = List.copyOf(bands);
    lines = List.copyOf(lines);
    marks = List.copyOf(marks);
    spans = List.copyOf(spans);
    limits = List.copyOf(limits);
  }

  /** What a line is. */
  public enum Role {
    /** What was measured. */
    HISTORY,
    /** What was forecast. */
    FORECAST,
    /** A score. */
    SCORE
  }

  /**
   * A line; NaN breaks it.
   *
   * @param name for the legend
   * @param times epoch nanoseconds, ascending
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Line(Role role, String name, long[] times, double[] values) {}

  /**
   * A band between two limits.
   *
   * @param name for the legend
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Band(String name, long[] times, double[] low, double[] high) {}

  /** An instant with a word. */
  public record Mark(long time, String name) {}

  /** A stretch of time {@code [from, to]} with a word. */
  public record Span(long from, long to, String name) {}

  /** A level with a word. */
  public record Limit(double value, String name) {}

  /** First instant, last instant; least value, greatest value, never the same. */
  public record Extent(long from, long to, double low, double high) {}

  /** The part of the plane that holds everything. */
  public Extent extent() {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Line line : lines) {
      for (int i = 0; i < line.times().length; i++) {
        from = Math.min(from, line.times()[i]);
        to = Math.max(to, line.times()[i]);
        if (Double.isFinite(line.values()[i])) {
          low = Math.min(low, line.values()[i]);
          high = Math.max(high, line.values()[i]);
        }
      }
    }
    for (Band band : bands) {
      for (int i = 0; i < band.times().length; i++) {
        from = Math.min(from, band.times()[i]);
        to = Math.max(to, band.times()[i]);
        low = Math.min(low, band.low()[i]);
        high = Math.max(high, band.high()[i]);
      }
    }
    for (Limit limit : limits) {
      low = Math.min(low, limit.value());
      high = Math.max(high, limit.value());
    }
    if (!(low <= high)) {
      low = 0;
      high = 1;
    }
    if (from > to) {
      from = 0;
      to = 1;
    }
    double room = high > low ? 0 : Math.max(Math.abs(low) * 0.05, 1e-12);
    return new Extent(from, Math.max(to, from + 1), low - room, high + room);
  }
}
