package io.foretide.forecast.catalog;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Waves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Every method of the catalogue, and a few on other scales, small enough to be tried often. */
final class EveryMethod {

  static final int SEASON = 6;
  static final int HORIZON = 8;

  /** A season of six steps with noise. */
  static final double[] Y = Waves.daily(120, SEASON, 42);

  private EveryMethod() {}

  /** Names for parameterised tests: those of the catalogue, then {@code name+what is added}. */
  static List<String> names() {
    List<String> all = new ArrayList<>(MethodCatalog.names());
    all.addAll(List.of("long_lag_ridge+log", "theta+box_cox", "ets+bounds", "harmonic+clean"));
    all.addAll(List.of("holt_winters+multiplicative", "arima+seasonal", "prophet+logistic"));
    return all;
  }

  static MethodEntry entry(String name) {
    return MethodCatalog.find(name.replaceAll("\\+.*", ""));
  }

  static Forecaster make(String name, int season) {
    Map<String, Object> own =
        switch (name) {
          case "long_lag_ridge+log" -> Map.of("transform", "log", "bias_adjusted", true);
          case "theta+box_cox" -> Map.of("transform", "box_cox", "bias_adjusted", true);
          case "ets+bounds" -> Map.of("lower", 0, "upper", 50);
          case "harmonic+clean" -> Map.of("clean", true);
          case "holt_winters+multiplicative" -> Map.of("seasonal", "multiplicative");
          case "arima+seasonal" ->
              season > 1 ? Map.of("seasonal_d", 1, "seasonal_q", 1) : Map.of("d", 1);
          case "prophet+logistic" -> Map.of("growth", "logistic", "cap", 60);
          case "boosted_trees" -> Map.of("trees", 15, "lags", 4);
          case "lagged_ridge", "pls" -> Map.of("lags", 4);
          case "arima" -> Map.of("p", 2, "d", 1, "q", 1);
          default -> Map.of();
        };
    return MethodCatalog.forecaster(
        entry(name).name(), MethodRequest.of(season).forHorizon(HORIZON).with(own));
  }

  static Fitted fitted(String name, int values) {
    return make(name, SEASON).fit(Arrays.copyOf(Y, values));
  }
}
