package io.foretide.forecast.prophet;

import io.foretide.forecast.numeric.Dot;
import io.foretide.forecast.prophet.Trend.Growth;
import java.util.List;

/**
 * The posterior mode. Given the noise, each step solves the linearised model exactly with its
 * normal and Laplace priors; linear growth with additive features needs one such step per noise.
 */
final class ProphetMode {

  private static final double RATE_PRIOR = 5;
  private static final double NOISE_PRIOR = 0.5;
  private static final int MOST_ROUNDS = 60;

  final double[] theta;
  final double[] beta;
  double sigma = 0.1;

  private final Prophet model;
  private final double[] t;
  private final double[] y;
  private final double[] changepoints;
  private final double cap;
  private final double[][] x;
  private final boolean[] times;
  private final double[] ridge;
  private final double[] lasso;
  private double[] fitted = {};

  ProphetMode(
      Prophet model,
      List<Feature> features,
      double[] t,
      double[] y,
      double[] changepoints,
      double cap,
      double[][] x) {
    this.model = model;
    this.t = t;
    this.y = y;
    this.changepoints = changepoints;
    this.cap = cap;
    this.x = x;
    int trend = 2 + changepoints.length;
    theta = new double[trend];
    beta = new double[x.length];
    times = new boolean[x.length];
    int at = 0;
    for (Feature feature : features) {
      for (int k = 0; k < feature.columns(); k++) {
        times[at++] = feature.multiplicative();
      }
    }
    ridge = new double[trend + x.length];
    lasso = new double[trend + x.length];
    ridge[0] = 1 / (RATE_PRIOR * RATE_PRIOR);
    ridge[1] = ridge[0];
    for (int j = 2; j < trend; j++) {
      lasso[j] = 1 / model.changepointPrior();
    }
    double[] priors = Feature.priors(features);
    for (int k = 0; k < priors.length; k++) {
      ridge[trend + k] = 1 / (priors[k] * priors[k]);
    }
    double[] first = Trend.start(model.growth(), t, y, cap);
    theta[0] = first[0];
    theta[1] = first[1];
  }

