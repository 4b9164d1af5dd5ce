package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against statsmodels 0.13.5 and R forecast 8.20 on 37 series. */
class ArimaReferenceTest {

  private static final String STATSMODELS = "reference/fixtures_statsmodels_0.13.5";

  @Test
  void likelihood_forecasts_and_errors_at_fixed_parameters_equal_statsmodels() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(STATSMODELS)) {
      JsonNode root = SharedData.json(STATSMODELS + "/" + name + ".json");
      double[] y = ReferenceSeries.values(root);
      for (JsonNode entry : root.path("arima")) {
        JsonNode fixed = entry.get("at_fixed_params");
        if (fixed == null || entry.path("exog").asInt() > 0) {
          continue;
        }
        boolean constant = entry.path("trend").asText().equals("c");
        ArimaOrder order = order(entry, constant);
        double[] params = SharedData.array(fixed.get("params"));
        int first = constant ? 1 : 0;
        double[] c = Arrays.copyOfRange(params, first, params.length - 1);
        double sigma2 = params[params.length - 1];
        double level = constant ? params[0] : 0;
        String what = name + " " + order;
        double expected = fixed.get("loglik").asDouble();
        double[] slopes = constant ? new double[] {level} : new double[0];
        ArimaLikelihood likelihood =
            new ArimaLikelihood(order, y, ArimaFit.inputs(order, y.length));
        double tolerance =
            name.startsWith("skab_thermocouple") ? 0.25 : order.lost() > 0 ? 0.01 : 1e-3;
        softly
            .assertThat(likelihood.at(c, slopes, sigma2))
            .as(what)
            .isCloseTo(expected, within(tolerance));
        ArimaFit fit =
            Objects.requireNonNull(
                ArimaFit.at(order, c, level, new Criteria(0, 1, y.length, sigma2), false, y));
        double[] mean = SharedData.array(fixed.get("forecast"));
        double[] se = SharedData.array(fixed.get("se"));
        var forecast = fit.forecast(mean.length).orThrow();
        double[] upper = forecast.quantile(0.8413447460685429);
        // statsmodels starts differenced states with a large but finite variance.
        boolean rounded = name.startsWith("skab_thermocouple") || order.d() == 2;
        for (int h = 0; h < mean.length; h++) {
          softly
              .assertThat(forecast.mean(h))
              .as(what + " mean " + h)
              .isCloseTo(mean[h], within(1e-5 * Math.max(Math.abs(mean[h]), se[0])));
          softly
              .assertThat(upper[h] - forecast.mean(h))
              .as(what + " error " + h)
              .isCloseTo(se[h], within((rounded ? 1e-3 : 1e-4) * se[h]));
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(50);
    softly.assertAll();
  }

  @Test
  void estimated_likelihood_and_forecasts_are_as_good_as_those_of_the_references() {
    SoftAssertions softly = new SoftAssertions();
    Map<String, String> verdicts = ReferenceSeries.verdicts();
    int agreed = 0;
    for (String name : SharedData.names(STATSMODELS)) {
      JsonNode root = SharedData.json(STATSMODELS + "/" + name + ".json");
      double[] y = ReferenceSeries.values(root);
      double level = Arrays.stream(y).map(Math::abs).average().orElse(0);
      for (JsonNode entry : root.path("arima")) {
        if (entry.path("exog").asInt() > 0 || !entry.has("R_loglik")) {
          continue;
        }
        ArimaOrder order = order(entry, entry.path("trend").asText().equals("c"));
        Fitted fit = new Arima(order).fit(y);
        double ours = fit.criteria().logLikelihood();
        softly
            .assertThat(ours)
            .as(name + " " + order)
            .isGreaterThanOrEqualTo(entry.get("R_loglik").asDouble() - 0.1);
        double theirs = entry.get("loglik").asDouble();
        // statsmodels starts twice differenced states with a finite variance.
        softly
            .assertThat(ours)
            .as(name + " " + order + " against statsmodels")
            .isGreaterThanOrEqualTo(theirs - (name.startsWith("skab_thermocouple") ? 0.3 : 0.1));
        if (!ReferenceSeries.agreed(verdicts, name + " " + model(entry)) || ours > theirs + 0.1) {
          continue;
        }
        double[] expected = SharedData.array(entry.get("forecast"));
        double[] mean = fit.forecast(expected.length).orThrow().mean();
        for (int h = 0; h < mean.length; h++) {
          softly
              .assertThat(mean[h])
              .as(name + " " + order + " step " + h)
              .isCloseTo(expected[h], within(0.005 * Math.max(level, Math.abs(expected[h]))));
        }
        agreed++;
      }
    }
    assertThat(agreed).isGreaterThan(60);
    softly.assertAll();
  }

  private static String model(JsonNode entry) {
    StringBuilder text = new StringBuilder("ARIMA");
    for (String part : new String[] {"order", "seasonal_order"}) {
      JsonNode o = entry.get(part);
      text.append('(').append(o.get(0)).append(',').append(o.get(1)).append(',');
      text.append(o.get(2)).append(')');
    }
    return text.append(entry.get("seasonal_order").get(3)).toString();
  }

  private static ArimaOrder order(JsonNode entry, boolean constant) {
    JsonNode o = entry.get("order");
    JsonNode s = entry.get("seasonal_order");
    return new ArimaOrder(
        o.get(0).asInt(),
        o.get(1).asInt(),
        o.get(2).asInt(),
        s.get(0).asInt(),
        s.get(1).asInt(),
        s.get(2).asInt(),
        Math.max(1, s.get(3).asInt()),
        constant);
  }
}
