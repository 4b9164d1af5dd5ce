package io.foretide.forecast.bench;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Refused;
import io.foretide.forecast.auto.Auto;
import io.foretide.forecast.backtest.Accuracy;
import java.util.List;
import java.util.Locale;

/**
 * Prints accuracy and speed of methods on a competition's series.
 *
 * <p>Arguments: set (hourly, weekly, m3, nn5), methods separated by commas, and optionally "every
 * n-th series".
 */
public final class AccuracyBench {

  private AccuracyBench() {}

  /** Runs the program. */
  public static void main(String[] args) {
    String set = args[0];
    int every = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    List<Competition> all = Competition.of(set);
    System.out.printf(
        "%-18s %8s %8s %8s %8s %8s %8s %9s%n",
        "method", "sMAPE", "MASE", "OWA", "cover95", "MSIS", "series", "series/s");
    for (String method : args[1].split(",", -1)) {
      run(set, all, method, every);
    }
  }

  /** CPU time of this thread, which other programs on the machine do not lengthen. */
  private static long cpu() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void run(String set, List<Competition> all, String method, int every) {
    double smape = 0;
    double mase = 0;
    double msis = 0;
    double inside = 0;
    double points = 0;
    int n = 0;
    int refused = 0;
    long nanos = 0;
    for (int i = 0; i < all.size(); i += every) {
      Competition c = all.get(i);
      Forecaster forecaster = Methods.named(method, c.season());
      long start = cpu();
      if (forecaster instanceof Auto auto) {
        forecaster = auto.forHorizon(c.test().length);
      }
      Fitted fit = forecaster.fit(c.train());
      switch (fit.forecast(c.test().length)) {
        case Refused r -> {
          refused++;
          System.out.println(c.id() + " refused: " + r.reason());
        }
        case Forecast forecast -> {
          Interval interval = forecast.interval(95);
          nanos += cpu() - start;
          double s = Accuracy.smape(c.test(), forecast.mean());
          double m = Accuracy.mase(c.test(), forecast.mean(), c.train(), c.season());
          if (Double.isFinite(s) && Double.isFinite(m)) {
            smape += s;
            mase += m;
            msis +=
                Accuracy.msis(
                    c.test(), interval.lower(), interval.upper(), 95, c.train(), c.season());
            n++;
          }
          for (int h = 0; h < c.test().length; h++) {
            double y = c.test()[h];
            if (!Double.isNaN(y)) {
              points++;
              inside += y >= interval.lower()[h] && y <= interval.upper()[h] ? 1 : 0;
            }
          }
        }
      }
    }
    smape /= n;
    mase /= n;
    System.out.printf(
        Locale.ROOT,
        "%-18s %8.3f %8.4f %8.4f %8.3f %8.2f %8d %9.1f%s%n",
        method,
        smape,
        mase,
        owa(set, smape, mase),
        inside / points,
        msis / n,
        n,
        n * 1e9 / nanos,
        refused > 0 ? "  refused " + refused : "");
  }

  /**
   * Against Naive 2 on the part of M4 that is here (reference_metrics_from_published_forecasts).
   */
  private static double owa(String set, double smape, double mase) {
    return switch (set) {
      case "hourly" -> Accuracy.owa(smape, mase, 15.965, 2.5207);
      case "weekly" -> Accuracy.owa(smape, mase, 8.9914, 2.8105);
      default -> Double.NaN;
    };
  }
}
