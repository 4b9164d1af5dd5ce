package io.foretide.forecast.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import io.foretide.forecast.naive.SeasonalNaive;
import java.util.Arrays;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Errors on a held-out end as R forecast 8.20's accuracy counts them. */
class AccuracyReferenceTest {

  private static final String R = "reference/fixtures_R_forecast_8.20";

  @Test
  void errors_of_the_seasonal_naive_forecast_are_those_of_r() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(R)) {
      JsonNode held = SharedData.json(R + "/" + name + ".json").path("holdout_accuracy");
      if (!held.has("snaive")) {
        continue;
      }
      JsonNode source = SharedData.json("reference/fixtures_statsmodels_0.13.5/" + name + ".json");
      double[] y = ReferenceSeries.values(source);
      int m = source.get("m").asInt();
      int h = held.get("holdout").asInt();
      double[] train = Arrays.copyOf(y, y.length - h);
      double[] test = Arrays.copyOfRange(y, y.length - h, y.length);
      double[] mean = SeasonalNaive.of(m).fit(train).forecast(h).orThrow().mean();
      JsonNode expected = held.get("snaive");
      softly
          .assertThat(Accuracy.mae(test, mean))
          .as(name + " MAE")
          .isCloseTo(expected.get("MAE").asDouble(), within(1e-9));
      softly
          .assertThat(Accuracy.rmse(test, mean))
          .as(name + " RMSE")
          .isCloseTo(expected.get("RMSE").asDouble(), within(1e-9));
      // These were scaled by the errors of the naive forecast of one step.
      softly
          .assertThat(Accuracy.mase(test, mean, train, 1))
          .as(name + " MASE")
          .isCloseTo(expected.get("MASE").asDouble(), within(1e-9));
      checked++;
    }
    assertThat(checked).isGreaterThan(30);
    softly.assertAll();
  }
}
