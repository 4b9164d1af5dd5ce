package io.foretide.forecast.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import java.util.Arrays;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against R forecast 8.20's BoxCox.lambda. */
class GuerreroReferenceTest {

  private static final String R = "reference/fixtures_R_forecast_8.20";

  @Test
  void power_is_that_of_r_on_positive_series() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(R)) {
      JsonNode lambda = SharedData.json(R + "/" + name + ".json").path("boxcox_lambda_guerrero");
      JsonNode source = SharedData.json("reference/fixtures_statsmodels_0.13.5/" + name + ".json");
      double[] y = ReferenceSeries.values(source);
      if (!lambda.isNumber() || Arrays.stream(y).anyMatch(v -> v <= 0)) {
        continue;
      }
      softly
          .assertThat(ValueScale.guerrero(y, source.get("m").asInt()))
          .as(name)
          .isCloseTo(lambda.asDouble(), within(1e-3));
      checked++;
    }
    assertThat(checked).isGreaterThan(25);
    softly.assertAll();
  }
}
