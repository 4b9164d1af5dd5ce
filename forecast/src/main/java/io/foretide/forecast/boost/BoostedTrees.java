package io.foretide.forecast.boost;

import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sum of small regression trees, each fitted to the errors that the ones before it left (Friedman
 * 2001, algorithm 1, squared loss). No randomness. Immutable and thread-safe.
 */
public final class BoostedTrees {

  private final List<Tree> trees;

  private BoostedTrees(List<Tree> trees) {
    this.trees = List.copyOf(trees);
  }

  /** No tree at all: always zero. */
  public static BoostedTrees none() {
    return new BoostedTrees(List.of());
  }

  /**
   * Trees that stop where the errors of later rows no longer fall.
   *
   * @param columns inputs, NaN where missing
   * @param left what is to be learned; NaN where a row does not teach
   * @param held values of rows that are held out; NaN where a row is not held out
   */
  public static BoostedTrees stopped(
      double[][] columns, double[] left, double[] held, Boosting settings) {
    int[] used = known(left);
    int[] test = known(held);
    if (used.length == 0 || test.length == 0) {
      return none();
    }
    Bins bins = Bins.of(columns);
    TreeGrowth growth = new TreeGrowth(bins, settings, used);
    double[] errors = left.clone();
    double[] later = held.clone();
    List<Tree> grown = new ArrayList<>();
    double least = squares(later, test);
    int best = 0;
    double[] row = new double[columns.length];
    while (grown.size() < settings.mostTrees() && grown.size() < best + settings.patience()) {
      Tree tree = growth.grow(errors);
      grown.add(tree);
      subtract(tree, columns, used, errors, row);
      subtract(tree, columns, test, later, row);
      double sum = squares(later, test);
      if (sum < least) {
        least = sum;
        best = grown.size();
      }
    }
    return new BoostedTrees(grown.subList(0, best));
  }

  /** A given number of trees on all rows that are not NaN. */
  public static BoostedTrees grown(
      double[][] columns, double[] left, int count, Boosting settings) {
    int[] used = known(left);
    List<Tree> grown = new ArrayList<>();
    if (used.length > 0 && count > 0) {
      TreeGrowth growth = new TreeGrowth(Bins.of(columns), settings, used);
      double[] errors = left.clone();
      double[] row = new double[columns.length];
      for (int i = 0; i < count; i++) {
        Tree tree = growth.grow(errors);
        grown.add(tree);
        subtract(tree, columns, used, errors, row);
      }
    }
    return new BoostedTrees(grown);
  }

  private static int[] known(double[] values) {
    int[] rows = new int[values.length];
    int n = 0;
    for (int t = 0; t < values.length; t++) {
      if (!Double.isNaN(values[t])) {
        rows[n++] = t;
      }
    }
    return Arrays.copyOf(rows, n);
  }

  private static void subtract(
      Tree tree, double[][] columns, int[] rows, double[] errors, double[] row) {
    for (int t : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = columns[i][t];
      }
      errors[t] -= tree.at(row);
    }
  }

  private static double squares(double[] errors, int[] rows) {
    double sum = 0;
    for (int t : rows) {
      sum += errors[t] * errors[t];
    }
    return sum;
  }

  /** Number of trees. */
  public int count() {
    return trees.size();
  }

  /** The sum of the trees' answers to a row; NaN is a missing value. */
  public double at(double[] row) {
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.at(row);
    }
    return sum;
  }

  /**
   * What each column adds to the answer: along the way of the row through each tree, the change of
   * the mean answer at every split counts for the column asked there (Saabas 2014).
   *
   * @param out added to, one per column
   * @return the answer before any question; it and the additions sum to {@link #at}
   */
  public double contributions(double[] row, double[] out) {
    double base = 0;
    for (Tree tree : trees) {
      base += tree.contributions(row, out);
    }
    return base;
  }

  /** Appends the trees. */
  public void write(StateWriter out) {
    out.number(trees.size());
    for (Tree tree : trees) {
      tree.write(out);
    }
  }

  /** Restores trees. */
  public static BoostedTrees read(StateReader in) {
    int count = in.number();
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trees.add(Tree.read(in));
    }
    return new BoostedTrees(trees);
  }
}
