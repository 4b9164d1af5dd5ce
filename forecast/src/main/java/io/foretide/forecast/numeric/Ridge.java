package io.foretide.forecast.numeric;

import java.util.Arrays;

/**
 * Ridge regression on standardised columns; the penalty is chosen by generalised cross-validation.
 *
 * @param weights one per column, on the columns' own scale
 * @param intercept constant term
 * @param sigma2 error variance, corrected for the effective number of weights
 * @param rows rows without missing values
 */
@SuppressWarnings("ArrayRecordComponent")
public record Ridge(double[] weights, double intercept, double sigma2, int rows) {

  private static final double[] PENALTIES = {1e-6, 1e-4, 1e-3, 1e-2, 1e-1, 1};

  /** Value at a row of inputs. */
  public double at(double[] row) {
    double value = intercept;
    for (int i = 0; i < weights.length; i++) {
      value += weights[i] * row[i];
    }
    return value;
  }

  /** Fits; rows with a missing value are left out. With no usable row everything is zero. */
  public static Ridge fit(double[][] columns, double[] y) {
    Standardised s = Standardised.of(columns, y);
    int p = columns.length;
    int n = s.y().length;
    double[][] x = s.x();
    double mean = s.mean();
    double[] cross = new double[p];
    double squares = 0;
    for (int r = 0; r < n; r++) {
      double v = s.y()[r];
      squares += v * v;
      for (int i = 0; i < p; i++) {
        cross[i] += x[i][r] * v;
      }
    }
    double[][] gram = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int r = 0; r < n; r++) {
          sum += x[i][r] * x[j][r];
        }
        gram[i][j] = sum;
      }
    }
    double[] best = new double[p];
    double sigma2 = squares / Math.max(1, n - 1);
    double least = Double.POSITIVE_INFINITY;
    for (double penalty : PENALTIES) {
      double[][] a = new double[p][];
      for (int i = 0; i < p; i++) {
        a[i] = gram[i].clone();
        a[i][i] += penalty * n;
      }
      if (n == 0 || !Cholesky.factor(a)) {
        continue;
      }
      double[] w = cross.clone();
      Cholesky.solve(a, w);
      double error = squares;
      double effective = 0;
      double[] column = new double[p];
      for (int i = 0; i < p; i++) {
        error -= 2 * w[i] * cross[i];
        for (int j = 0; j < p; j++) {
          error += w[i] * w[j] * (j <= i ? gram[i][j] : gram[j][i]);
          column[j] = j <= i ? gram[i][j] : gram[j][i];
        }
        Cholesky.solve(a, column);
        effective += column[i];
      }
      double free = n - 1 - effective;
      double gcv = Math.max(0, error) / (free * free);
      if (free > 1 && gcv < least) {
        least = gcv;
        best = w;
        sigma2 = Math.max(0, error) / free;
      }
    }
    double intercept = mean;
    double[] weights = Arrays.copyOf(best, p);
    for (int i = 0; i < p; i++) {
      weights[i] /= s.scales()[i];
      intercept -= weights[i] * s.means()[i];
    }
    return new Ridge(weights, intercept, sigma2, n);
  }
}
