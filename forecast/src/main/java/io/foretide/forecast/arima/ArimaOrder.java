package io.foretide.forecast.arima;

/**
 * Orders of a seasonal ARIMA model.
 *
 * @param p autoregressive order
 * @param d differences
 * @param q moving average order
 * @param seasonalP seasonal autoregressive order
 * @param seasonalD seasonal differences
 * @param seasonalQ seasonal moving average order
 * @param season period in steps, 1 for none
 * @param constant a mean without differences, a drift with one difference in all
 */
public record ArimaOrder(
    int p,
    int d,
    int q,
    int seasonalP,
    int seasonalD,
    int seasonalQ,
    int season,
    boolean constant) {

  /** Checks that orders are not negative. */
  public ArimaOrder {
    if (p < 0 || d < 0 || q < 0 || seasonalP < 0 || seasonalD < 0 || seasonalQ < 0 || season < 1) {
      throw new IllegalArgumentException(
          "ARIMA orders must not be negative and the season at least 1, found "
              + p
              + ","
              + d
              + ","
              + q
              + " "
              + seasonalP
              + ","
              + seasonalD
              + ","
              + seasonalQ
              + " season "
              + season);
    }
  }

  /** Coefficients without constant and variance. */
  int coefficients() {
    return p + q + seasonalP + seasonalQ;
  }

  /** Values lost to differences. */
  int lost() {
    return d + season * seasonalD;
  }

  ArimaOrder withConstant(boolean with) {
    return new ArimaOrder(p, d, q, seasonalP, seasonalD, seasonalQ, season, with);
  }

  /** Coefficients of past values in the difference: {@code y - sum c_i y(-i)}. */
  double[] differencing() {
    double[] poly = {1};
    for (int i = 0; i < d; i++) {
      poly = times(poly, 1);
    }
    for (int i = 0; i < seasonalD; i++) {
      poly = times(poly, season);
    }
    double[] c = new double[poly.length - 1];
    for (int i = 0; i < c.length; i++) {
      c[i] = -poly[i + 1];
    }
    return c;
  }

  private static double[] times(double[] poly, int lag) {
    double[] out = new double[poly.length + lag];
    for (int i = 0; i < poly.length; i++) {
      out[i] += poly[i];
      out[i + lag] -= poly[i];
    }
    return out;
  }

  /** The differenced values. */
  double[] difference(double[] y) {
    double[] c = differencing();
    double[] w = new double[Math.max(0, y.length - c.length)];
    for (int t = 0; t < w.length; t++) {
      double value = y[t + c.length];
      for (int i = 0; i < c.length; i++) {
        if (c[i] != 0) {
          value -= c[i] * y[t + c.length - 1 - i];
        }
      }
      w[t] = value;
    }
    return w;
  }

  @Override
  public String toString() {
    String text = "ARIMA(" + p + "," + d + "," + q + ")";
    if (season > 1 && seasonalP + seasonalD + seasonalQ > 0) {
      text += "(" + seasonalP + "," + seasonalD + "," + seasonalQ + ")[" + season + "]";
    }
    return constant ? text + (d + seasonalD > 0 ? " with drift" : " with mean") : text;
  }
}
