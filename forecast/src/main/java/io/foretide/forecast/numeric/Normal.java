package io.foretide.forecast.numeric;

/** The standard normal distribution. */
public final class Normal {

  private static final double[] A = {
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00
  };
  private static final double[] B = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01
  };
  private static final double[] C = {
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00
  };
  private static final double[] D = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00
  };

  private Normal() {}

  /** Quantile by Acklam's rational approximation and one Halley step; error below 1e-14. */
  public static double quantile(double p) {
    double x;
    if (p < 0.02425) {
      x = tail(Math.sqrt(-2 * Math.log(p)));
    } else if (p > 1 - 0.02425) {
      x = -tail(Math.sqrt(-2 * Math.log(1 - p)));
    } else {
      double q = p - 0.5;
      double r = q * q;
      x =
          (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5])
              * q
              / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1);
    }
    double e = cdf(x) - p;
    double u = e * Math.sqrt(2 * Math.PI) * Math.exp(x * x / 2);
    return x - u / (1 + x * u / 2);
  }

  private static double tail(double q) {
    return (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5])
        / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1);
  }

  /** Distribution function, by series near the centre and a continued fraction in the tails. */
  public static double cdf(double x) {
    double z = Math.abs(x);
    if (z > 38) {
      return x > 0 ? 1 : 0;
    }
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    double upper;
    if (z < 3) {
      double term = z;
      double sum = z;
      for (int k = 1; Math.abs(term) > 1e-17 * sum && k < 200; k++) {
        term *= z * z / (2 * k + 1);
        sum += term;
      }
      upper = 0.5 - density * sum;
    } else {
      double fraction = z;
      for (int k = 60; k > 0; k--) {
        fraction = z + k / fraction;
      }
      upper = density / fraction;
    }
    return x > 0 ? 1 - upper : upper;
  }
}
