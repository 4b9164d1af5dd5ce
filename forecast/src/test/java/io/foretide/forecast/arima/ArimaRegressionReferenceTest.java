package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Refused;
import io.foretide.forecast.data.SharedData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** CO2 of a gas furnace on lagged gas rates: statsmodels 0.13.5 and R. */
class ArimaRegressionReferenceTest {

  private static double[][] columns(JsonNode rows) {
    double[][] out = new double[rows.get(0).size()][rows.size()];
    for (int t = 0; t < rows.size(); t++) {
      for (int k = 0; k < out.length; k++) {
        out[k][t] = rows.get(t).get(k).asDouble();
      }
    }
    return out;
  }

  @Test
  void likelihood_and_forecasts_with_regressors_equal_the_references() {
    JsonNode root =
        SharedData.json("reference/fixtures_statsmodels_0.13.5/gas_furnace_co2_on_gasrate.json");
    double[] y = SharedData.array(root.get("y"));
    double[][] inputs = columns(root.get("xreg"));
    double[][] future = columns(root.get("xreg_future"));
    for (JsonNode entry : root.get("arima")) {
      JsonNode o = entry.get("order");
      boolean constant = entry.get("trend").asText().equals("c");
      ArimaOrder order =
          new ArimaOrder(
              o.get(0).asInt(), o.get(1).asInt(), o.get(2).asInt(), 0, 0, 0, 1, constant);
      double[] p = SharedData.array(entry.at("/at_fixed_params/params"));
      int slopes = inputs.length + (constant ? 1 : 0);
      double[][] all = new double[slopes][];
      double[][] first = ArimaFit.inputs(order, y.length);
      System.arraycopy(first, 0, all, 0, first.length);
      System.arraycopy(inputs, 0, all, first.length, inputs.length);

      double likelihood =
          new ArimaLikelihood(order, y, all)
              .at(
                  Arrays.copyOfRange(p, slopes, p.length - 1),
                  Arrays.copyOf(p, slopes),
                  p[p.length - 1]);
      ArimaRegressionFit fit = new ArimaRegression(order).fit(y, inputs);
      Forecast forecast = fit.forecast(12, future).orThrow();

      double tolerance = order.d() > 0 ? 0.01 : 1e-3;
      assertThat(likelihood)
          .isCloseTo(entry.at("/at_fixed_params/loglik").asDouble(), within(tolerance));
      assertThat(fit.criteria().logLikelihood())
          .isGreaterThanOrEqualTo(entry.get("R_loglik").asDouble() - 0.1);
      double[] expected = SharedData.array(entry.get("forecast"));
      for (int h = 0; h < 12; h++) {
        assertThat(forecast.mean(h)).isCloseTo(expected[h], within(0.005 * expected[h]));
      }
      assertThat(fit.forecast(13, future)).isInstanceOf(Refused.class);
    }
  }
}
