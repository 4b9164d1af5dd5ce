package io.foretide.forecast.numeric;

/**
 * Limited-memory BFGS for smooth functions without bounds (Nocedal and Wright, Numerical
 * Optimization, algorithm 7.5), with a line search that meets the weak Wolfe conditions. The
 * function may return infinity outside its domain.
 */
public final class Lbfgs {

  /** A function with its gradient. */
  @FunctionalInterface
  public interface Objective {
    /** Value at {@code x}; writes the gradient where the value is finite. */
    double value(double[] x, double[] gradient);
  }

  /**
   * Where the search ended.
   *
   * @param x the best point
   * @param value the function there
   * @param evaluations calls of the function
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Minimum(double[] x, double value, int evaluations) {}

  private static final int MEMORY = 12;
  private static final double ARMIJO = 1e-4;
  private static final double CURVATURE = 0.9;

  private Lbfgs() {}

  /**
   * Minimises from a starting point.
   *
   * @param tolerance stops where two successive steps each improve by less than this
   * @param mostEvaluations bound on calls of the function
   */
  public static Minimum minimise(
      Objective objective, double[] start, double tolerance, int mostEvaluations) {
    int n = start.length;
    double[] x = start.clone();
    double[] g = new double[n];
    double f = objective.value(x, g);
    int evaluations = 1;
    if (!(f < Double.POSITIVE_INFINITY) || n == 0) {
      return new Minimum(x, !Double.isNaN(f) ? f : Double.POSITIVE_INFINITY, evaluations);
    }
    double[][] s = new double[MEMORY][n];
    double[][] y = new double[MEMORY][n];
    double[] rho = new double[MEMORY];
    double[] weight = new double[MEMORY];
    double[] d = new double[n];
    double[] trial = new double[n];
    double[] trialGradient = new double[n];
    int stored = 0;
    int small = 0;
    while (evaluations < mostEvaluations) {
      direction(d, g, s, y, rho, weight, stored);
      double slope = dot(d, g);
      if (!(slope < 0)) {
        if (stored == 0) {
          break;
        }
        stored = 0;
        continue;
      }
      double step = stored == 0 ? Math.min(1, 1 / Math.sqrt(dot(g, g))) : 1;
      double low = 0;
      double high = Double.POSITIVE_INFINITY;
      double value = Double.POSITIVE_INFINITY;
      boolean accepted = false;
      for (int tries = 0; tries < 30 && evaluations < mostEvaluations; tries++) {
        for (int i = 0; i < n; i++) {
          trial[i] = x[i] + step * d[i];
        }
        value = objective.value(trial, trialGradient);
        evaluations++;
        if (!(value <= f + ARMIJO * step * slope)) {
          high = step;
          double guess = -slope * step * step / (2 * (value - f - slope * step));
          step =
              guess > low + 0.1 * (high - low) && guess < low + 0.6 * (high - low)
                  ? guess
                  : low + (high - low) * (value < Double.POSITIVE_INFINITY ? 0.5 : 0.25);
        } else if (dot(trialGradient, d) < CURVATURE * slope && high - low > 1e-12) {
          accepted = true;
          low = step;
          step = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * step;
          if (tries > 10) {
            break;
          }
        } else {
          accepted = true;
          break;
        }
        if (high - low < 1e-14) {
          break;
        }
      }
      if (!(value < f)) {
        if (accepted || stored > 0) {
          if (stored == 0) {
            break;
          }
          stored = 0;
          continue;
        }
        break;
      }
      int slot = stored % MEMORY;
      double sy = 0;
      double yy = 0;
      for (int i = 0; i < n; i++) {
        s[slot][i] = trial[i] - x[i];
        y[slot][i] = trialGradient[i] - g[i];
        sy += s[slot][i] * y[slot][i];
        yy += y[slot][i] * y[slot][i];
      }
      if (sy > 1e-12 * yy) {
        rho[slot] = 1 / sy;
        stored++;
      }
      double gain = f - value;
      System.arraycopy(trial, 0, x, 0, n);
      System.arraycopy(trialGradient, 0, g, 0, n);
      f = value;
      small = gain < tolerance ? small + 1 : 0;
      if (small == 2) {
        break;
      }
    }
    return new Minimum(x, f, evaluations);
  }

  private static void direction(
      double[] d,
      double[] g,
      double[][] s,
      double[][] y,
      double[] rho,
      double[] weight,
      int stored) {
    int n = d.length;
    for (int i = 0; i < n; i++) {
      d[i] = -g[i];
    }
    if (stored == 0) {
      return;
    }
    int oldest = Math.max(0, stored - MEMORY);
    for (int k = stored - 1; k >= oldest; k--) {
      int slot = k % MEMORY;
      weight[slot] = rho[slot] * dot(s[slot], d);
      add(d, -weight[slot], y[slot]);
    }
    int newest = (stored - 1) % MEMORY;
    double scale = 1 / (rho[newest] * dot(y[newest], y[newest]));
    for (int i = 0; i < n; i++) {
      d[i] *= scale;
    }
    for (int k = oldest; k < stored; k++) {
      int slot = k % MEMORY;
      add(d, weight[slot] - rho[slot] * dot(y[slot], d), s[slot]);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }
}
