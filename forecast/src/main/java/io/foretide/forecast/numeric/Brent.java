package io.foretide.forecast.numeric;

import java.util.function.DoubleUnaryOperator;

/** Minimum of a function of one variable in an interval (Brent 1973, parabolas and sections). */
public final class Brent {

  private static final double SECTION = (3 - Math.sqrt(5)) / 2;

  private Brent() {}

  /** Place of a local minimum within {@code tolerance}. */
  public static double minimise(DoubleUnaryOperator f, double low, double high, double tolerance) {
    double a = low;
    double b = high;
    double x = a + SECTION * (b - a);
    double w = x;
    double v = x;
    double fx = f.applyAsDouble(x);
    double fw = fx;
    double fv = fx;
    double d = 0;
    double e = 0;
    for (int i = 0; i < 100; i++) {
      double middle = (a + b) / 2;
      double t1 = tolerance / 3 + 1e-10 * Math.abs(x);
      if (Math.abs(x - middle) <= 2 * t1 - (b - a) / 2) {
        break;
      }
      double p = 0;
      double q = 0;
      double r = 0;
      if (Math.abs(e) > t1) {
        r = (x - w) * (fx - fv);
        q = (x - v) * (fx - fw);
        p = (x - v) * q - (x - w) * r;
        q = 2 * (q - r);
        if (q > 0) {
          p = -p;
        } else {
          q = -q;
        }
        r = e;
        e = d;
      }
      if (Math.abs(p) < Math.abs(0.5 * q * r) && p > q * (a - x) && p < q * (b - x)) {
        d = p / q;
        double u = x + d;
        if (u - a < 2 * t1 || b - u < 2 * t1) {
          d = x < middle ? t1 : -t1;
        }
      } else {
        e = (x < middle ? b : a) - x;
        d = SECTION * e;
      }
      double u = x + (Math.abs(d) >= t1 ? d : d > 0 ? t1 : -t1);
      double fu = f.applyAsDouble(u);
      if (fu <= fx) {
        if (u < x) {
          b = x;
        } else {
          a = x;
        }
        v = w;
        fv = fw;
        w = x;
        fw = fx;
        x = u;
        fx = fu;
      } else {
        if (u < x) {
          a = u;
        } else {
          b = u;
        }
        if (fu <= fw || w == x) {
          v = w;
          fv = fw;
          w = u;
          fw = fu;
        } else if (fu <= fv || v == x || v == w) {
          v = u;
          fv = fu;
        }
      }
    }
    return x;
  }
}
