package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.MethodCatalog.withShared;
import static io.foretide.forecast.catalog.MethodParameter.flag;
import static io.foretide.forecast.catalog.MethodParameter.text;
import static io.foretide.forecast.catalog.MethodParameter.whole;

import io.foretide.forecast.Forecaster;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.arima.ArimaOrder;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.catalog.MethodEntry.Seasons;
import io.foretide.forecast.ces.Ces;
import io.foretide.forecast.ces.CesForm;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.ets.EtsForm;
import io.foretide.forecast.theta.Theta;
import java.util.List;
import java.util.Locale;

/** Exponential and complex smoothing, Theta and ARIMA. */
final class StateMethods {
  private static final int MOST_ORDER = 10;

  private StateMethods() {}

  static List<MethodEntry> entries() {
    return List.of(
        smoothing("ses", "simple exponential smoothing: a level", Ets.simple()),
        smoothing("holt", "Holt: a level and a straight trend", Ets.holt()),
        smoothing("damped", "a level and a trend that levels off", Ets.damped()),
        new MethodEntry(
            "holt_winters",
            "a level, a trend that levels off and a season",
            Seasons.ONE,
            false,
            true,
            m -> Ets.holtWinters(m).supported(),
            withShared(
                flag("damped", "whether the trend levels off; true"),
                text("seasonal", "additive (default) or multiplicative, for values above zero")),
            StateMethods::holtWinters),
        new MethodEntry(
            "ets",
            "exponential smoothing of the form that fits and forecasts best; seasons to 24 steps",
            Seasons.ONE,
            false,
            true,
            m -> Ets.auto(m).supported(),
            withShared(
                text("form", "error, trend, season, such as AAdA or MNM; chosen by default"),
                text("choice", "ahead (default): AICc and errors two seasons ahead; aicc alone")),
            StateMethods::ets),
        new MethodEntry(
            "ces",
            "complex exponential smoothing, the form with the least AICc",
            Seasons.ONE,
            false,
            true,
            m -> m > 1 ? Math.max(6, m + 2) : 6,
            withShared(text("form", "none, simple, partial or full season; the one of least AICc")),
            StateMethods::ces),
        theta("theta", "Theta: half the slope of the line through all values", Theta.Kind.STANDARD),
        theta("optimised_theta", "Theta with an estimated share of the line", Theta.Kind.OPTIMISED),
        theta(
            "dynamic_optimised_theta",
            "Theta with an estimated share of a line fitted anew at each step",
            Theta.Kind.DYNAMIC),
        new MethodEntry(
            "arima",
            "seasonal ARIMA of given orders by exact likelihood",
            Seasons.ONE,
            false,
            true,
            m -> 5,
            withShared(
                whole("p", "autoregressive order; 1"),
                whole("d", "differences; 0"),
                whole("q", "moving average order; 1"),
                whole("seasonal_p", "seasonal autoregressive order; 0"),
                whole("seasonal_d", "seasonal differences; 0"),
                whole("seasonal_q", "seasonal moving average order; 0"),
                flag("constant", "mean or drift; true without differences")),
            StateMethods::arima),
        new MethodEntry(
            "auto_arima",
            "seasonal ARIMA with orders chosen step by step (Hyndman and Khandakar)",
            Seasons.ONE,
            false,
            true,
            m -> m > 1 ? Math.max(3, m + 2) : 3,
            withShared(
                whole("d", "differences, 0 to 2; chosen by the KPSS test"),
                whole("seasonal_d", "seasonal differences, 0 or 1; chosen by strength")),
            StateMethods::choice));
  }

  private static MethodEntry smoothing(String name, String description, Ets form) {
    return new MethodEntry(
        name,
        description,
        Seasons.NONE,
        false,
        true,
        m -> form.supported(),
        withShared(),
        (r, own) -> form);
  }

  private static MethodEntry theta(String name, String description, Theta.Kind kind) {
    return new MethodEntry(
        name,
        description,
        Seasons.ONE,
        false,
        true,
        m -> m > 1 ? Math.max(4, m + 2) : 4,
        withShared(),
        (r, own) -> new Theta(kind, r.season()));
  }

  private static Forecaster holtWinters(MethodRequest request, ParameterReader own) {
    String trend = own.flag("damped", true) ? "Ad" : "A";
    boolean multiplicative =
        own.choice("seasonal", "additive", "additive", "multiplicative").equals("multiplicative");
    int season = request.season();
    String part = season == 1 ? "N" : multiplicative ? "M" : "A";
    return Ets.of((multiplicative && season > 1 ? "M" : "A") + trend + part, season);
  }

  private static Forecaster ets(MethodRequest request, ParameterReader own) {
    String form = own.text("form");
    boolean ahead = own.choice("choice", "ahead", "ahead", "aicc").equals("ahead");
    if (form == null) {
      return ahead ? Ets.auto(request.season()) : Ets.leastAicc(request.season());
    }
    EtsForm parsed = EtsForm.parse(form);
    if (parsed.hasSeason() && request.season() == 1) {
      throw own.wrong("form", form, "a form that ends with N, as there is no season");
    }
    return new Ets(request.season(), parsed);
  }

  private static Forecaster ces(MethodRequest request, ParameterReader own) {
    String form = own.choice("form", "", "none", "simple", "partial", "full");
    if (form.isEmpty()) {
      return new Ces(request.season());
    }
    CesForm parsed = CesForm.valueOf(form.toUpperCase(Locale.ROOT));
    if (parsed.seasonal() && request.season() == 1) {
      throw own.wrong("form", form, "none, as there is no season");
    }
    return new Ces(request.season(), parsed);
  }

  private static Forecaster arima(MethodRequest request, ParameterReader own) {
    return new Arima(order(request, own));
  }

  static AutoArima choice(MethodRequest request, ParameterReader own) {
    return new AutoArima(
        request.season(), own.whole("d", -1, 0, 2), own.whole("seasonal_d", -1, 0, 1));
  }

  static ArimaOrder order(MethodRequest request, ParameterReader own) {
    int season = request.season();
    int d = own.whole("d", 0, 0, 2);
    int seasonalD = own.whole("seasonal_d", 0, 0, 1);
    int seasonalP = own.whole("seasonal_p", 0, 0, MOST_ORDER);
    int seasonalQ = own.whole("seasonal_q", 0, 0, MOST_ORDER);
    if (season == 1 && seasonalP + seasonalD + seasonalQ > 0) {
      throw own.wrong("season", season, "a season above 1 for seasonal orders");
    }
    return new ArimaOrder(
        own.whole("p", 1, 0, MOST_ORDER),
        d,
        own.whole("q", 1, 0, MOST_ORDER),
        seasonalP,
        seasonalD,
        seasonalQ,
        season,
        own.flag("constant", d + seasonalD == 0));
  }
}
