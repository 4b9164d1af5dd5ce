package io.foretide.forecast.theta;

import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against R forecast 8.20's thetaf. */
class ThetaReferenceTest {

  private static final String R = "reference/fixtures_R_forecast_8.20";

  @Test
  void standard_theta_forecasts_and_intervals_equal_those_of_r() {
    SoftAssertions softly = new SoftAssertions();
    for (String name : SharedData.names(R)) {
      JsonNode source = SharedData.json("reference/fixtures_statsmodels_0.13.5/" + name + ".json");
      JsonNode expected = SharedData.json(R + "/" + name + ".json").path("thetaf");
      if (expected.isMissingNode()) {
        continue;
      }
      double[] y = ReferenceSeries.values(source);
      boolean positive = java.util.Arrays.stream(y).allMatch(v -> v > 0);
      if (!positive) {
        // R divides by seasonal factors of either sign here; ours subtracts seasonal terms.
        continue;
      }
      double[] mean = SharedData.array(expected.get("mean"));
      double[] upper = SharedData.array(expected.get("upper95"));
      Forecast forecast = Theta.of(source.get("m").asInt()).fit(y).forecast(mean.length).orThrow();
      double[] ours = forecast.interval(95).upper();
      for (int h = 0; h < mean.length; h++) {
        double width = upper[h] - mean[h];
        softly
            .assertThat(forecast.mean(h))
            .as(name + " mean " + h)
            .isCloseTo(mean[h], within(0.01 * width + 0.002 * Math.abs(mean[h])));
        softly
            .assertThat(ours[h] - forecast.mean(h))
            .as(name + " width " + h)
            .isCloseTo(width, within(0.02 * width));
      }
    }
    softly.assertAll();
  }
}
