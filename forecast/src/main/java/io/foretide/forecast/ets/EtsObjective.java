package io.foretide.forecast.ets;

import io.foretide.forecast.ets.EtsForm.Part;
import io.foretide.forecast.numeric.Lbfgs;
import java.util.Arrays;

/**
 * Minus log-likelihood, without constants, of one form over one series, with its exact gradient by
 * running the recursion backwards (reverse-mode differentiation). Works on scaled coordinates
 * without bounds: smoothing parameters through a logistic function inside the usual bounds, states
 * in units of the series' spread, the level of positive models as a logarithm.
 *
 * <p>Not thread-safe: it owns its work arrays.
 */
final class EtsObjective implements Lbfgs.Objective {

  private static final double EDGE = 1e-4;
  private static final double PHI_LOW = 0.8;
  private static final double PHI_HIGH = 0.98;

  private final EtsForm form;
  private final double[] y;
  private final int m;
  private final double unit;
  private final double seasonUnit;
  private final double trendUnit;
  private final boolean freeSeason;
  private final double[] season0;
  private final int smoothing;
  private final double[] levels;
  private final double[] trends;
  private final double[] seasons;
  private final double[] errors;
  private final double[] means;
  private final double[] ring;
  private int used;
  double alpha;
  double beta;
  double gamma;
  double phi;

  /**
   * A likelihood.
   *
   * @param unit typical size of changes in the values
   * @param season0 initial seasonal states, which stay fixed unless {@code freeSeason}
   */
  EtsObjective(EtsForm form, double[] y, int m, double unit, double[] season0, boolean freeSeason) {
    this.form = form;
    this.y = y;
    this.m = form.hasSeason() ? m : 0;
    this.unit = unit;
    this.seasonUnit = form.seasonal() == Part.MULTIPLICATIVE ? 0.1 : unit;
    this.trendUnit = form.trend() == Part.MULTIPLICATIVE ? 0.01 : 0.1 * unit;
    this.season0 = season0;
    this.freeSeason = freeSeason && form.hasSeason();
    this.smoothing =
        1 + (form.hasTrend() ? 1 : 0) + (form.hasSeason() ? 1 : 0) + (form.damped() ? 1 : 0);
    int n = y.length;
    levels = new double[n];
    trends = new double[n];
    seasons = new double[this.m == 0 ? 0 : n];
    errors = new double[n];
    means = new double[n];
    ring = new double[Math.max(1, this.m)];
  }

  int dimension() {
    return smoothing + 1 + (form.hasTrend() ? 1 : 0) + (freeSeason ? m : 0);
  }

  /** Coordinates of natural parameters and states. */
  double[] coordinates(EtsState state) {
    double[] x = new double[dimension()];
    int k = 0;
    x[k++] = logit((state.alpha - EDGE) / (1 - 2 * EDGE));
    if (form.hasTrend()) {
      x[k++] = logit((state.beta / state.alpha - EDGE) / (1 - 2 * EDGE));
    }
    if (form.hasSeason()) {
      x[k++] = logit((state.gamma / (1 - state.alpha) - EDGE) / (1 - 2 * EDGE));
    }
    if (form.damped()) {
      x[k++] = logit((state.phi - PHI_LOW) / (PHI_HIGH - PHI_LOW));
    }
    x[k++] =
        form.needsPositive() ? Math.log(Math.max(state.level / unit, 1e-12)) : state.level / unit;
    if (form.hasTrend()) {
      x[k++] = state.trend / trendUnit;
    }
    if (freeSeason) {
      for (int j = 0; j < m; j++) {
        x[k++] = state.seasonal[j] / seasonUnit;
      }
    }
    return x;
  }

  /** Natural parameters and initial states of coordinates. */
  EtsState state(double[] x) {
    double[] natural = natural(x);
    double[] seasonal = form.hasSeason() ? season0.clone() : new double[0];
    int k = smoothing;
    double level = form.needsPositive() ? unit * Math.exp(x[k++]) : x[k++] * unit;
    double trend = form.hasTrend() ? x[k++] * trendUnit : 0;
    if (freeSeason) {
      for (int j = 0; j < m; j++) {
        seasonal[j] = x[k++] * seasonUnit;
      }
    }
    return new EtsState(
        form, natural[0], natural[1], natural[2], natural[3], level, trend, seasonal, 0);
  }

