package io.foretide.core.time;

/**
 * A half-open span {@code [from, to)} of longs: instants in epoch nanoseconds UTC, or grid cells by
 * index.
 *
 * @param from first value inside
 * @param to first value after; never below {@code from}
 */
public record Range(long from, long to) {
  public Range {
    if (to < from) {
      throw new IllegalArgumentException(
          "range [" + from + ", " + to + ") ends before it starts: expected from <= to");
    }
  }

  /** {@code to - from}, held at {@link Long#MAX_VALUE}. */
  public long length() {
    long n = to - from;
    return n < 0 ? Long.MAX_VALUE : n;
  }

  public boolean isEmpty() {
    return from == to;
  }

  public boolean contains(long value) {
    return value >= from && value < to;
  }

  public boolean contains(Range other) {
    return other.from >= from && other.to <= to;
  }

  public boolean overlaps(Range other) {
    return Math.max(from, other.from) < Math.min(to, other.to);
  }

  /** The part of both; empty (at this range's start) if they do not overlap. */
  public Range intersect(Range other) {
    long f = Math.max(from, other.from);
    long t = Math.min(to, other.to);
    return f < t ? new Range(f, t) : new Range(from, from);
  }

  /** The range of instants as people read it. */
  public String asTime() {
    return "[" + Instants.format(from) + ", " + Instants.format(to) + ")";
  }
}
