package io.foretide.forecast.boost;

import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;

/**
 * A regression tree. The children of node {@code i} are {@code 2i + 1}, taken by values up to the
 * threshold, and {@code 2i + 2}.
 *
 * @param column column asked at each node, -1 at a leaf
 * @param threshold largest value that goes left
 * @param missingLeft whether a missing value goes left
 * @param answer mean answer of the rows at each node, leaves and inner nodes alike
 */
@SuppressWarnings("ArrayRecordComponent")
record Tree(int[] column, double[] threshold, boolean[] missingLeft, double[] answer) {

  private int next(int node, double[] row) {
    double value = row[column[node]];
    boolean left = Double.isNaN(value) ? missingLeft[node] : value <= threshold[node];
    return 2 * node + (left ? 1 : 2);
  }

  double at(double[] row) {
    int node = 0;
    while (column[node] >= 0) {
      node = next(node, row);
    }
    return answer[node];
  }

  /** Adds to each column what its splits changed on the way of a row; returns the root's answer. */
  double contributions(double[] row, double[] out) {
    int node = 0;
    while (column[node] >= 0) {
      int child = next(node, row);
      out[column[node]] += answer[child] - answer[node];
      node = child;
    }
    return answer[0];
  }

  void write(StateWriter out) {
    out.number(column.length);
    write(out, 0);
  }

  private void write(StateWriter out, int node) {
    out.number(column[node]).value(answer[node]);
    if (column[node] >= 0) {
      out.value(threshold[node]).flag(missingLeft[node]);
      write(out, 2 * node + 1);
      write(out, 2 * node + 2);
    }
  }

  static Tree read(StateReader in) {
    Tree tree = empty(in.number());
    tree.read(in, 0);
    return tree;
  }

  private void read(StateReader in, int node) {
    column[node] = in.number();
    answer[node] = in.value();
    if (column[node] >= 0) {
      threshold[node] = in.value();
      missingLeft[node] = in.flag();
      read(in, 2 * node + 1);
      read(in, 2 * node + 2);
    }
  }

  /** A tree of leaves, to be filled. */
  static Tree empty(int nodes) {
    if (nodes < 1 || nodes > 1 << 12) {
      throw new IllegalArgumentException(
          "Saved tree with room for " + nodes + " nodes: expected 1 to " + (1 << 12));
    }
    int[] column = new int[nodes];
    java.util.Arrays.fill(column, -1);
    return new Tree(column, new double[nodes], new boolean[nodes], new double[nodes]);
  }
}
