package io.foretide.models.forecast;

import io.foretide.forecast.backtest.Accuracy;
import io.foretide.models.window.Buckets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a fit is on values that it has not seen: forecasts from rolling origins over the whole
 * horizon, by the very steps that predict. MASE is scaled by the seasonal naive error of the window
 * before the first origin (Hyndman and Koehler 2006).
 */
final class Judged {
  private static final int ORIGINS = 6;
  private static final int LEAST_ORIGINS = 2;

  private final ForecastSettings settings;
  private final Buckets buckets;

  Judged(ForecastSettings settings, Buckets buckets) {
    this.settings = settings;
    this.buckets = buckets;
  }

  private static int stride(ForecastSettings s) {
    return Math.max(1, s.horizon() / 2);
  }

  /** Buckets from the first origin to the end of the values. */
  static int span(ForecastSettings s) {
    return s.horizon() + (ORIGINS - 1) * stride(s);
  }

  /**
   * The metrics by name; those that the values do not give are left out.
   *
   * @param method what was fitted
   * @param learned the fit; origins before it are left out
   * @param from first bucket that may be an origin
   */
  Map<String, Double> metrics(FittedMethod method, Learned learned, long from) {
    Fits.Of fits = new Fits().of(learned);
    RollingFit rolling = new RollingFit(method, settings, buckets, fits, true);
    int h = settings.horizon();
    long first = Math.max(from, learned.bucket());
    Sums sums = new Sums(settings.levels().length);
    int n = 0;
    long firstUsed = 0;
    for (int k = ORIGINS - 1; k >= 0; k--) {
      long origin = buckets.end() - h - (long) k * stride(settings);
      if (origin < first || !(rolling.at(origin, 0) instanceof Rolling.Rows(double[][] rows))) {
        continue;
      }
      firstUsed = n++ == 0 ? origin : firstUsed;
      sums.add(buckets.slice(origin, origin + h)[0], rows);
    }
    return n < LEAST_ORIGINS ? Map.of() : sums.metrics(scale(firstUsed), settings.levels());
  }

  private double scale(long origin) {
    double[] before = buckets.slice(origin - settings.window(), origin)[0];
    return Accuracy.naiveError(before, settings.season());
  }

  /** Sums over origins. */
  private static final class Sums {
    private double absolute;
    private double percent;
    private int origins;
    private final double[] inside;
    private final int[] seen;

    Sums(int levels) {
      inside = new double[levels];
      seen = new int[levels];
    }

    void add(double[] actual, double[][] rows) {
      double mae = Accuracy.mae(actual, rows[0]);
      if (!Double.isFinite(mae)) {
        return;
      }
      absolute += mae;
      percent += Accuracy.smape(actual, rows[0]);
      origins++;
      for (int l = 0; l < inside.length; l++) {
        double share =
            Accuracy.coverage(actual, rows[1 + 2 * l], rows[2 + 2 * l], 0, actual.length);
        int n = (int) Arrays.stream(actual).filter(v -> !Double.isNaN(v)).count();
        inside[l] += share * n;
        seen[l] += n;
      }
    }

    Map<String, Double> metrics(double scale, double[] levels) {
      Map<String, Double> out = new LinkedHashMap<>();
      if (origins == 0) {
        return out;
      }
      if (scale > 0) {
        out.put("mase", absolute / origins / scale);
      }
      out.put("mae", absolute / origins);
      out.put("smape", percent / origins);
      for (int l = 0; l < levels.length; l++) {
        out.put("coverage_" + ForecastSettings.word(levels[l]), inside[l] / seen[l]);
      }
      return out;
    }
  }
}
