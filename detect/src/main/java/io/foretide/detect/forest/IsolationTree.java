package io.foretide.detect.forest;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.SplittableRandom;

/**
 * One isolation tree in flat arrays; a negative signal marks a leaf with its path length as cut.
 */
final class IsolationTree {
  private final int[] signal;
  private final double[] cut;
  private final int[] left;
  private int used;

  private IsolationTree(int[] signal, double[] cut, int[] left) {
    this.signal = signal;
    this.cut = cut;
    this.left = left;
  }

  /** Grows a tree from rows, which are reordered. */
  static IsolationTree grow(double[][] columns, int[] rows, SplittableRandom random) {
    int nodes = 2 * rows.length;
    IsolationTree tree = new IsolationTree(new int[nodes], new double[nodes], new int[nodes]);
    int deepest = (int) Math.ceil(Math.log(Math.max(2, rows.length)) / Math.log(2));
    tree.used = 1;
    tree.split(0, columns, rows, 0, rows.length, 0, deepest, random);
    return tree;
  }

  private void split(
      int node,
      double[][] columns,
      int[] rows,
      int from,
      int to,
      int depth,
      int deepest,
      SplittableRandom random) {
    int n = to - from;
    int j = random.nextInt(columns.length);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    // Signals that are constant here cannot split; the next ones are tried in turn.
    for (int tries = 0; tries < columns.length && !(low < high); tries++) {
      j = tries == 0 ? j : (j + 1) % columns.length;
      low = Double.POSITIVE_INFINITY;
      high = Double.NEGATIVE_INFINITY;
      for (int k = from; k < to; k++) {
        low = Math.min(low, columns[j][rows[k]]);
        high = Math.max(high, columns[j][rows[k]]);
      }
    }
    if (n <= 1 || depth >= deepest || !(low < high)) {
      signal[node] = -1;
      cut[node] = depth + IsolationForest.meanPath(n);
      return;
    }
    double at = low + random.nextDouble() * (high - low);
    at = at >= high ? low : at;
    int middle = from;
    for (int k = from; k < to; k++) {
      if (columns[j][rows[k]] <= at) {
        int held = rows[k];
        rows[k] = rows[middle];
        rows[middle++] = held;
      }
    }
    signal[node] = j;
    cut[node] = at;
    left[node] = used;
    used += 2;
    split(left[node], columns, rows, from, middle, depth + 1, deepest, random);
    split(left[node] + 1, columns, rows, middle, to, depth + 1, deepest, random);
  }

  /** The expected path length of a row. */
  double path(double[] row) {
    int node = 0;
    while (signal[node] >= 0) {
      node = left[node] + (row[signal[node]] <= cut[node] ? 0 : 1);
    }
    return cut[node];
  }

  void write(ByteSink out) {
    out.putInts(java.util.Arrays.copyOf(signal, used));
    out.putDoubles(java.util.Arrays.copyOf(cut, used));
    out.putInts(java.util.Arrays.copyOf(left, used));
  }

  static IsolationTree read(ByteSource in, int signals) {
    IsolationTree tree = new IsolationTree(in.getInts(), in.getDoubles(), in.getInts());
    int n = tree.signal.length;
    boolean good = n > 0 && tree.cut.length == n && tree.left.length == n;
    for (int i = 0; good && i < n; i++) {
      boolean inner = tree.signal[i] >= 0;
      good = tree.signal[i] < signals && (!inner || tree.left[i] > i && tree.left[i] + 1 < n);
    }
    if (!good) {
      throw in.damaged("an isolation tree is not consistent");
    }
    tree.used = n;
    return tree;
  }
}