  private double[] natural(double[] x) {
    int k = 0;
    double a = EDGE + (1 - 2 * EDGE) * logistic(x[k++]);
    double b = form.hasTrend() ? a * (EDGE + (1 - 2 * EDGE) * logistic(x[k++])) : 0;
    double g = form.hasSeason() ? (1 - a) * (EDGE + (1 - 2 * EDGE) * logistic(x[k++])) : 0;
    double p = form.damped() ? PHI_LOW + (PHI_HIGH - PHI_LOW) * logistic(x[k++]) : 1;
    return new double[] {a, b, g, p};
  }

  @Override
  public double value(double[] x, double[] gradient) {
    EtsState start = state(x);
    double value = forward(start);
    if (value < Double.POSITIVE_INFINITY) {
      backward(x, gradient);
    }
    return value;
  }

  /** Minus log-likelihood without constants from a start, infinite outside the model's domain. */
  double forward(EtsState start) {
    alpha = start.alpha;
    beta = start.beta;
    gamma = start.gamma;
    phi = start.phi;
    double level = start.level;
    double trend = start.trend;
    System.arraycopy(start.seasonal, 0, ring, 0, m);
    int at = start.next;
    double sum = 0;
    double logs = 0;
    double product = 1;
    used = 0;
    boolean relative = form.multiplicativeError();
    boolean trendTimes = form.trend() == Part.MULTIPLICATIVE;
    boolean trendAdds = form.trend() == Part.ADDITIVE;
    boolean seasonTimes = form.seasonal() == Part.MULTIPLICATIVE;
    boolean seasonal = m > 0;
    for (int t = 0; t < y.length; t++) {
      levels[t] = level;
      trends[t] = trend;
      double growth = trendAdds ? phi * trend : 0;
      double base = level + growth;
      if (trendTimes) {
        if (!(level > 0 && trend > 0)) {
          return Double.POSITIVE_INFINITY;
        }
        growth = phi == 1 ? trend : Math.pow(trend, phi);
        base = level * growth;
      }
      double s = 0;
      double mean = base;
      if (seasonal) {
        s = ring[at];
        seasons[t] = s;
        if (seasonTimes) {
          if (!(s > 0 && base > 0)) {
            return Double.POSITIVE_INFINITY;
          }
          mean = base * s;
        } else {
          mean = base + s;
        }
      }
      double e = y[t] - mean;
      if (!Double.isNaN(e)) {
        double c = e;
        if (relative) {
          if (!(mean > 0)) {
            return Double.POSITIVE_INFINITY;
          }
          c = e / mean;
          product *= mean;
          if (product > 1e100 || product < 1e-100) {
            logs += Math.log(product);
            product = 1;
          }
        }
        sum += c * c;
        used++;
      } else {
        e = 0;
      }
      errors[t] = e;
      means[t] = mean;
      double u = e;
      if (seasonal) {
        if (seasonTimes) {
          u = e / s;
          ring[at] = s + gamma * e / base;
        } else {
          ring[at] = s + gamma * e;
        }
        at = at + 1 == m ? 0 : at + 1;
      }
      if (trendAdds) {
        trend = growth + beta * u;
      } else if (trendTimes) {
        trend = growth + beta * u / level;
      }
      level = base + alpha * u;
    }
    sumOfSquares = sum;
    double total = 0.5 * used * Math.log(Math.max(sum, 1e-290));
    return relative ? total + logs + Math.log(product) : total;
  }

  /** Sum of squared errors (relative ones for multiplicative errors) of the last forward run. */
  double sumOfSquares;

  int used() {
    return used;
  }

  /** Full Gaussian log-likelihood of the last forward value. */
  double logLikelihood(double value) {
    return -value - 0.5 * used * (1 + Math.log(2 * Math.PI / used));
  }

