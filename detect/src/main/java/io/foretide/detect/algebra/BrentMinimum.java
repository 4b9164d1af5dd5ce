package io.foretide.detect.algebra;

import java.util.function.DoubleUnaryOperator;

/**
 * The minimum of a function of one variable by parabolas and golden sections (Brent, "Algorithms
 * for Minimization without Derivatives", 1973, chapter 5), downhill from a bracket.
 */
public final class BrentMinimum {
  private static final double GOLD = 1.618034;
  private static final double SECTION = 0.3819660;
  private static final double TINY = 1e-21;
  private static final double GROWTH = 110;
  private static final double TOLERANCE = 1.48e-8;
  private static final double LEAST = 1e-11;
  private static final int MOST_STEPS = 500;

  private BrentMinimum() {}

  /** Where the function is least, going downhill from two points. */
  public static double near(double first, double second, DoubleUnaryOperator f) {
    double xa = first;
    double xb = second;
    double fa = f.applyAsDouble(xa);
    double fb = f.applyAsDouble(xb);
    if (fa < fb) {
      xa = second;
      xb = first;
      double held = fa;
      fa = fb;
      fb = held;
    }
    double xc = xb + GOLD * (xb - xa);
    double fc = f.applyAsDouble(xc);
    for (int i = 0; i < MOST_STEPS && fc < fb; i++) {
      double one = (xb - xa) * (fb - fc);
      double two = (xb - xc) * (fb - fa);
      double value = two - one;
      double below = 2 * (Math.abs(value) < TINY ? TINY : value);
      double w = xb - ((xb - xc) * two - (xb - xa) * one) / below;
      double furthest = xb + GROWTH * (xc - xb);
      double fw;
      if ((w - xc) * (xb - w) > 0) {
        fw = f.applyAsDouble(w);
        if (fw < fc) {
          xa = xb;
          xb = w;
          fb = fw;
          break;
        }
        if (fw > fb) {
          xc = w;
          break;
        }
        w = xc + GOLD * (xc - xb);
        fw = f.applyAsDouble(w);
      } else if ((w - furthest) * (furthest - xc) >= 0) {
        w = furthest;
        fw = f.applyAsDouble(w);
      } else if ((w - furthest) * (xc - w) > 0) {
        fw = f.applyAsDouble(w);
        if (fw < fc) {
          xb = xc;
          fb = fc;
          xc = w;
          fc = fw;
          w = xc + GOLD * (xc - xb);
          fw = f.applyAsDouble(w);
        }
      } else {
        w = xc + GOLD * (xc - xb);
        fw = f.applyAsDouble(w);
      }
      xa = xb;
      xb = xc;
      xc = w;
      fa = fb;
      fb = fc;
      fc = fw;
    }
    return inside(Math.min(xa, xc), Math.max(xa, xc), xb, fb, f);
  }

  private static double inside(
      double low, double high, double start, double atStart, DoubleUnaryOperator f) {
    double a = low;
    double b = high;
    double x = start;
    double w = start;
    double v = start;
    double fx = atStart;
    double fw = atStart;
    double fv = atStart;
    double move = 0;
    double step = 0;
    for (int i = 0; i < MOST_STEPS; i++) {
      double least = TOLERANCE * Math.abs(x) + LEAST;
      double middle = 0.5 * (a + b);
      if (Math.abs(x - middle) < 2 * least - 0.5 * (b - a)) {
        break;
      }
      boolean golden = true;
      if (Math.abs(move) > least) {
        double one = (x - w) * (fx - fv);
        double two = (x - v) * (fx - fw);
        double p = (x - v) * two - (x - w) * one;
        double q = 2 * (two - one);
        p = q > 0 ? -p : p;
        q = Math.abs(q);
        double before = move;
        move = step;
        if (p > q * (a - x) && p < q * (b - x) && Math.abs(p) < Math.abs(0.5 * q * before)) {
          golden = false;
          step = p / q;
          double u = x + step;
          if (u - a < 2 * least || b - u < 2 * least) {
            step = middle >= x ? least : -least;
          }
        }
      }
      if (golden) {
        move = x >= middle ? a - x : b - x;
        step = SECTION * move;
      }
      double u = Math.abs(step) < least ? x + (step >= 0 ? least : -least) : x + step;
      double fu = f.applyAsDouble(u);
      if (fu > fx) {
        a = u < x ? u : a;
        b = u < x ? b : u;
        if (fu <= fw || w == x) {
          v = w;
          fv = fw;
          w = u;
          fw = fu;
        } else if (fu <= fv || v == x || v == w) {
          v = u;
          fv = fu;
        }
      } else {
        a = u >= x ? x : a;
        b = u >= x ? b : x;
        v = w;
        fv = fw;
        w = x;
        fw = fx;
        x = u;
        fx = fu;
      }
    }
    return x;
  }
}
