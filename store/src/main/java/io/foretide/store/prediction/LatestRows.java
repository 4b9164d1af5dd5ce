package io.foretide.store.prediction;

import io.foretide.core.frame.Frame;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects rows of blocks into one frame, a row per instant: of equal instants the one added first
 * wins. Not thread-safe.
 */
final class LatestRows {
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  /** Rows [from, to) of a block. */
  private record Piece(Block block, int[] outputs, int from, int to) {}

  /** Adds rows of a block; blocks come newest origin first. */
  void add(Block block, List<String> outputs, RangeSet open) {
    int[] target = new int[outputs.size()];
    for (int i = 0; i < target.length; i++) {
      Integer known = columns.putIfAbsent(outputs.get(i), columns.size());
      target[i] = known == null ? columns.size() - 1 : known;
    }
    open.forEach(r -> pieces.add(new Piece(block, target, (int) r.from(), (int) r.to())));
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