  /** Searches for the mode from the present coefficients. */
  void search() {
    boolean linear = model.growth() != Growth.LOGISTIC;
    for (boolean multiplies : times) {
      linear &= !multiplies;
    }
    int p = ridge.length;
    double[][] gram = new double[p][p];
    double[] cross = new double[p];
    double before = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (round == 0 && linear && model.growth() == Growth.LINEAR) {
        new TrendGram(t, changepoints).fill(x, y, gram, cross);
      } else if (round == 0 || !linear) {
        linearise(gram, cross);
      }
      double[] w = joined();
      double s2 = sigma * sigma;
      double[] r = new double[p];
      double[] l = new double[p];
      for (int i = 0; i < p; i++) {
        r[i] = s2 * ridge[i];
        l[i] = s2 * lasso[i];
      }
      SparseQuadratic.minimise(gram, cross, r, l, w);
      move(w, linear);
      updateSigma();
      double now = objective(fitted);
      if (Math.abs(before - now) < 1e-7 * Math.max(1, Math.abs(now))) {
        break;
      }
      before = now;
    }
  }

  private double[] joined() {
    double[] w = new double[ridge.length];
    System.arraycopy(theta, 0, w, 0, theta.length);
    System.arraycopy(beta, 0, w, theta.length, beta.length);
    return w;
  }

  private void split(double[] w) {
    System.arraycopy(w, 0, theta, 0, theta.length);
    System.arraycopy(w, theta.length, beta, 0, beta.length);
  }

  /** Goes to the new point, or only part of the way where the model is not linear. */
  private void move(double[] w, boolean linear) {
    double[] old = joined();
    if (linear) {
      split(w);
      fitted = values();
      return;
    }
    double start = objective(values());
    for (double share = 1; share > 1e-4; share /= 2) {
      double[] point = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        point[i] = old[i] + share * (w[i] - old[i]);
      }
      split(point);
      fitted = values();
      if (objective(fitted) <= start) {
        return;
      }
    }
    split(old);
    fitted = values();
  }

  /** Minus log-posterior at the present coefficients and noise. */
  private double objective(double[] values) {
    double value = t.length * Math.log(sigma) + squares(values) / (2 * sigma * sigma);
    double[] w = joined();
    for (int i = 0; i < w.length; i++) {
      value += 0.5 * ridge[i] * w[i] * w[i] + lasso[i] * Math.abs(w[i]);
    }
    return value + sigma * sigma / (2 * NOISE_PRIOR * NOISE_PRIOR);
  }

  /** Minus log-posterior at the mode, up to a constant. */
  double least() {
    return objective(values());
  }

  /** Minus log-posterior at other coefficients, up to the same constant. */
  double at(double[] otherTheta, double[] otherBeta, double otherSigma) {
    double[] w = joined();
    double kept = sigma;
    System.arraycopy(otherTheta, 0, theta, 0, theta.length);
    System.arraycopy(otherBeta, 0, beta, 0, beta.length);
    sigma = otherSigma;
    double value = objective(values());
    split(w);
    sigma = kept;
    return value;
  }

  private double squares(double[] values) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double e = y[i] - values[i];
      sum += e * e;
    }
    return sum;
  }

  /** The noise at which the posterior is flat: {@code n/s - S/s^3 + s/0.25 = 0}. */
  private void updateSigma() {
    double a = 1 / (NOISE_PRIOR * NOISE_PRIOR);
    double n = y.length;
    double s2 = (-n + Math.sqrt(n * n + 4 * a * squares(fitted))) / (2 * a);
    sigma = Math.sqrt(Math.max(s2, 1e-16));
  }

  double[] values() {
    double[] trend = Trend.values(model.growth(), theta, changepoints, t, cap);
    return combine(trend, x, times, beta);
  }

  static double[] combine(double[] trend, double[][] x, boolean[] times, double[] beta) {
    double[] out = trend.clone();
    for (int k = 0; k < x.length; k++) {
      double b = beta[k];
      double[] column = x[k];
      if (b == 0) {
        continue;
      }
      if (times[k]) {
        for (int i = 0; i < out.length; i++) {
          out[i] += b * column[i] * trend[i];
        }
      } else {
        for (int i = 0; i < out.length; i++) {
          out[i] += b * column[i];
        }
      }
    }
    return out;
  }

  boolean[] times() {
    return times;
  }

  private void linearise(double[][] gram, double[] cross) {
    int n = y.length;
    int p = ridge.length;
    double[] trend = Trend.values(model.growth(), theta, changepoints, t, cap);
    double[][] slopes = Trend.slopes(model.growth(), theta, changepoints, t, cap);
    double[] factor = new double[n];
    java.util.Arrays.fill(factor, 1);
    boolean any = false;
    for (int k = 0; k < x.length; k++) {
      if (times[k]) {
        any = true;
        for (int i = 0; i < n; i++) {
          factor[i] += beta[k] * x[k][i];
        }
      }
    }
    double[][] j = new double[p][];
    for (int k = 0; k < theta.length; k++) {
      j[k] = slopes[k];
      if (any) {
        for (int i = 0; i < n; i++) {
          j[k][i] *= factor[i];
        }
      }
    }
    for (int k = 0; k < x.length; k++) {
      double[] column = x[k];
      if (times[k]) {
        column = new double[n];
        for (int i = 0; i < n; i++) {
          column[i] = x[k][i] * trend[i];
        }
      }
      j[theta.length + k] = column;
    }
    double[] w = joined();
    double[] target = values();
    for (int i = 0; i < n; i++) {
      target[i] = y[i] - target[i];
    }
    for (int k = 0; k < p; k++) {
      if (w[k] != 0) {
        for (int i = 0; i < n; i++) {
          target[i] += w[k] * j[k][i];
        }
      }
    }
    for (int a = 0; a < p; a++) {
      for (int b = 0; b <= a; b++) {
        gram[a][b] = Dot.of(j[a], j[b], n);
        gram[b][a] = gram[a][b];
      }
      cross[a] = Dot.of(j[a], target, n);
    }
  }
}
