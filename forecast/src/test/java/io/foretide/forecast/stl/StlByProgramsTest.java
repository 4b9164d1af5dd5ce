package io.foretide.forecast.stl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against R's stl and statsmodels 0.13.5's STL. */
class StlByProgramsTest {

  private static final String R = "reference/fixtures_R_forecast_8.20";
  private static final String STATSMODELS = "reference/fixtures_statsmodels_0.13.5";

  private static void close(SoftAssertions softly, String what, double[] a, JsonNode b, int from) {
    close(softly, what, a, b, from, 1e-6);
  }

  private static void close(
      SoftAssertions softly, String what, double[] a, JsonNode b, int from, double tolerance) {
    double[] expected = SharedData.array(b);
    for (int i = 0; i < expected.length; i++) {
      softly.assertThat(a[from + i]).as(what + " " + i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void periodic_and_robust_parts_equal_those_of_r() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(R)) {
      JsonNode r = SharedData.json(R + "/" + name + ".json");
      if (!r.has("stl_periodic")) {
        continue;
      }
      JsonNode source = SharedData.json(STATSMODELS + "/" + name + ".json");
      double[] y = ReferenceSeries.values(source);
      int m = source.get("m").asInt();
      // R evaluates a season that never changes at fewer places.
      Stl.Parts periodic = Stl.periodic(m).decompose(y);
      JsonNode expected = r.get("stl_periodic");
      close(
          softly,
          name + " periodic season",
          periodic.seasonal(),
          expected.get("seasonal_first_period"),
          0,
          1e-5);
      close(
          softly,
          name + " periodic first trend",
          periodic.trend(),
          expected.get("trend_first5"),
          0,
          1e-5);
      close(
          softly,
          name + " periodic last trend",
          periodic.trend(),
          expected.get("trend_last5"),
          y.length - 5,
          1e-5);
      // On even lengths R asks its partial sort for two ranks in falling order, which it does not
      // support, and gets another value than the median of the remainder.
      double slack = y.length % 2 == 1 ? 1e-6 : 0.05;
      JsonNode thirteen = r.get("stl_13_robust");
      Stl.Parts robust = Stl.of(m, 13).robust().decompose(y);
      close(
          softly,
          name + " robust season",
          robust.seasonal(),
          thirteen.get("seasonal_first_period"),
          0,
          slack);
      close(
          softly,
          name + " robust trend",
          robust.trend(),
          thirteen.get("trend_last5"),
          y.length - 5,
          slack);
      checked++;
    }
    assertThat(checked).isEqualTo(22);
    softly.assertAll();
  }

  @Test
  void changing_seasons_equal_those_of_statsmodels() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(STATSMODELS)) {
      JsonNode source = SharedData.json(STATSMODELS + "/" + name + ".json");
      for (JsonNode entry : source.path("stl")) {
        double[] y = ReferenceSeries.values(source);
        int window = entry.get("seasonal").asInt();
        int m = source.get("m").asInt();
        boolean robust = entry.get("robust").asBoolean();
        Stl.Parts parts = statsmodels(m, window, robust).decompose(y);
        String what = name + " " + window + (robust ? " robust" : "");
        close(softly, what, parts.seasonal(), entry.get("seasonal_component"), 0);
        close(softly, what, parts.trend(), entry.get("trend"), 0);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(30);
    softly.assertAll();
  }

  /** Its usual settings: linear in all regressions, evaluated everywhere. */
  private static Stl statsmodels(int m, int window, boolean robust) {
    int trend = (int) Math.ceil(1.5 * m / (1 - 1.5 / window));
    trend += trend % 2 == 0 ? 1 : 0;
    int low = m % 2 == 0 ? m + 1 : m + 2;
    return new Stl(m, window, 1, trend, 1, low, 1, 1, 1, 1, robust ? 2 : 5, robust ? 15 : 0);
  }
}
