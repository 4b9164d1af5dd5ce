package io.foretide.detect.gordo;

import java.util.Arrays;

/** How training rows are split for cross-validation, as scikit-learn does. */
public sealed interface Folds {

  /** One split. */
  @SuppressWarnings("ArrayRecordComponent")
  record Fold(int[] train, int[] test) {}

  /** The splits of n rows. */
  Fold[] of(int n);

  /** Growing training part, then the next rows: the builder's default, with 3 splits. */
  record TimeSeries(int splits) implements Folds {
    @Override
    public Fold[] of(int n) {
      int size = n / (splits + 1);
      Fold[] folds = new Fold[splits];
      for (int i = 0; i < splits; i++) {
        int from = n - (splits - i) * size;
        folds[i] = new Fold(range(0, from), range(from, from + size));
      }
      return folds;
    }
  }

  /** Every row is in one test part. */
  record KFold(int splits, boolean shuffle, int seed) implements Folds {
    @Override
    public Fold[] of(int n) {
      int[] order = shuffle ? new NumpyShuffle(seed).permutation(n) : range(0, n);
      Fold[] folds = new Fold[splits];
      int from = 0;
      for (int i = 0; i < splits; i++) {
        int to = from + n / splits + (i < n % splits ? 1 : 0);
        boolean[] held = new boolean[n];
        for (int k = from; k < to; k++) {
          held[order[k]] = true;
        }
        folds[i] = new Fold(where(held, false), where(held, true));
        from = to;
      }
      return folds;
    }

    private static int[] where(boolean[] held, boolean value) {
      int[] rows = new int[held.length];
      int n = 0;
      for (int i = 0; i < held.length; i++) {
        if (held[i] == value) {
          rows[n++] = i;
        }
      }
      return Arrays.copyOf(rows, n);
    }
  }

  private static int[] range(int from, int to) {
    int[] rows = new int[to - from];
    for (int i = from; i < to; i++) {
      rows[i - from] = i;
    }
    return rows;
  }
}
