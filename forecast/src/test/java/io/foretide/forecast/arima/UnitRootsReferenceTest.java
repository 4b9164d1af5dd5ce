package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers of differences by R forecast 8.20's ndiffs and nsdiffs; KPSS of statsmodels' tests. */
class UnitRootsReferenceTest {

  private static final String R = "reference/fixtures_R_forecast_8.20";

  @Test
  void kpss_statistic_of_american_production_is_the_published_one() {
    JsonNode root = SharedData.json("reference/thirdparty/stata_unit_root.json");
    double[] gdp = SharedData.array(root.at("/series/realgdp"));

    assertThat(root.at("/kpss_realgdp/0/lags").asInt()).isEqualTo(3);
    assertThat(UnitRoots.kpss(gdp))
        .isCloseTo(root.at("/kpss_realgdp/0/stat").asDouble(), within(1e-3));
  }

  @Test
  void numbers_of_differences_are_those_of_r() {
    List<String> other = new ArrayList<>();
    int n = 0;
    for (String name : SharedData.names(R)) {
      JsonNode r = SharedData.json(R + "/" + name + ".json");
      if (!r.has("ndiffs_kpss")) {
        continue;
      }
      JsonNode source = SharedData.json("reference/fixtures_statsmodels_0.13.5/" + name + ".json");
      double[] y = ReferenceSeries.values(source);
      int m = source.get("m").asInt();
      n++;
      if (UnitRoots.differences(y) != r.get("ndiffs_kpss").asInt()) {
        other.add(name + " d " + UnitRoots.differences(y) + ", R " + r.get("ndiffs_kpss"));
      }
      int seasonal = UnitRoots.seasonalDifferences(y, m);
      if (m > 1 && !r.get("nsdiffs_seas").isNull() && seasonal != r.get("nsdiffs_seas").asInt()) {
        other.add(name + " D " + seasonal + ", R " + r.get("nsdiffs_seas"));
      }
    }
    assertThat(n).isEqualTo(36);
    assertThat(other).isEmpty();
  }
}
