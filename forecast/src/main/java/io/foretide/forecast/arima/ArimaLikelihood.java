package io.foretide.forecast.arima;

import io.foretide.forecast.numeric.Cholesky;
import io.foretide.forecast.numeric.Dot;
import io.foretide.forecast.season.Gaps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exact Gaussian log-likelihood of a seasonal ARIMA model with regressors, whose coefficients and
 * the error variance are concentrated out. Complete series are differenced; series with gaps go
 * through the diffuse filter in levels.
 *
 * <p>Not thread-safe: it owns its work arrays.
 */
final class ArimaLikelihood {

  private final ArimaOrder order;
  private final double[] y;
  private final double[][] inputs;
  private final @Nullable ExactInnovations filter;
  private final int used;

  /** Standardised innovations of the values and of each regressor at the last evaluation. */
  private double[][] innovations = {};

  private int count;
  private double[] left = {};

  /** Regression coefficients at the last evaluation. */
  double[] slopes;

  /** Sum of squared standardised innovations at the last evaluation. */
  double squares;

  /** Twice the sum of logarithms of innovation deviations at the last evaluation. */
  double logs;

  /**
   * A likelihood.
   *
   * @param inputs regressors in levels, one row each; a constant or drift among them
   */
  ArimaLikelihood(ArimaOrder order, double[] y, double[][] inputs) {
    this.order = order;
    this.y = y;
    this.inputs = inputs;
    slopes = new double[inputs.length];
    if (Gaps.any(y)) {
      filter = null;
      int known = 0;
      for (double value : y) {
        known += Double.isNaN(value) ? 0 : 1;
      }
      used = Math.max(0, known - order.lost());
    } else {
      double[][] columns = new double[1 + inputs.length][];
      columns[0] = order.difference(y);
      for (int k = 0; k < inputs.length; k++) {
        columns[k + 1] = order.difference(inputs[k]);
      }
      filter = ExactInnovations.of(order, columns);
      used = columns[0].length;
    }
  }

  int used() {
    return used;
  }

  /** Log-likelihood at coefficients, minus infinity where not stationary. */
  double at(double[] coefficients) {
    Arma arma = Arma.of(order, coefficients);
    if (!(filter != null ? complete(filter, arma) : gapped(arma))) {
      return Double.NEGATIVE_INFINITY;
    }
    double sigma2 = Math.max(squares / used, 1e-290);
    return -0.5 * (used * (Math.log(2 * Math.PI * sigma2) + 1) + logs);
  }

  /** Log-likelihood at coefficients, regression slopes and a given error variance. */
  double at(double[] coefficients, double[] fixedSlopes, double sigma2) {
    double[] adjusted = y.clone();
    for (int k = 0; k < inputs.length; k++) {
      for (int t = 0; t < y.length; t++) {
        adjusted[t] -= fixedSlopes[k] * inputs[k][t];
      }
    }
    ArimaLikelihood plain = new ArimaLikelihood(order, adjusted, new double[0][]);
    if (plain.at(coefficients) == Double.NEGATIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    return -0.5
        * (plain.used * Math.log(2 * Math.PI * sigma2) + plain.logs + plain.squares / sigma2);
  }

  private boolean complete(ExactInnovations f, Arma arma) {
    if (!f.run(arma)) {
      return false;
    }
    logs = f.logVariances();
    innovations = f.innovations();
    count = innovations[0].length;
    squares = regress();
    return squares >= 0;
  }

  private boolean gapped(Arma arma) {
    double[][] stationary = LevelsFilter.stationary(arma);
    if (stationary == null) {
      return false;
    }
    // The filter is linear: running it on each regressor with the gaps of y gives its innovations.
    innovations = new double[1 + inputs.length][y.length];
    int n = 0;
    for (int k = 0; k <= inputs.length; k++) {
      LevelsFilter f = new LevelsFilter(arma, order.differencing(), stationary);
      n = 0;
      for (int t = 0; t < y.length; t++) {
        boolean skipped = Double.isNaN(y[t]);
        double root = skipped ? 1 : Math.sqrt(f.meanVariance());
        double before = f.used;
        double v = f.step(skipped ? Double.NaN : k == 0 ? y[t] : inputs[k - 1][t]);
        if (!skipped && f.used > before) {
          innovations[k][n++] = v / root;
        }
      }
      if (k == 0) {
        logs = f.logs;
      }
    }
    count = n;
    squares = regress();
    return squares >= 0;
  }

  /** The differenced values, gaps filled and regressors taken out by least squares. */
  double[] differenced() {
    double[][] columns = new double[1 + inputs.length][];
    columns[0] = order.difference(filter == null ? Gaps.filled(y, order.season()) : y);
    for (int k = 0; k < inputs.length; k++) {
      columns[k + 1] = order.difference(inputs[k]);
    }
    double[][] before = innovations;
    double[] kept = slopes;
    innovations = columns;
    count = columns[0].length;
    regress();
    double[] out = new double[count];
    residuals(out);
    innovations = before;
    slopes = kept;
    return out;
  }

  /** How many values {@link #residuals} writes. */
  int residualCount() {
    return count;
  }

  /** Writes the standardised innovations at the last evaluation, regressors taken out. */
  void residuals(double[] out) {
    System.arraycopy(innovations[0], 0, out, 0, count);
    for (int i = 0; i < slopes.length; i++) {
      double slope = slopes[i];
      double[] column = innovations[i + 1];
      for (int t = 0; t < count; t++) {
        out[t] -= slope * column[t];
      }
    }
  }

  private double regress() {
    int k = innovations.length - 1;
    double[] e = innovations[0];
    if (k == 0) {
      return Dot.of(e, e, count);
    }
    double[][] gram = new double[k][k];
    double[] cross = new double[k];
    for (int i = 0; i < k; i++) {
      double[] a = innovations[i + 1];
      for (int j = 0; j <= i; j++) {
        gram[i][j] = Dot.of(a, innovations[j + 1], count);
      }
      cross[i] = Dot.of(a, e, count);
    }
    if (!Cholesky.factor(gram)) {
      Arrays.fill(slopes, 0);
      return Dot.of(e, e, count);
    }
    slopes = cross.clone();
    Cholesky.solve(gram, slopes);
    if (left.length < count) {
      left = new double[count];
    }
    residuals(left);
    return Dot.of(left, left, count);
  }
}
