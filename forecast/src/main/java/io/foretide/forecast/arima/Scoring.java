package io.foretide.forecast.arima;

import io.foretide.forecast.numeric.Cholesky;
import io.foretide.forecast.numeric.Dot;
import java.util.function.UnaryOperator;

/**
 * Maximum likelihood by damped scoring (Harvey 1989, section 3.4.5; damping after Levenberg and
 * Marquardt): the exact gradient with the information matrix of the standardised innovations, whose
 * slopes come with the gradient at no extra cost.
 *
 * <p>Not thread-safe: it owns its work arrays.
 */
final class Scoring {

  /** Where the search ended; the value is minus the log-likelihood. */
  @SuppressWarnings("ArrayRecordComponent")
  record Minimum(double[] x, double value) {}

  private static final double STEP = 1e-5;
  private static final double MOST_MOVE = 1.5;
  private static final int MOST_REFUSALS = 8;

  /** How much more than predicted a search may still gain, at most, before it is given up. */
  private static final double BEYOND_PREDICTED = 20;

  private final ArimaLikelihood likelihood;
  private final UnaryOperator<double[]> natural;
  private final int k;
  private double[] residuals = {};
  private double[][] slopes;
  private int evaluations;

  /**
   * A search.
   *
   * @param natural model coefficients of free ones
   * @param k number of coefficients
   */
  Scoring(ArimaLikelihood likelihood, UnaryOperator<double[]> natural, int k) {
    this.likelihood = likelihood;
    this.natural = natural;
    this.k = k;
    slopes = new double[k][0];
  }

  private double value(double[] x) {
    evaluations++;
    return -likelihood.at(natural.apply(x));
  }

  /**
   * Minimises from a start.
   *
   * @param tolerance ends where a step would gain less than this
   * @param most bound on evaluations of the likelihood
   */
  Minimum minimise(double[] start, double tolerance, int most) {
    return minimise(start, tolerance, most, Double.POSITIVE_INFINITY);
  }

  /**
   * Minimises from a start, and ends early where it will hardly come below a value.
   *
   * @param tolerance ends where a step would gain less than this
   * @param most bound on evaluations of the likelihood
   * @param below the value that a search must be able to reach
   */
  Minimum minimise(double[] start, double tolerance, int most, double below) {
    double[] x = start.clone();
    evaluations = 0;
    double f = value(x);
    if (!(f < Double.POSITIVE_INFINITY)) {
      return new Minimum(x, Double.POSITIVE_INFINITY);
    }
    double[] g = new double[k];
    double[][] information = new double[k][k];
    double damping = 1e-3;
    int small = 0;
    double[] trial = new double[k];
    while (evaluations < most && small < 2) {
      linearise(x, f, g, information);
      double left = gain(step(g, information, 0), g, information);
      if (left < tolerance || f - BEYOND_PREDICTED * left > below) {
        break;
      }
      double before = f;
      for (int refused = 0; refused < MOST_REFUSALS; refused++) {
        double[] step = step(g, information, damping);
        double predicted = gain(step, g, information);
        for (int i = 0; i < k; i++) {
          trial[i] = x[i] + step[i];
        }
        double next = value(trial);
        double ratio = (f - next) / predicted;
        if (ratio > 0.75) {
          damping = Math.max(1e-6, damping / 10);
        } else if (!(ratio > 0.25)) {
          damping = Math.max(1e-2, damping * 8);
        }
        if (ratio > 1e-3) {
          f = next;
          System.arraycopy(trial, 0, x, 0, k);
          break;
        }
        if (!(predicted > 0.1 * tolerance)) {
          break;
        }
      }
      if (!(f < before)) {
        break;
      }
      small = before - f < tolerance ? small + 1 : 0;
    }
    return new Minimum(x, f);
  }

  /** Gradient and information at the point that was evaluated last. */
  private void linearise(double[] x, double f, double[] g, double[][] information) {
    double[] moved = x.clone();
    int n = likelihood.residualCount();
    if (residuals.length != n) {
      residuals = new double[n];
      slopes = new double[k][n];
    }
    likelihood.residuals(residuals);
    double scale = likelihood.used() / Math.max(likelihood.squares, 1e-290);
    for (int i = 0; i < k; i++) {
      // Inwards, where the likelihood is finite.
      double step = x[i] > 0 ? -STEP : STEP;
      moved[i] = x[i] + step;
      double value = value(moved);
      moved[i] = x[i];
      g[i] = Double.isFinite(value) ? (value - f) / step : 0;
      double[] slope = slopes[i];
      likelihood.residuals(slope);
      double per = 1 / step;
      for (int t = 0; t < n; t++) {
        slope[t] = (slope[t] - residuals[t]) * per;
      }
      for (int j = 0; j <= i; j++) {
        information[i][j] = scale * Dot.of(slope, slopes[j], n);
        information[j][i] = information[i][j];
      }
    }
  }

  private double[] step(double[] g, double[][] information, double damping) {
    double[][] a = new double[k][];
    double[] d = new double[k];
    for (int i = 0; i < k; i++) {
      a[i] = information[i].clone();
      a[i][i] = information[i][i] * (1 + damping + 1e-9) + 1e-8;
      d[i] = -g[i];
    }
    if (Cholesky.factor(a)) {
      Cholesky.solve(a, d);
    }
    double most = 0;
    for (double value : d) {
      most = Math.max(most, Math.abs(value));
    }
    if (most > MOST_MOVE) {
      for (int i = 0; i < k; i++) {
        d[i] *= MOST_MOVE / most;
      }
    }
    return d;
  }

  /** What a step gains if the likelihood is as linear innovations make it. */
  private static double gain(double[] step, double[] g, double[][] information) {
    double linear = Dot.of(step, g, step.length);
    double quadratic = 0;
    for (int i = 0; i < step.length; i++) {
      quadratic += step[i] * Dot.of(information[i], step, step.length);
    }
    return -linear - 0.5 * quadratic;
  }
}
