package io.foretide.core.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * An immutable set of longs, held as sorted, disjoint, non-adjacent half-open ranges. Used for
 * instants and for cells. Every operation is linear in the number of ranges or better.
 */
public final class RangeSet {
  private static final RangeSet EMPTY = new RangeSet(new long[0]);

  /** from0, to0, from1, to1, ... strictly increasing. */
  private final long[] bounds;

  private RangeSet(long[] bounds) {
    this.bounds = bounds;
  }

  public static RangeSet empty() {
    return EMPTY;
  }

  public static RangeSet of(long from, long to) {
    return of(new Range(from, to));
  }

  public static RangeSet of(Range range) {
    return range.isEmpty() ? EMPTY : new RangeSet(new long[] {range.from(), range.to()});
  }

  /** The union of ranges in any order, overlapping or not. */
  public static RangeSet of(Collection<Range> ranges) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort((a, b) -> Long.compare(a.from(), b.from()));
    Builder out = new Builder(sorted.size());
    for (Range r : sorted) {
      out.add(r.from(), r.to());
    }
    return out.build();
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** Number of ranges. */
  public int size() {
    return bounds.length / 2;
  }

  public long from(int i) {
    return bounds[2 * i];
  }

  public long to(int i) {
    return bounds[2 * i + 1];
  }

  public Range get(int i) {
    return new Range(bounds[2 * i], bounds[2 * i + 1]);
  }

  /** The smallest value. The set must not be empty. */
  public long first() {
    return bounds[0];
  }

  /** One more than the largest value. The set must not be empty. */
  public long end() {
    return bounds[bounds.length - 1];
  }

  /** How many values are inside. */
  public long count() {
    long n = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      n += bounds[i + 1] - bounds[i];
    }
    return n;
  }

  public List<Range> ranges() {
    List<Range> out = new ArrayList<>(size());
    forEach(out::add);
    return List.copyOf(out);
  }

  public void forEach(Consumer<Range> action) {
    for (int i = 0; i < size(); i++) {
      action.accept(get(i));
    }
  }

  public boolean contains(long value) {
    int i = Arrays.binarySearch(bounds, value);
    return i >= 0 ? (i & 1) == 0 : ((-i - 1) & 1) == 1;
  }

  public boolean containsAll(RangeSet other) {
    return other.minus(this).isEmpty();
  }

  public boolean overlaps(Range range) {
    return !intersect(range).isEmpty();
  }

  public RangeSet plus(Range range) {
    if (range.isEmpty()) {
      return this;
    }
    if (isEmpty() || range.from() > end()) {
      long[] b = Arrays.copyOf(bounds, bounds.length + 2);
      b[bounds.length] = range.from();
      b[bounds.length + 1] = range.to();
      return new RangeSet(b);
    }
    return plus(of(range));
  }

  public RangeSet plus(RangeSet other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    Builder out = new Builder(size() + other.size());
    int i = 0;
    int j = 0;
    while (i < bounds.length || j < other.bounds.length) {
      if (j >= other.bounds.length || (i < bounds.length && bounds[i] <= other.bounds[j])) {
        out.add(bounds[i], bounds[i + 1]);
        i += 2;
      } else {
        out.add(other.bounds[j], other.bounds[j + 1]);
        j += 2;
      }
    }
    return out.build();
  }

  public RangeSet minus(Range range) {
    return minus(of(range));
  }

  public RangeSet minus(RangeSet other) {
    if (isEmpty() || other.isEmpty() || other.first() >= end() || other.end() <= first()) {
      return this;
    }
    Builder out = new Builder(size() + other.size());
    int j = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      long from = bounds[i];
      long to = bounds[i + 1];
      while (j < other.bounds.length && other.bounds[j + 1] <= from) {
        j += 2;
      }
      int k = j;
      while (k < other.bounds.length && other.bounds[k] < to) {
        if (other.bounds[k] > from) {
          out.add(from, other.bounds[k]);
        }
        from = Math.max(from, other.bounds[k + 1]);
        k += 2;
      }
      if (from < to) {
        out.add(from, to);
      }
    }
    return out.build();
  }

  public RangeSet intersect(Range range) {
    return intersect(of(range));
  }

  public RangeSet intersect(RangeSet other) {
    Builder out = new Builder(Math.min(size(), other.size()) + 1);
    int i = 0;
    int j = 0;
    while (i < bounds.length && j < other.bounds.length) {
      long from = Math.max(bounds[i], other.bounds[j]);
      long to = Math.min(bounds[i + 1], other.bounds[j + 1]);
      if (from < to) {
        out.add(from, to);
      }
      if (bounds[i + 1] < other.bounds[j + 1]) {
        i += 2;
      } else {
        j += 2;
      }
    }
    return out.build();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RangeSet other && Arrays.equals(bounds, other.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < size(); i++) {
      out.append(i == 0 ? "" : ", ")
          .append('[')
          .append(from(i))
          .append(", ")
          .append(to(i))
          .append(')');
    }
    return out.append('}').toString();
  }

  /** Collects ranges by rising start, joining those that touch. Not thread-safe. */
  public static final class Builder {
    private long[] bounds;
    private int n;

    public Builder(int expectedRanges) {
      bounds = new long[Math.max(2, 2 * expectedRanges)];
    }

    /**
     * Adds [from, to).
     *
     * @throws IllegalArgumentException if {@code from} lies before the start of the last range
     *     added
     */
    public Builder add(long from, long to) {
      if (from >= to) {
        return this;
      }
      if (n > 0 && from <= bounds[n - 1]) {
        if (from < bounds[n - 2]) {
          throw new IllegalArgumentException(
              "range starting at " + from + " comes after one starting at " + bounds[n - 2]);
        }
        bounds[n - 1] = Math.max(bounds[n - 1], to);
        return this;
      }
      if (n == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * n);
      }
      bounds[n++] = from;
      bounds[n++] = to;
      return this;
    }

    public RangeSet build() {
      return n == 0 ? EMPTY : new RangeSet(Arrays.copyOf(bounds, n));
    }
  }
}
