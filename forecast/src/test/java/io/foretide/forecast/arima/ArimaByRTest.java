package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Criteria;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Likelihood, criteria, forecasts and intervals at the parameters of R 4.2.2, forecast 8.20. */
class ArimaByRTest {

  private static final String R = "reference/fixtures_R_forecast_8.20";
  private static final String[] BLOCKS = {"ar", "ma", "sar", "sma"};

  private static ArimaOrder order(JsonNode entry, int season) {
    JsonNode o = entry.get("order");
    JsonNode s = entry.path("seasonal");
    JsonNode c = entry.get("coef");
    return new ArimaOrder(
        o.get(0).asInt(),
        o.get(1).asInt(),
        o.get(2).asInt(),
        s.path(0).asInt(),
        s.path(1).asInt(),
        s.path(2).asInt(),
        Math.max(1, season),
        c.has("intercept") || c.has("drift"));
  }

  private static double[] coefficients(ArimaOrder o, JsonNode coef) {
    int[] sizes = {o.p(), o.q(), o.seasonalP(), o.seasonalQ()};
    double[] c = new double[o.coefficients()];
    int at = 0;
    for (int block = 0; block < 4; block++) {
      for (int i = 1; i <= sizes[block]; i++) {
        c[at++] = coef.path(BLOCKS[block] + i).asDouble();
      }
    }
    return c;
  }

  @Test
  void likelihood_forecasts_and_intervals_at_the_parameters_of_r_equal_those_of_r() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(R)) {
      JsonNode source = SharedData.json("reference/fixtures_statsmodels_0.13.5/" + name + ".json");
      if (source.has("xreg")) {
        continue;
      }
      double[] y = ReferenceSeries.values(source);
      JsonNode root = SharedData.json(R + "/" + name + ".json");
      List<JsonNode> entries = new ArrayList<>();
      root.path("arima_fixed_orders").forEach(entries::add);
      if (root.path("auto_arima").has("order")) {
        entries.add(root.get("auto_arima"));
      }
      for (JsonNode entry : entries) {
        int m = source.get("m").asInt();
        ArimaOrder order = order(entry, m);
        JsonNode coef = entry.get("coef");
        double[] c = coefficients(order, coef);
        double constant = coef.path("intercept").asDouble(coef.path("drift").asDouble());
        double[] slopes = order.constant() ? new double[] {constant} : new double[0];
        String what = name + " " + order;
        int count = c.length + slopes.length;
        int used = y.length - order.lost();
        double sigma2 = entry.get("sigma2").asDouble();
        double expected = entry.get("loglik").asDouble();
        double ours =
            new ArimaLikelihood(order, y, ArimaFit.inputs(order, y.length))
                .at(c, slopes, sigma2 * (used - count) / used);
        Criteria criteria = new Criteria(ours, count + 1, used, sigma2);
        // R starts differenced states with a variance of a million values, which is not infinite.
        double tolerance =
            name.startsWith("skab_thermocouple") ? 0.3 : order.d() == 2 ? 0.05 : 0.02;
        softly.assertThat(ours).as(what).isCloseTo(expected, within(tolerance));
        softly
            .assertThat(criteria.aicc())
            .as(what + " AICc")
            .isCloseTo(entry.get("aicc").asDouble(), within(2 * tolerance));
        softly
            .assertThat(criteria.bic())
            .as(what + " BIC")
            .isCloseTo(entry.get("bic").asDouble(), within(2 * tolerance));
        ArimaFit fit = Objects.requireNonNull(ArimaFit.at(order, c, constant, criteria, false, y));
        double[] mean = SharedData.array(entry.at("/forecast/mean"));
        Forecast forecast = fit.forecast(mean.length).orThrow();
        for (int level : new int[] {80, 95}) {
          double[] upper = SharedData.array(entry.at("/forecast/upper" + level));
          Interval interval = forecast.interval(level);
          for (int h = 0; h < mean.length; h++) {
            double width = upper[h] - mean[h];
            softly
                .assertThat(forecast.mean(h))
                .as(what + " mean " + h)
                .isCloseTo(mean[h], within(1e-3 * width));
            softly
                .assertThat(interval.upper()[h] - forecast.mean(h))
                .as(what + " " + level + " % " + h)
                .isCloseTo(width, within(1e-3 * width));
          }
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(95);
    softly.assertAll();
  }
}
