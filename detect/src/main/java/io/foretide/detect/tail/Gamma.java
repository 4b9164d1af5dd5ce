package io.foretide.detect.tail;

/** The incomplete gamma function and what follows from it. */
public final class Gamma {
  private static final double[] LANCZOS = {
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private Gamma() {}

  /** Logarithm of the gamma function for x above 0 (Lanczos, g = 7, 9 terms). */
  public static double log(double x) {
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - log(1 - x);
    }
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /** Regularised lower incomplete gamma function P(a, x), by series or continued fraction. */
  public static double lower(double a, double x) {
    if (x <= 0) {
      return 0;
    }
    double front = Math.exp(a * Math.log(x) - x - log(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (int n = 1; n < 10_000 && term > sum * 1e-17; n++) {
        term *= x / (a + n);
        sum += term;
      }
      return Math.min(1, front * sum);
    }
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double h = d;
    for (int n = 1; n < 10_000; n++) {
      double an = -n * (n - a);
      b += 2;
      d = 1 / nonzero(an * d + b);
      c = nonzero(b + an / c);
      double step = d * c;
      h *= step;
      if (Math.abs(step - 1) < 1e-16) {
        break;
      }
    }
    return Math.max(0, 1 - front * h);
  }

  /** The value below which a chi-square variable stays with probability p. */
  public static double chiSquareQuantile(double p, double freedom) {
    return 2 * quantile(p, freedom / 2);
  }

  /** The value below which a gamma variable of that shape and scale 1 stays with probability p. */
  public static double quantile(double p, double shape) {
    double low = 0;
    double high = Math.max(1, shape);
    while (lower(shape, high) < p && high < 1e300) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
      double middle = (low + high) / 2;
      if (lower(shape, middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double nonzero(double x) {
    return Math.abs(x) < 1e-300 ? 1e-300 : x;
  }
}
