package io.foretide.forecast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Waves;
import io.foretide.forecast.catalog.MethodEntry.Seasons;
import io.foretide.forecast.stl.MstlFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MethodCatalogTest {
  private static final double[] Y = Waves.daily(160, 8, 3);

  static List<String> names() {
    return MethodCatalog.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_method_made_by_name_forecasts_as_its_entry_says(String name) {
    MethodEntry entry = MethodCatalog.find(name);
    Fitted fit = MethodCatalog.forecaster(name, MethodRequest.of(8).forHorizon(12)).fit(Y);

    assertThat(fit.forecast(12)).isInstanceOf(Forecast.class);
    assertThat(fit.recursive()).isEqualTo(entry.recursive());
    assertThat(entry.leastValues(8)).isBetween(1, 60);
    assertThat(name).matches("[a-z_]+");
    assertThat(entry.description()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("names")
  void methods_with_a_season_know_it(String name) {
    Map<String, Object> own = name.equals("arima") ? Map.of("seasonal_d", 1) : Map.of();
    Fitted fit =
        MethodCatalog.forecaster(name, MethodRequest.of(8).forHorizon(12).with(own)).fit(Y);
    double[] mean = fit.forecast(8).mean();
    double swing = 0;
    for (double value : mean) {
      swing = Math.max(swing, Math.abs(value - mean[0]));
    }
    if (MethodCatalog.find(name).seasons() != Seasons.NONE) {
      assertThat(swing).isGreaterThan(1.5);
    }
  }

  @Test
  void unknown_names_are_refused_with_the_nearest() {
    assertThatThrownBy(() -> MethodCatalog.find("seasonal-naiv"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'seasonal-naiv' (did you mean 'seasonal_naive'?)");
    assertThatThrownBy(
            () -> MethodCatalog.forecaster("arima", MethodRequest.of().with(Map.of("seasonp", 1))))
        .hasMessageContaining("no parameter 'seasonp' (did you mean 'seasonal_p'?)");
    assertThatThrownBy(() -> MethodCatalog.find("xyzzy"))
        .hasMessageContaining("There is no method 'xyzzy'. Methods: mean, naive");
  }

  @Test
  void impossible_values_are_refused_with_what_was_expected() {
    refused("arima", Map.of("p", -1), "p is -1, expected a whole number from 0 to 10");
    refused("arima", Map.of("p", 1.5), "p is 1.5, expected a whole number");
    refused("arima", Map.of("seasonal_d", 1), "seasonal orders");
    refused("ets", Map.of("form", "AAdA"), "form is AAdA, expected a form that ends with N");
    refused("ets", Map.of("form", "QQQ"), "QQQ");
    refused("theta", Map.of("transform", "sqrt"), "one of none, log, box_cox");
    refused("theta", Map.of("lower", 5, "upper", 4), "lower is 5.0, expected at most upper");
    refused("theta", Map.of("clean", "maybe"), "clean is maybe, expected true or false");
    refused("prophet", Map.of("growth", "logistic"), "cap is null, expected the ceiling");
    refused("ensemble", Map.of("members", List.of("ensemble")), "expected other methods");
  }

  private static void refused(String name, Map<String, Object> parameters, String message) {
    assertThatThrownBy(() -> MethodCatalog.forecaster(name, MethodRequest.of().with(parameters)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parameters_reach_the_method() {
    Fitted bounded =
        MethodCatalog.forecaster(
                "seasonal_naive",
                MethodRequest.of(8)
                    .with(Map.of("lower", 9.0, "upper", "11", "transform", "log", "clean", true)))
            .fit(Y);
    Forecast forecast = bounded.forecast(8).orThrow();
    for (int h = 0; h < 8; h++) {
      assertThat(forecast.interval(99).lower()[h]).isGreaterThanOrEqualTo(9);
      assertThat(forecast.interval(99).upper()[h]).isLessThanOrEqualTo(11);
      assertThat(forecast.mean(h)).isBetween(9.0, 11.0);
    }
    Fitted rest =
        MethodCatalog.forecaster("mstl", MethodRequest.of(8).with(Map.of("rest", "naive"))).fit(Y);
    assertThat(rest).isInstanceOf(MstlFit.class);
    assertThat(rest.method()).isEqualTo("MSTL + naive");
    Fitted arima =
        MethodCatalog.forecaster(
                "arima", MethodRequest.of(8).with(Map.of("p", 2, "q", 0, "seasonal_d", 1)))
            .fit(Y);
    assertThat(arima.method()).contains("(2,0,0)(0,1,0)");
  }

  @Test
  void an_ensemble_may_weight_its_members_by_their_errors_on_held_out_ends() {
    Fitted fit =
        MethodCatalog.forecaster(
                "ensemble",
                MethodRequest.of(8)
                    .with(Map.of("members", List.of("mean", "ets"), "combine", "weighted")))
            .fit(Y);

    assertThat(fit.method()).contains("100 % ETS").doesNotContain("mean");
    assertThat(fit.explain()).contains("Mean absolute error over 3 origins", "mean 1.", "ets 0.");
    refused("ensemble", Map.of("combine", "best"), "one of median, mean, weighted");
  }

  @Test
  void holidays_have_an_effect_of_their_own() {
    double[] y = Y.clone();
    for (int t = 30; t < y.length; t += 30) {
      y[t] += 20;
    }
    Map<String, Object> days =
        Map.of(
            "holidays",
            List.of(
                "1970-01-31",
                "1970-03-02",
                "1970-04-01",
                "1970-05-01",
                "1970-05-31",
                "1970-06-10"));
    MethodRequest daily = MethodRequest.of(8).onDays(0, 1);
    double[] mean = MethodCatalog.forecaster("prophet", daily.with(days)).fit(y).forecast(8).mean();
    double[] plain = MethodCatalog.forecaster("prophet", daily).fit(y).forecast(8).mean();

    assertThat(mean[0] - plain[0]).isGreaterThan(10);
    assertThat(mean[3] - plain[3]).isBetween(-3.0, 3.0);
    refused("prophet", Map.of("holidays", "Christmas"), "dates such as 2026-12-25");
  }

  @Test
  void the_page_names_every_method() throws IOException {
    String page = Files.readString(Path.of("README.md"));
    for (String name : names()) {
      assertThat(page).contains("`" + name + "`");
    }
  }
}
