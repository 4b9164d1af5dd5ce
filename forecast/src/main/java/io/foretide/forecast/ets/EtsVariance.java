package io.foretide.forecast.ets;

import io.foretide.forecast.ets.EtsForm.Part;

/** Exact means and variances of forecasts for the forms that have them (Hyndman et al., ch. 6). */
final class EtsVariance {

  /** Means and standard deviations per step. */
  @SuppressWarnings("ArrayRecordComponent")
  record Moments(double[] mean, double[] sd) {}

  private EtsVariance() {}

  /** Whether the form has exact moments; the others are simulated. */
  static boolean exact(EtsForm form) {
    if (form.trend() == Part.MULTIPLICATIVE) {
      return false;
    }
    return form.multiplicativeError() || form.seasonal() != Part.MULTIPLICATIVE;
  }

  static Moments of(EtsState state, int season, double sigma2, int horizon) {
    EtsForm form = state.form;
    double[] mean = new double[horizon];
    EtsState moving = state.copy();
    for (int h = 0; h < horizon; h++) {
      mean[h] = moving.mean();
      moving.step(0);
    }
    double[] sd = new double[horizon];
    if (form.multiplicativeError() && form.seasonal() != Part.ADDITIVE) {
      products(state, season, sigma2, mean, sd);
    } else {
      sums(state, season, sigma2, mean, sd);
    }
    return new Moments(mean, sd);
  }

  /** Linear forms: variance from the weights of past errors in the forecast. */
  private static void sums(EtsState state, int season, double sigma2, double[] mean, double[] sd) {
    int horizon = mean.length;
    double[] squaredWeights = new double[horizon];
    double fade = 0;
    double power = 1;
    for (int j = 1; j < horizon; j++) {
      power *= state.phi;
      fade += power;
      double weight = state.alpha + (state.form.hasTrend() ? state.beta * fade : 0);
      if (state.form.hasSeason() && j % season == 0) {
        weight += state.gamma;
      }
      squaredWeights[j] = weight * weight;
    }
    if (!state.form.multiplicativeError()) {
      double sum = 1;
      for (int h = 0; h < horizon; h++) {
        sum += squaredWeights[h];
        sd[h] = Math.sqrt(sigma2 * sum);
      }
      return;
    }
    double[] theta = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      double sum = mean[h] * mean[h];
      for (int j = 1; j <= h; j++) {
        sum += sigma2 * squaredWeights[j] * theta[h - j];
      }
      theta[h] = sum;
      sd[h] = Math.sqrt(Math.max(0, (1 + sigma2) * sum - mean[h] * mean[h]));
    }
  }

  /**
   * Forms that multiply level and season: the joint second moment of level and trend, weighted by
   * what the same errors did to the season, carried forward step by step.
   */
  private static void products(
      EtsState state, int season, double sigma2, double[] mean, double[] sd) {
    boolean seasonal = state.form.hasSeason();
    double phi = state.form.hasTrend() ? state.phi : 0;
    double a = state.alpha;
    double b = state.form.hasTrend() ? state.beta : 0;
    double gamma = state.gamma;
    for (int h = 0; h < mean.length; h++) {
      double l = state.level;
      double t = state.form.hasTrend() ? state.trend : 0;
      double ll = l * l;
      double lt = l * t;
      double tt = t * t;
      for (int step = 0; step < h; step++) {
        double g = seasonal && (h - step) % season == 0 ? gamma : 0;
        // x' = F x + e G x with x = (level, trend); the season's state is multiplied by 1 + g e.
        double base = l + phi * t;
        double bb = ll + 2 * phi * lt + phi * phi * tt;
        double bt = lt + phi * tt;
        double e0 = 1 + g * g * sigma2;
        double e1 = 2 * g * sigma2;
        double e2 = sigma2 + 3 * g * g * sigma2 * sigma2;
        l = base * (1 + a * g * sigma2);
        double newT = phi * t + b * base * g * sigma2;
        ll = bb * (e0 + 2 * a * e1 + a * a * e2);
        double newLt = phi * bt * (e0 + a * e1) + b * bb * (e1 + a * e2);
        tt = phi * phi * tt * e0 + 2 * phi * b * bt * e1 + b * b * bb * e2;
        t = newT;
        lt = newLt;
      }
      double s = seasonal ? state.seasonal[(state.next + h) % season] : 1;
      double second = ll + 2 * phi * lt + phi * phi * tt;
      mean[h] = s * (l + phi * t);
      sd[h] = Math.sqrt(Math.max(0, s * s * (1 + sigma2) * second - mean[h] * mean[h]));
    }
  }
}
