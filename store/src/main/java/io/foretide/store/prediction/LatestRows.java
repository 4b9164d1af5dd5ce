package io.foretide.store.prediction;

import io.foretide.core.frame.Frame;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges blocks, newest origin first, into one row per instant: the first block that has an instant
 * wins. Not thread-safe.
 */
final class LatestRows {
  private final Range wanted;
  private final long minLead;

  /** Instants taken so far, as row numbers of their grid; there is one grid, or a few. */
  private final Map<Grid, RangeSet> taken = new HashMap<>();

  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  private record Grid(long phase, long step) {}

  /** Rows [from, to) of a block. */
  private record Piece(Block block, int[] outputs, int from, int to) {}

  LatestRows(Range wanted, long minLead) {
    this.wanted = wanted;
    this.minLead = minLead;
  }

  /**
   * The rows of a block that nobody newer has; empty if none. Rows are relative to the block's
   * first.
   */
  RangeSet open(long origin, long first, long step, int rows) {
    Range useful = useful(origin, first, step, rows);
    if (useful.isEmpty()) {
      return RangeSet.empty();
    }
    long base = Math.floorDiv(first, step);
    RangeSet on = taken.getOrDefault(grid(first, step), RangeSet.empty());
    RangeSet open =
        RangeSet.of(useful.from() + base, useful.to() + base)
            .minus(on.intersect(new Range(useful.from() + base, useful.to() + base)));
    RangeSet.Builder relative = new RangeSet.Builder(open.size());
    open.forEach(r -> relative.add(r.from() - base, r.to() - base));
    return relative.build();
  }

  private static Grid grid(long first, long step) {
    return new Grid(Math.floorMod(first, step), step);
  }

  private Range useful(long origin, long first, long step, int rows) {
    long earliest = Math.max(wanted.from(), minLead > 0 ? Instants.plus(origin, minLead) : first);
    long from = earliest <= first ? 0 : Math.ceilDiv(Instants.minus(earliest, first), step);
    long to = wanted.to() <= first ? 0 : Math.ceilDiv(Instants.minus(wanted.to(), first), step);
    to = Math.min(to, rows);
    return from >= to ? new Range(0, 0) : new Range(from, to);
  }

  /** Takes open rows of a block. */
  void take(Block block, List<String> outputs, RangeSet open) {
    int[] target = new int[outputs.size()];
    for (int i = 0; i < target.length; i++) {
      Integer known = columns.putIfAbsent(outputs.get(i), columns.size());
      target[i] = known == null ? columns.size() - 1 : known;
    }
    long base = Math.floorDiv(block.first(), block.step());
    RangeSet.Builder now = new RangeSet.Builder(open.size());
    open.forEach(r -> {
      pieces.add(new Piece(block, target, (int) r.from(), (int) r.to()));
      now.add(r.from() + base, r.to() + base);
    });
    taken.merge(grid(block.first(), block.step()), now.build(), RangeSet::plus);
  }

  /** All rows by rising instant. */
  Frame frame() {
    int n = 0;
    for (Piece p : pieces) {
      n += p.to - p.from;
    }
    long[] times = new long[n];
    double[][] values = new double[columns.size()][n];
    for (double[] column : values) {
      Arrays.fill(column, Double.NaN);
    }
    int row = 0;
    for (Piece p : pieces) {
      double[][] v = p.block.values();
      for (int i = p.from; i < p.to; i++) {
        times[row] = p.block.first() + i * p.block.step();
        for (int c = 0; c < v.length && c < p.outputs.length; c++) {
          values[p.outputs[c]][row] = v[c][i];
        }
        row++;
      }
    }
    return sorted(times, values);
  }

  private Frame sorted(long[] times, double[][] values) {
    Integer[] order = new Integer[times.length];
    Arrays.setAll(order, i -> i);
    // Stable: of equal instants on different grids the newer origin stays first.
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    int n = 0;
    long[] t = new long[times.length];
    int[] source = new int[times.length];
    for (Integer i : order) {
      if (n == 0 || t[n - 1] != times[i]) {
        source[n] = i;
        t[n++] = times[i];
      }
    }
    double[][] out = new double[values.length][n];
    for (int c = 0; c < out.length; c++) {
      for (int i = 0; i < n; i++) {
        out[c][i] = values[c][source[i]];
      }
    }
    return new Frame(List.copyOf(columns.keySet()), Arrays.copyOf(t, n), out);
  }
}
