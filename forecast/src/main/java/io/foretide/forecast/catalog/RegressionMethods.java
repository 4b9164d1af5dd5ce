package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.MethodCatalog.withShared;
import static io.foretide.forecast.catalog.MethodParameter.flag;
import static io.foretide.forecast.catalog.MethodParameter.number;
import static io.foretide.forecast.catalog.MethodParameter.text;
import static io.foretide.forecast.catalog.MethodParameter.texts;
import static io.foretide.forecast.catalog.MethodParameter.whole;

import io.foretide.forecast.Forecaster;
import io.foretide.forecast.ar.LagRidge;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.catalog.MethodEntry.Seasons;
import io.foretide.forecast.harmonic.Harmonic;
import io.foretide.forecast.prophet.Feature;
import io.foretide.forecast.prophet.Prophet;
import io.foretide.forecast.stl.Mstl;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Regressions on lags, waves and calendars, and decompositions with another method inside. */
final class RegressionMethods {
  private static final double PRIOR = 10;
  private static final int MOST_ORDER = 500;
  private static final int USUAL_ORDER = 3;

  private RegressionMethods() {}

  static List<MethodEntry> entries() {
    return List.of(
        new MethodEntry(
            "ar",
            "autoregression of a given order",
            Seasons.NONE,
            false,
            true,
            m -> LagRidge.autoregression(USUAL_ORDER).supported(),
            withShared(whole("order", "values looked back; " + USUAL_ORDER)),
            (r, own) -> LagRidge.autoregression(own.whole("order", USUAL_ORDER, 1, MOST_ORDER))),
        new MethodEntry(
            "long_lag_ridge",
            "ridge regression on lags around each season; strong on hourly data",
            Seasons.SEVERAL,
            false,
            true,
            m -> ridge(0, m).supported(),
            withShared(whole("window", "values that lags may reach over, three times the longest")),
            RegressionMethods::ridge),
        new MethodEntry(
            "harmonic",
            "sines and cosines of each season with ARIMA errors",
            Seasons.SEVERAL,
            false,
            true,
            m -> Math.max(4, m),
            withShared(),
            (r, own) -> new Harmonic(AutoArima.of(1), longer(r))),
        decomposition(
            "stl", "one season taken out by STL, another method on the rest", Seasons.ONE),
        decomposition(
            "mstl",
            "several seasons taken out by STL, another method on the rest",
            Seasons.SEVERAL),
        new MethodEntry(
            "prophet",
            "a trend that bends, seasons as Fourier series; needs times",
            Seasons.SEVERAL,
            false,
            false,
            m -> Math.max(10, m + 1),
            withShared(
                text("growth", "linear (default), flat or logistic"),
                number("cap", "ceiling of logistic growth"),
                flag("multiplicative", "whether seasons multiply the trend; false"),
                whole("changepoints", "places where the trend may bend; 25"),
                number("changepoint_prior", "how readily the trend bends; 0.05"),
                texts("holidays", "dates such as 2026-12-25 that have an effect of their own")),
            RegressionMethods::prophet),
        DirectMethods.entry(
            "lagged_ridge", "ridge regression on lags and inputs, each step ahead by its own"),
        DirectMethods.entry(
            "pls", "partial least squares on lags and inputs, each step ahead by its own"),
        DirectMethods.entry(
            "boosted_trees",
            "a line and gradient-boosted trees on lags and inputs, each step ahead by its own"));
  }

  private static double[] longer(MethodRequest request) {
    return Arrays.stream(request.seasons()).filter(m -> m > 1).asDoubleStream().toArray();
  }

  private static Forecaster ridge(MethodRequest request, ParameterReader own) {
    return ridge(own.whole("window", 0, 9, 1_000_000), request.seasons());
  }

  private static LagRidge ridge(int window, int... given) {
    int[] seasons = Arrays.stream(given).filter(m -> m > 1).sorted().toArray();
    int longest = seasons.length == 0 ? 20 : seasons[seasons.length - 1];
    return LagRidge.around(
        window > 0 ? window : 3 * (2 * longest + 2), seasons.length == 0 ? new int[] {1} : seasons);
  }

  private static MethodEntry decomposition(String name, String description, Seasons seasons) {
    return new MethodEntry(
        name,
        description,
        seasons,
        false,
        false,
        m -> m > 1 ? Math.max(4, 2 * m) : 4,
        withShared(text("rest", "method for the rest, by its name here; ets")),
        (r, own) -> {
          String rest = own.text("rest");
          Forecaster inner =
              MethodCatalog.forecaster(
                  rest == null ? "ets" : rest,
                  new MethodRequest(new int[0], r.horizon(), r.startDay(), r.stepDays(), Map.of()));
          int[] used = seasons == Seasons.ONE ? new int[] {r.season()} : r.seasons();
          return new Mstl(inner, used);
        });
  }

  static Prophet prophet(MethodRequest request, ParameterReader own) {
    String growth = own.choice("growth", "linear", "linear", "flat", "logistic");
    double cap = own.number("cap", Double.NaN, -Double.MAX_VALUE, Double.MAX_VALUE);
    if (growth.equals("logistic") && Double.isNaN(cap)) {
      throw own.wrong("cap", null, "the ceiling of logistic growth");
    }
    boolean multiplicative = own.flag("multiplicative", false);
    double[] seasons = longer(request);
    Prophet plain = Prophet.on(request.startDay(), request.stepDays());
    plain =
        switch (growth) {
          case "flat" -> plain.flat();
          case "logistic" -> plain.logistic(cap);
          default -> plain;
        };
    Prophet method =
        new Prophet(
            plain.startDay(),
            plain.stepDays(),
            plain.growth(),
            plain.cap(),
            own.whole("changepoints", plain.changepoints(), 0, 1000),
            plain.changepointRange(),
            own.number("changepoint_prior", plain.changepointPrior(), 1e-6, 1e3),
            seasons.length == 0,
            multiplicative,
            List.of());
    for (double season : seasons) {
      int order = (int) Math.max(1, Math.min(10, season / 2));
      method =
          method.with(
              new Feature.Season(
                  "season of " + (int) season + " steps",
                  season * request.stepDays(),
                  order,
                  PRIOR,
                  multiplicative));
    }
    List<Long> days = own.texts("holidays", List.of()).stream().map(d -> day(d, own)).toList();
    return days.isEmpty()
        ? method
        : method.with(new Feature.Holiday("holidays", days, 0, 0, PRIOR, multiplicative));
  }

  private static long day(String date, ParameterReader own) {
    try {
      return LocalDate.parse(date).toEpochDay();
    } catch (DateTimeParseException e) {
      throw own.wrong("holidays", date, "dates such as 2026-12-25");
    }
  }
}
