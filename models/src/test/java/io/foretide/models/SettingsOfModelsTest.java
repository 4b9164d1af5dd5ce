package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SettingsOfModelsTest {
  private final BuiltInModels provider = new BuiltInModels(System::nanoTime);

  private AbstractThrowableAssert<?, ? extends Throwable> refused(int inputs, Object... settings) {
    ModelDefinition definition = Models.definition(inputs, settings);
    return assertThatThrownBy(() -> provider.needs(definition))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageStartingWith("model 'm': ");
  }

  private static Object run(String kind, Object... settings) {
    Map<String, Object> map = new java.util.LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return Map.of(kind, map);
  }

  @Test
  void an_unknown_kind_names_the_nearest() {
    refused(1, "run", run("forcast", "method", "seasonal_naive"))
        .hasMessageContaining("run.forcast is not known")
        .hasMessageContaining("did you mean 'forecast'?");
  }

  @Test
  void an_unknown_key_names_the_nearest() {
    refused(1, "run", run("forecast", "method", "seasonal_naive", "saeson", "1d"))
        .hasMessageContaining("run.forecast.saeson")
        .hasMessageContaining("did you mean 'season'?");
  }

  @Test
  void an_unknown_training_key_names_the_nearest() {
    refused(
            1,
            "run",
            run("forecast", "method", "seasonal_naive"),
            "train",
            Map.of("windows", "30d"))
        .hasMessageContaining("train.windows")
        .hasMessageContaining("did you mean 'window'?");
  }

  @Test
  void an_unknown_method_names_the_nearest() {
    refused(1, "run", run("forecast", "method", "seasonal_nave"))
        .hasMessageContaining("did you mean 'seasonal_naive'?");
    refused(1, "run", run("detect", "method", "limit"))
        .hasMessageContaining("did you mean 'limits'?");
  }

  @Test
  void a_missing_method_lists_them() {
    refused(1, "run", run("forecast")).hasMessageContaining("seasonal_naive, drift");
    refused(1, "run", run("detect")).hasMessageContaining("limits, rate_of_change");
  }

  @Test
  void impossible_numbers_are_refused_with_what_was_expected() {
    refused(1, "run", run("forecast", "method", "seasonal_naive", "season", "7m"))
        .hasMessageContaining("run.forecast.season: '7m' is no multiple of the resolution 10m");
    refused(1, "run", run("forecast", "method", "seasonal_naive", "season", "10m"))
        .hasMessageContaining("expected at least two");
    refused(1, "run", run("forecast", "method", "seasonal_naive", "levels", 120))
        .hasMessageContaining("run.forecast.levels: '120' is not usable");
    refused(1, "run", run("forecast", "method", "seasonal_naive"), "train", Map.of("window", "1d"))
        .hasMessageContaining("train.window: is 1d: expected at least");
    refused(1, "run", run("detect", "method", "limits", "low", 5, "high", 4))
        .hasMessageContaining("run.detect.low: is 5.0: expected below high, which is 4.0");
    refused(1, "run", run("detect", "method", "limits"))
        .hasMessageContaining("both missing for input 'a'");
  }

  @Test
  void a_limit_for_a_series_that_is_no_input_names_the_nearest() {
    refused(2, "run", run("detect", "method", "limits", "low", 0, "high", Map.of("a", 1, "bb", 2)))
        .hasMessageContaining("run.detect.high.bb")
        .hasMessageContaining("did you mean");
  }

  @Test
  void a_forecast_of_several_series_says_to_make_several_models() {
    refused(2, "run", run("forecast", "method", "seasonal_naive"))
        .hasMessageContaining("inputs: has 2 series")
        .hasMessageContaining("one model for each");
  }

  @Test
  void what_a_method_cannot_do_is_refused_with_those_that_can() {
    refused(1, "run", run("forecast", "method", "naive", "season", "1d"))
        .hasMessageContaining("run.forecast.season: is not for method naive");
    refused(1, "run", run("forecast", "method", "ets", "season", List.of("1d", "7d")))
        .hasMessageContaining("several are for")
        .hasMessageContaining("mstl");
    refused(1, "run", run("forecast", "method", "arima", "p", 99))
        .hasMessageContaining("p is 99, expected a whole number from 0 to 10");
    refused(1, "run", run("forecast", "method", "arima", "seasonl_p", 1))
        .hasMessageContaining("run.forecast.seasonl_p")
        .hasMessageContaining("did you mean 'seasonal_p'?");
    refused(1, "run", run("forecast", "method", "naive", "limits", Map.of("low", 9, "high", 5)))
        .hasMessageContaining("run.forecast.limits.low: is 9.0: expected below high");
    refused(1, "run", run("forecast", "method", "estimate"))
        .hasMessageContaining("needs the series to estimate");
    refused(2, "run", run("forecast", "method", "pls", "dead_time", Map.of("bb", "10m")))
        .hasMessageContaining("run.forecast.dead_time.bb")
        .hasMessageContaining("did you mean 'b'?");
  }

  @Test
  void what_a_detector_cannot_do_is_refused_with_the_nearest_that_it_can() {
    refused(1, "run", run("detect", "method", "mad", "window", "10m"))
        .hasMessageContaining("run.detect.window: is '1': expected whole 4 to 1000000")
        .hasMessageContaining("the nearest is 4");
    refused(1, "run", run("detect", "method", "mad", "window", "15m"))
        .hasMessageContaining("run.detect.window: '15m' is no multiple of the resolution 10m");
    refused(1, "run", run("detect", "method", "z_score", "lmit", 3))
        .hasMessageContaining("run.detect.lmit")
        .hasMessageContaining("did you mean 'limit'?");
    refused(2, "run", run("detect", "method", "pca", "statistic", "t"))
        .hasMessageContaining("run.detect.statistic: is 't': expected")
        .hasMessageContaining("the nearest is t2");
    refused(2, "run", run("detect", "method", "pca", "components", 3))
        .hasMessageContaining("run.detect.components: is 3: expected at most 2");
    refused(2, "run", run("detect", "method", "gordo_diff"))
        .hasMessageContaining("run.detect.components: is 2, the usual: expected at most 1, fewer");
    refused(1, "run", run("detect", "method", "rate_of_change"))
        .hasMessageContaining("rate_of_change has neither rise nor fall");
    refused(1, "run", run("detect", "method", "multi_scale", "spans", List.of(1, "none")))
        .hasMessageContaining("run.detect.spans: is 'none': expected 1 to 100000");
    refused(1, "run", run("detect", "method", "sub_pca"), "train", Map.of("window", "3h"))
        .hasMessageContaining("train.window: is 18 steps: expected at least 36 for sub_pca");
  }

  @Test
  void every_mistake_is_told_at_once() {
    refused(
            1,
            "run",
            run("forecast", "method", "seasonal_naive", "levels", 120, "horizn", "1d"),
            "train",
            Map.of("evry", "1d"))
        .hasMessageContaining("levels")
        .hasMessageContaining("horizn")
        .hasMessageContaining("evry");
  }

  @Test
  void a_good_model_is_told_in_one_sentence() throws ProviderException {
    ModelDefinition mad =
        Models.definition(1, "run", run("detect", "method", "mad", "window", "1d"));
    assertThat(provider.needs(mad).summary())
        .isEqualTo(
            "Scores 'a' by mad (robust z-score against the median of a trailing window), from the"
                + " 1d before; 1.0 is the limit.");
  }
}
