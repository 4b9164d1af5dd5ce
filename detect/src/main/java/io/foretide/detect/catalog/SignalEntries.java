package io.foretide.detect.catalog;

import static io.foretide.detect.catalog.Parameter.integer;
import static io.foretide.detect.catalog.Parameter.number;
import static io.foretide.detect.catalog.Parameter.numbers;
import static io.foretide.detect.catalog.Parameter.rows;

import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.catalog.DetectorEntry.LeastRows;
import io.foretide.detect.catalog.DetectorEntry.Maker;
import io.foretide.detect.catalog.DetectorEntry.Scope;
import io.foretide.detect.catalog.DetectorEntry.Time;
import io.foretide.detect.signal.Cusum;
import io.foretide.detect.signal.Esd;
import io.foretide.detect.signal.Ewma;
import io.foretide.detect.signal.Gap;
import io.foretide.detect.signal.Limits;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.signal.PageHinkley;
import io.foretide.detect.signal.RateOfChange;
import io.foretide.detect.signal.SeasonalProfile;
import io.foretide.detect.signal.SeasonalResidual;
import io.foretide.detect.signal.Stuck;
import io.foretide.detect.signal.ZScore;
import io.foretide.detect.subspace.SubPca;
import java.util.Arrays;
import java.util.List;

/** Detectors that judge each signal on its own. */
final class SignalEntries {
  private static final double MOST = Double.MAX_VALUE;
  private static final double LEAST = Double.MIN_NORMAL;
  private static final int MOMENTS = 30;

  static final List<DetectorEntry> ALL =
      List.of(
          free(
              "limits",
              Limits.KIND,
              "static low and high limits",
              List.of(
                  numbers("low", "", -MOST, MOST, "lowest good value, nan where there is none"),
                  numbers("high", "", -MOST, MOST, "highest good value, nan where there is none")),
              SignalEntries::limits),
          free(
              "rate_of_change",
              RateOfChange.KIND,
              "a signal that rises or falls too fast",
              List.of(
                  number("rise", MOST, LEAST, MOST, "most that it may rise per row"),
                  number("fall", MOST, LEAST, MOST, "most that it may fall per row")),
              SignalEntries::rateOfChange),
          free(
              "stuck",
              Stuck.KIND,
              "a sensor that repeats itself",
              List.of(
                  rows("after", 36, 1, 1e6, "rows without movement that are the limit"),
                  number("tolerance", 0, 0, MOST, "largest change that is no movement")),
              (x, v) -> Stuck.of(x.length, v.count("after"), v.number("tolerance"))),
          free(
              "gap",
              Gap.KIND,
              "a sensor that stays silent",
              List.of(rows("after", 6, 1, 1e6, "rows without a value that are the limit")),
              (x, v) -> Gap.of(x.length, v.count("after"))),
          free(
              "mad",
              Mad.KIND,
              "robust z-score against the median of a trailing window",
              List.of(
                  rows("window", 288, 4, 1e6, "rows to look back"),
                  limit(Mad.LIMIT, "robust deviations that are the limit")),
              (x, v) -> Mad.of(x.length, v.count("window"), v.number("limit"))),
          fitted(
              "z_score",
              ZScore.KIND,
              "distance from the mean of clean data in deviations",
              List.of(limit(3, "deviations that are the limit")),
              v -> MOMENTS,
              (x, v) -> ZScore.fit(x, v.number("limit"))),
          new DetectorEntry(
              "esd",
              "esd",
              "generalised ESD test for outliers, seasonal and robust if a season is given",
              Scope.UNIVARIATE,
              Time.OFFLINE,
              false,
              List.of(
                  number("fraction", 0.02, 1e-6, 0.49, "largest share of rows that are outliers"),
                  number("alpha", 0.05, 1e-12, 0.999, "probability of any false outlier"),
                  rows("season", 0, 0, 1e6, "rows per season, 0 for none")),
              v -> 0,
              (x, v) ->
                  Esd.of(x.length, v.number("fraction"), v.number("alpha"), v.count("season"))),
          fitted(
              "ewma",
              Ewma.KIND,
              "chart of the exponentially weighted moving average, for slow drift",
              List.of(
                  number("weight", 0.2, 1e-6, 1, "of the newest value"),
                  limit(3, "deviations of the average that are the limit")),
              v -> MOMENTS,
              (x, v) -> Ewma.fit(x, v.number("weight"), v.number("limit"))),
          fitted(
              "cusum",
              Cusum.KIND,
              "cumulative sums, for small shifts",
              List.of(
                  number("slack", 0.5, 0, 1e6, "deviations per row, half of the shift to find"),
                  limit(5, "deviations that are the limit")),
              v -> MOMENTS,
              (x, v) -> Cusum.fit(x, v.number("slack"), v.number("limit"))),
          fitted(
              "page_hinkley",
              PageHinkley.KIND,
              "a mean that moves, whatever its level",
              List.of(
                  number("drift", 0.1, 0, 1e6, "deviations per row that are tolerated"),
                  limit(25, "deviations that are the limit")),
              v -> MOMENTS,
              (x, v) -> PageHinkley.fit(x, v.number("drift"), v.number("limit"))),
          free(
              "seasonal",
              SeasonalResidual.KIND,
              "distance from the same time in the last seasons",
              List.of(
                  rows("season", 144, 1, 100_000, "rows per season"),
                  integer("seasons", 7, 2, 100, "seasons to look back"),
                  limit(3.5, "robust deviations that are the limit")),
              SignalEntries::seasonal),
          fitted(
              "sub_pca",
              SubPca.KIND,
              "shapes that clean data do not have, by principal components of windows",
              List.of(rows("window", 24, 2, 10_000, "rows per window, about one season")),
              v -> Math.max(20, 3 * v.count("window") / 2),
              (x, v) -> SubPca.fit(x, v.count("window"))));

  private SignalEntries() {}

  private static Parameter limit(double usual, String meaning) {
    return number("limit", usual, 1e-6, 1e6, meaning);
  }

  private static DetectorEntry free(
      String name, String kind, String words, List<Parameter> parameters, Maker maker) {
    return new DetectorEntry(
        name, kind, words, Scope.UNIVARIATE, Time.CAUSAL, false, parameters, v -> 0, maker);
  }

  private static DetectorEntry fitted(
      String name,
      String kind,
      String words,
      List<Parameter> parameters,
      LeastRows least,
      Maker maker) {
    return new DetectorEntry(
        name, kind, words, Scope.UNIVARIATE, Time.CAUSAL, true, parameters, least, maker);
  }

  private static Detector limits(double[][] x, ParameterValues v) {
    double[] low = v.perSignal("low", x.length);
    double[] high = v.perSignal("high", x.length);
    for (int j = 0; j < x.length; j++) {
      if (Double.isNaN(low[j]) && Double.isNaN(high[j])) {
        return Refused.because(
            "limits has neither low nor high for signal " + j, "at least one of low and high");
      }
    }
    return Limits.of(low, high);
  }

  private static Detector rateOfChange(double[][] x, ParameterValues v) {
    double rise = v.number("rise");
    double fall = v.number("fall");
    return rise == MOST && fall == MOST
        ? Refused.because("rate_of_change has neither rise nor fall", "at least one of them")
        : RateOfChange.of(x.length, rise, fall);
  }

  private static Detector seasonal(double[][] x, ParameterValues v) {
    SeasonalProfile[] each = new SeasonalProfile[x.length];
    Arrays.fill(
        each, new SeasonalProfile(v.count("season"), v.count("seasons"), v.number("limit")));
    return SeasonalResidual.of(each);
  }
}
