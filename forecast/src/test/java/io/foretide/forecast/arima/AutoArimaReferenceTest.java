package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against R forecast 8.20's auto.arima with its differences. */
class AutoArimaReferenceTest {

  @Test
  void information_criterion_is_at_most_that_of_r_in_nearly_all_series() {
    List<String> worse = new ArrayList<>();
    int n = 0;
    for (String name : SharedData.names("reference/fixtures_R_forecast_8.20")) {
      JsonNode r =
          SharedData.json("reference/fixtures_R_forecast_8.20/" + name + ".json")
              .path("auto_arima");
      JsonNode source = SharedData.json("reference/fixtures_statsmodels_0.13.5/" + name + ".json");
      if (r.path("order").isMissingNode()) {
        continue;
      }
      double[] y = ReferenceSeries.values(source);
      int d = r.get("order").get(1).asInt();
      int bigD = r.path("seasonal").path(1).asInt(0);
      double ours = new AutoArima(source.get("m").asInt(), d, bigD).fit(y).criteria().aicc();
      n++;
      if (!(ours <= r.get("aicc").asDouble() + 0.1)) {
        worse.add(name + " " + ours + " against " + r.get("aicc").asDouble());
      }
    }
    assertThat(worse).hasSizeLessThanOrEqualTo(n / 20);
  }
}
