package io.foretide.models.feature;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a window of values is summed up to. Values that are missing are left out; a window with too
 * few values yields NaN. Each window is computed on its own, so that a row never depends on which
 * rows are computed beside it.
 */
public enum Statistic {
  MEAN(1) {
    @Override
    double of(double[] v, int n, double[] at) {
      return sum(v, n) / n;
    }
  },
  SUM(1) {
    @Override
    double of(double[] v, int n, double[] at) {
      return sum(v, n);
    }
  },
  MIN(1) {
    @Override
    double of(double[] v, int n, double[] at) {
      double out = v[0];
      for (int i = 1; i < n; i++) {
        out = Math.min(out, v[i]);
      }
      return out;
    }
  },
  MAX(1) {
    @Override
    double of(double[] v, int n, double[] at) {
      double out = v[0];
      for (int i = 1; i < n; i++) {
        out = Math.max(out, v[i]);
      }
      return out;
    }
  },
  RANGE(1) {
    @Override
    double of(double[] v, int n, double[] at) {
      return MAX.of(v, n, at) - MIN.of(v, n, at);
    }
  },
  MEDIAN(1) {
    @Override
    double of(double[] v, int n, double[] at) {
      double[] sorted = Arrays.copyOf(v, n);
      Arrays.sort(sorted);
      return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
  },
  /** The last value minus the first. */
  CHANGE(2) {
    @Override
    double of(double[] v, int n, double[] at) {
      return v[n - 1] - v[0];
    }
  },
  /** The standard deviation with divisor n - 1, as in pandas. */
  STD(2) {
    @Override
    double of(double[] v, int n, double[] at) {
      double mean = sum(v, n) / n;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        squares += (v[i] - mean) * (v[i] - mean);
      }
      return Math.sqrt(squares / (n - 1));
    }
  },
  /** The slope of the least squares line, per bucket. */
  SLOPE(2) {
    @Override
    double of(double[] v, int n, double[] at) {
      double meanValue = sum(v, n) / n;
      double meanAt = sum(at, n) / n;
      double both = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        both += (at[i] - meanAt) * (v[i] - meanValue);
        squares += (at[i] - meanAt) * (at[i] - meanAt);
      }
      return both / squares;
    }
  },
  COUNT(0) {
    @Override
    double of(double[] v, int n, double[] at) {
      return n;
    }
  };

  private final int least;

  Statistic(int least) {
    this.least = least;
  }

  /**
   * @param v values, none NaN
   * @param n how many
   * @param at their positions in the window, rising
   */
  abstract double of(double[] v, int n, double[] at);

  /**
   * The statistic of {@code column[from, to)}; what lies outside the column counts as missing.
   *
   * @param values scratch of at least {@code to - from}
   * @param at scratch of the same length
   */
  double over(double[] column, int from, int to, double[] values, double[] at) {
    int n = 0;
    int end = Math.min(to, column.length);
    for (int i = Math.max(0, from); i < end; i++) {
      double x = column[i];
      if (!Double.isNaN(x)) {
        values[n] = x;
        at[n] = i - from;
        n++;
      }
    }
    return n < least ? Double.NaN : of(values, n, at);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double sum(double[] v, int n) {
    double out = 0;
    for (int i = 0; i < n; i++) {
      out += v[i];
    }
    return out;
  }
}
