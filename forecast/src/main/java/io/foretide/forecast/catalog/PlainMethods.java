package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.MethodCatalog.withShared;
import static io.foretide.forecast.catalog.MethodParameter.flag;

import io.foretide.forecast.catalog.MethodEntry.Seasons;
import io.foretide.forecast.intermittent.Intermittent;
import io.foretide.forecast.naive.Drift;
import io.foretide.forecast.naive.MeanForecaster;
import io.foretide.forecast.naive.SeasonalNaive;
import java.util.List;

/** Methods without anything to estimate but a level, and those for intermittent series. */
final class PlainMethods {

  private PlainMethods() {}

  static List<MethodEntry> entries() {
    return List.of(
        new MethodEntry(
            "mean",
            "the mean of all values",
            Seasons.NONE,
            false,
            true,
            m -> 2,
            withShared(),
            (r, own) -> new MeanForecaster()),
        new MethodEntry(
            "naive",
            "the last value",
            Seasons.NONE,
            false,
            true,
            m -> 3,
            withShared(flag("analytic", "normal intervals instead of past errors; false")),
            (r, own) -> naive(1, own)),
        new MethodEntry(
            "seasonal_naive",
            "the last season again",
            Seasons.ONE,
            false,
            true,
            m -> m + 2,
            withShared(flag("analytic", "normal intervals instead of past errors; false")),
            (r, own) -> naive(r.season(), own)),
        new MethodEntry(
            "drift",
            "the line from the first to the last value",
            Seasons.NONE,
            false,
            true,
            m -> 3,
            withShared(),
            (r, own) -> new Drift()),
        new MethodEntry(
            "croston",
            "size and interval of demands smoothed apart, for series that are mostly zero",
            Seasons.NONE,
            false,
            true,
            m -> 4,
            withShared(),
            (r, own) -> Intermittent.croston()),
        new MethodEntry(
            "tsb",
            "size and probability of demands smoothed apart, fading while nothing comes",
            Seasons.NONE,
            false,
            true,
            m -> 4,
            withShared(),
            (r, own) -> Intermittent.tsb()));
  }

  private static SeasonalNaive naive(int season, ParameterReader own) {
    SeasonalNaive method = SeasonalNaive.of(season);
    return own.flag("analytic", false) ? method.withAnalyticIntervals() : method;
  }
}
