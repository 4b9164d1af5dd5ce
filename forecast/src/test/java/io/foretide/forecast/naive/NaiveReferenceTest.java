package io.foretide.forecast.naive;

import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Interval;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against R forecast 8.20. */
class NaiveReferenceTest {

  @Test
  void naive_seasonal_naive_and_drift_equal_those_of_r() {
    SoftAssertions softly = new SoftAssertions();
    for (String name : SharedData.names("reference/fixtures_R_forecast_8.20")) {
      JsonNode r = SharedData.json("reference/fixtures_R_forecast_8.20/" + name + ".json");
      JsonNode source = SharedData.json("reference/fixtures_statsmodels_0.13.5/" + name + ".json");
      double[] y = ReferenceSeries.values(source);
      int m = source.get("m").asInt();
      check(softly, name, y, r.path("naive"), SeasonalNaive.lastValue().withAnalyticIntervals());
      if (m > 1) {
        check(softly, name, y, r.path("snaive"), SeasonalNaive.of(m).withAnalyticIntervals());
      }
      check(softly, name, y, r.path("rwdrift"), new Drift());
    }
    softly.assertAll();
  }

  private static void check(
      SoftAssertions softly, String name, double[] y, JsonNode expected, Forecaster method) {
    if (expected.isMissingNode() || expected.isNull()) {
      return;
    }
    double[] mean = SharedData.array(expected.get("mean"));
    double[] upper = SharedData.array(expected.get("upper95"));
    var forecast = method.fit(y).forecast(mean.length);
    Interval interval = forecast.interval(95);
    for (int h = 0; h < mean.length; h++) {
      String what = name + " " + method.name() + " " + h;
      double width = upper[h] - mean[h];
      softly.assertThat(forecast.mean()[h]).as(what).isCloseTo(mean[h], within(1e-8));
      softly
          .assertThat(interval.upper()[h] - forecast.mean()[h])
          .as(what)
          .isCloseTo(width, within(1e-3 * width));
    }
  }
}
