package io.foretide.forecast.boost;

/** Grows one tree after another on the same binned rows. Not thread-safe. */
final class TreeGrowth {

  private static final double PENALTY = 1;
  private static final int CODES = 64;

  private final Bins bins;
  private final Boosting settings;
  private final int[] rows;
  private final int[] spare;
  private final double[] sums = new double[CODES];
  private final int[] counts = new int[CODES];

  private int bestColumn;
  private int bestCode;
  private boolean bestMissingLeft;
  private double bestGain;

  /**
   * @param used row numbers that teach
   */
  TreeGrowth(Bins bins, Boosting settings, int[] used) {
    this.bins = bins;
    this.settings = settings;
    this.rows = used.clone();
    this.spare = new int[used.length];
  }

  /** A tree for the errors left, by row number. */
  Tree grow(double[] left) {
    Tree tree = Tree.empty((1 << (settings.depth() + 1)) - 1);
    grow(tree, 0, 0, rows.length, left, settings.depth());
    return tree;
  }

  private void grow(Tree tree, int node, int from, int to, double[] left, int depth) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += left[rows[i]];
    }
    tree.answer()[node] = settings.rate() * sum / (to - from + PENALTY);
    if (depth == 0 || to - from < 2 * settings.leastInLeaf()) {
      return;
    }
    bestGain = 1e-12 * sum * sum / (to - from + PENALTY);
    bestColumn = -1;
    for (int k = 0; k < bins.codes().length; k++) {
      search(k, from, to, left, sum);
    }
    int column = bestColumn;
    if (column < 0) {
      return;
    }
    tree.column()[node] = column;
    tree.threshold()[node] = bins.edges()[column][bestCode - 1];
    tree.missingLeft()[node] = bestMissingLeft;
    int middle = split(from, to, bins.codes()[column], bestCode, bestMissingLeft);
    grow(tree, 2 * node + 1, from, middle, left, depth - 1);
    grow(tree, 2 * node + 2, middle, to, left, depth - 1);
  }

  private void search(int column, int from, int to, double[] left, double sum) {
    int codes = bins.edges()[column].length + 2;
    if (codes < 3) {
      return;
    }
    java.util.Arrays.fill(sums, 0, codes, 0);
    java.util.Arrays.fill(counts, 0, codes, 0);
    byte[] code = bins.codes()[column];
    for (int i = from; i < to; i++) {
      int row = rows[i];
      sums[code[row]] += left[row];
      counts[code[row]]++;
    }
    int n = to - from;
    double whole = sum * sum / (n + PENALTY);
    for (int side = 0; side < (counts[0] > 0 ? 2 : 1); side++) {
      double sumLeft = side == 0 ? sums[0] : 0;
      int countLeft = side == 0 ? counts[0] : 0;
      for (int c = 1; c < codes - 1; c++) {
        sumLeft += sums[c];
        countLeft += counts[c];
        if (countLeft < settings.leastInLeaf() || n - countLeft < settings.leastInLeaf()) {
          continue;
        }
        double sumRight = sum - sumLeft;
        double gain =
            sumLeft * sumLeft / (countLeft + PENALTY)
                + sumRight * sumRight / (n - countLeft + PENALTY)
                - whole;
        if (gain > bestGain) {
          bestGain = gain;
          bestColumn = column;
          bestCode = c;
          bestMissingLeft = side == 0;
        }
      }
    }
  }

  /** Rows that go left first, each side in its order. */
  private int split(int from, int to, byte[] code, int last, boolean missingLeft) {
    int at = from;
    int kept = 0;
    for (int i = from; i < to; i++) {
      int c = code[rows[i]];
      if (c == 0 ? missingLeft : c <= last) {
        rows[at++] = rows[i];
      } else {
        spare[kept++] = rows[i];
      }
    }
    System.arraycopy(spare, 0, rows, at, kept);
    return at;
  }
}