  private void backward(double[] x, double[] gradient) {
    boolean relative = form.multiplicativeError();
    boolean trendTimes = form.trend() == Part.MULTIPLICATIVE;
    boolean trendAdds = form.trend() == Part.ADDITIVE;
    boolean seasonTimes = form.seasonal() == Part.MULTIPLICATIVE;
    double factor = used / Math.max(sumOfSquares, 1e-290);
    double toLevel = 0;
    double toTrend = 0;
    double toAlpha = 0;
    double toBeta = 0;
    double toGamma = 0;
    double toPhi = 0;
    Arrays.fill(ring, 0);
    int at = m == 0 ? 0 : y.length % m;
    for (int t = y.length - 1; t >= 0; t--) {
      double level = levels[t];
      double trend = trends[t];
      double e = errors[t];
      double mean = means[t];
      boolean missing = Double.isNaN(y[t]);
      double growth = trendAdds ? phi * trend : 0;
      double base = level + growth;
      if (trendTimes) {
        growth = phi == 1 ? trend : Math.pow(trend, phi);
        base = level * growth;
      }
      double s = 0;
      double toSeason = 0;
      if (m > 0) {
        at = at == 0 ? m - 1 : at - 1;
        s = seasons[t];
        toSeason = ring[at];
      }
      double u = seasonTimes ? e / s : e;
      double toBase = toLevel;
      double toU = alpha * toLevel;
      double toGrowth = toTrend;
      double newToLevel = 0;
      toAlpha += toLevel * u;
      if (trendAdds) {
        toU += beta * toTrend;
        toBeta += toTrend * u;
      } else if (trendTimes) {
        toU += beta * toTrend / level;
        toBeta += toTrend * u / level;
        newToLevel -= toTrend * beta * u / (level * level);
      }
      double toE;
      double toSeasonBefore = toSeason;
      if (seasonTimes) {
        toE = toU / s + gamma * toSeason / base;
        toGamma += toSeason * e / base;
        toSeasonBefore -= toU * e / (s * s);
        toBase -= gamma * toSeason * e / (base * base);
      } else {
        toE = toU;
        if (m > 0) {
          toE += gamma * toSeason;
          toGamma += toSeason * e;
        }
      }
      double toMean = 0;
      if (missing) {
        toE = 0;
      } else if (relative) {
        double c = e / mean;
        toE += factor * c / mean;
        toMean = (1 - factor * c * c) / mean;
      } else {
        toE += factor * e;
      }
      toMean -= toE;
      if (seasonTimes) {
        toBase += toMean * s;
        toSeasonBefore += toMean * base;
      } else {
        toBase += toMean;
        toSeasonBefore += toMean;
      }
      if (m > 0) {
        ring[at] = toSeasonBefore;
      }
      if (trendAdds) {
        newToLevel += toBase;
        toGrowth += toBase;
        toPhi += toGrowth * trend;
        toTrend = phi * toGrowth;
      } else if (trendTimes) {
        newToLevel += toBase * growth;
        toGrowth += toBase * level;
        toPhi += toGrowth * growth * Math.log(trend);
        toTrend = toGrowth * phi * growth / trend;
      } else {
        newToLevel += toBase;
      }
      toLevel = newToLevel;
    }
    chain(x, gradient, toAlpha, toBeta, toGamma, toPhi, toLevel, toTrend);
  }

  private void chain(
      double[] x,
      double[] gradient,
      double toAlpha,
      double toBeta,
      double toGamma,
      double toPhi,
      double toLevel,
      double toTrend) {
    double total = toAlpha;
    if (form.hasTrend()) {
      total += toBeta * beta / alpha;
    }
    if (form.hasSeason()) {
      total -= toGamma * gamma / (1 - alpha);
    }
    int k = 0;
    gradient[k] = total * (1 - 2 * EDGE) * slope(x[k]);
    k++;
    if (form.hasTrend()) {
      gradient[k] = toBeta * alpha * (1 - 2 * EDGE) * slope(x[k]);
      k++;
    }
    if (form.hasSeason()) {
      gradient[k] = toGamma * (1 - alpha) * (1 - 2 * EDGE) * slope(x[k]);
      k++;
    }
    if (form.damped()) {
      gradient[k] = toPhi * (PHI_HIGH - PHI_LOW) * slope(x[k]);
      k++;
    }
    gradient[k] = toLevel * unit * (form.needsPositive() ? Math.exp(x[k]) : 1);
    k++;
    if (form.hasTrend()) {
      gradient[k++] = toTrend * trendUnit;
    }
    if (freeSeason) {
      for (int j = 0; j < m; j++) {
        gradient[k++] = ring[j] * seasonUnit;
      }
    }
  }

  double[] means() {
    return means;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double slope(double x) {
    double p = logistic(x);
    return p * (1 - p);
  }

  private static double logit(double p) {
    double inside = Math.min(1 - 1e-6, Math.max(1e-6, p));
    return Math.log(inside / (1 - inside));
  }
}
