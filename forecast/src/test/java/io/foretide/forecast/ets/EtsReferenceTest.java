package io.foretide.forecast.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against statsmodels 0.13.5 and R forecast 8.20 on 37 series. */
class EtsReferenceTest {

  private static final String STATSMODELS = "reference/fixtures_statsmodels_0.13.5";
  private static final String R = "reference/fixtures_R_forecast_8.20";

  /**
   * Natural parameters in the order alpha, beta, gamma, phi, level, trend, seasons newest first.
   */
  private static EtsState state(EtsForm form, int season, double[] p) {
    int k = 0;
    double alpha = p[k++];
    double beta = form.hasTrend() ? p[k++] : 0;
    double gamma = form.hasSeason() ? p[k++] : 0;
    double phi = form.damped() ? p[k++] : 1;
    double level = p[k++];
    double trend = form.hasTrend() ? p[k++] : 0;
    double[] seasonal = new double[form.hasSeason() ? season : 0];
    for (int j = 0; j < seasonal.length; j++) {
      seasonal[seasonal.length - 1 - j] = p[k++];
    }
    return new EtsState(form, alpha, beta, gamma, phi, level, trend, seasonal, 0);
  }

  @Test
  void likelihood_and_forecasts_at_fixed_parameters_equal_statsmodels() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(STATSMODELS)) {
      JsonNode root = SharedData.json(STATSMODELS + "/" + name + ".json");
      double[] y = ReferenceSeries.values(root);
      for (JsonNode entry : root.path("ets")) {
        JsonNode fixed = entry.get("at_fixed_params");
        if (fixed == null) {
          continue;
        }
        EtsForm form = EtsForm.parse(entry.get("model").asText());
        if (form.seasonal() == EtsForm.Part.MULTIPLICATIVE) {
          // statsmodels moves a multiplicative season otherwise; those forms are held to R below.
          continue;
        }
        int m = entry.get("m").asInt();
        EtsFit fit = EtsFit.at(form, m, y, state(form, m, SharedData.array(fixed.get("params"))));
        String what = name + " " + form;
        if (fit == null) {
          softly.fail(what + " has no likelihood");
          continue;
        }
        double expected = fixed.get("loglik").asDouble();
        softly
            .assertThat(fit.criteria().logLikelihood())
            .as(what)
            .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
        double[] forecast = SharedData.array(fixed.get("forecast"));
        EtsState moving = fit.end();
        for (int h = 0; h < forecast.length; h++) {
          softly
              .assertThat(moving.mean())
              .as(what + " step " + h)
              .isCloseTo(forecast[h], within(1e-5 * Math.max(1e-3, Math.abs(forecast[h]))));
          moving.step(0);
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(30);
    softly.assertAll();
  }

  @Test
  void estimated_likelihood_is_at_least_that_of_r() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(R)) {
      JsonNode source = SharedData.json(STATSMODELS + "/" + name + ".json");
      double[] y = ReferenceSeries.values(source);
      int m = source.get("m").asInt();
      List<JsonNode> entries = new ArrayList<>();
      SharedData.json(R + "/" + name + ".json").path("ets_forms").forEach(entries::add);
      for (JsonNode entry : entries) {
        EtsForm form = form(entry.get("model").asText());
        if (!(new Ets(form.hasSeason() ? m : 1, form).fit(y) instanceof EtsFit fit)) {
          softly.fail(name + " " + form + " was refused");
          continue;
        }
        int n = y.length;
        double full = entry.get("loglik").asDouble() - 0.5 * n * (Math.log(2 * Math.PI / n) + 1);
        softly
            .assertThat(fit.criteria().logLikelihood())
            .as(name + " " + form)
            .isGreaterThanOrEqualTo(full - 0.1);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(60);
    softly.assertAll();
  }

  @Test
  void estimated_forecasts_are_those_of_the_references_where_these_agree() {
    SoftAssertions softly = new SoftAssertions();
    Map<String, String> verdicts = ReferenceSeries.verdicts();
    int checked = 0;
    for (String name : SharedData.names(STATSMODELS)) {
      JsonNode root = SharedData.json(STATSMODELS + "/" + name + ".json");
      double[] y = ReferenceSeries.values(root);
      double level = Arrays.stream(y).map(Math::abs).average().orElse(0);
      for (JsonNode entry : root.path("ets")) {
        String model = entry.get("model").asText();
        EtsForm form = EtsForm.parse(model);
        if (!ReferenceSeries.agreed(verdicts, name + " ETS(" + model + ")")
            || !(new Ets(entry.get("m").asInt(), form).fit(y) instanceof EtsFit fit)
            || fit.criteria().logLikelihood() > entry.get("loglik").asDouble() + 0.1) {
          // A better optimum than that of both has other forecasts.
          continue;
        }
        double[] expected = SharedData.array(entry.get("forecast"));
        double[] mean = fit.forecast(expected.length).orThrow().mean();
        for (int h = 0; h < mean.length; h++) {
          softly
              .assertThat(mean[h])
              .as(name + " " + form + " step " + h)
              .isCloseTo(expected[h], within(0.005 * Math.max(level, Math.abs(expected[h]))));
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(20);
    softly.assertAll();
  }

  @Test
  void automatic_choice_is_at_least_as_good_as_that_of_r() {
    SoftAssertions softly = new SoftAssertions();
    for (String name : SharedData.names(R)) {
      JsonNode source = SharedData.json(STATSMODELS + "/" + name + ".json");
      JsonNode automatic = SharedData.json(R + "/" + name + ".json").get("ets_auto");
      if (automatic == null) {
        continue;
      }
      double[] y = ReferenceSeries.values(source);
      int m = source.get("m").asInt();
      int n = y.length;
      double aicc = automatic.get("aicc").asDouble() + n * (Math.log(2 * Math.PI / n) + 1);
      softly
          .assertThat(Ets.leastAicc(m).fit(y).criteria().aicc())
          .as(name + " " + automatic.get("model").asText())
          .isLessThanOrEqualTo(aicc + 0.2);
    }
    softly.assertAll();
  }

  @Test
  void intervals_at_the_parameters_of_r_equal_those_of_r() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String name : SharedData.names(R)) {
      JsonNode source = SharedData.json(STATSMODELS + "/" + name + ".json");
      double[] y = ReferenceSeries.values(source);
      int m = source.get("m").asInt();
      for (JsonNode entry : SharedData.json(R + "/" + name + ".json").path("ets_forms")) {
        EtsForm form = form(entry.get("model").asText());
        boolean dampedProduct = form.damped() && form.seasonal() == EtsForm.Part.MULTIPLICATIVE;
        if (!EtsVariance.exact(form) || dampedProduct) {
          // R leaves the damping out of the first step of damped multiplicative seasons.
          continue;
        }
        EtsFit fit = EtsFit.at(form, m, y, ofR(form, m, entry));
        if (fit == null) {
          softly.fail(name + " " + form + " has no likelihood");
          continue;
        }
        double full =
            entry.get("loglik").asDouble()
                - 0.5 * y.length * (Math.log(2 * Math.PI / y.length) + 1);
        softly
            .assertThat(fit.criteria().logLikelihood())
            .as(name + " " + form + " likelihood")
            .isCloseTo(full, within(1e-3));
        Forecast forecast = fit.forecast(entry.at("/forecast/mean").size()).orThrow();
        Interval interval = forecast.interval(95);
        double[] mean = SharedData.array(entry.at("/forecast/mean"));
        double[] upper = SharedData.array(entry.at("/forecast/upper95"));
        double scale = Math.abs(upper[0] - mean[0]);
        for (int h = 0; h < mean.length; h++) {
          if (form.letters().equals("ANA") && (h + 1) % m == 0) {
            // R counts the season's error one step too early in the last step of a season.
            continue;
          }
          softly
              .assertThat(forecast.mean(h))
              .as(name + " " + form + " mean " + h)
              .isCloseTo(mean[h], within(1e-3 * scale));
          softly
              .assertThat(interval.upper()[h])
              .as(name + " " + form + " upper " + h)
              .isCloseTo(upper[h], within(2e-3 * Math.abs(upper[h] - mean[h])));
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(30);
    softly.assertAll();
  }

  @Test
  void nineteen_forms_of_r_have_its_likelihood_and_forecasts() {
    SoftAssertions softly = new SoftAssertions();
    JsonNode root = SharedData.json("reference/thirdparty/r_ets_all_forms.json");
    root.get("results")
        .properties()
        .forEach(entry -> {
          String[] key = entry.getKey().split(":", -1);
          JsonNode r = entry.getValue();
          double[] y = SharedData.array(root.at("/series/" + key[0]));
          EtsForm form = EtsForm.parse(key[1]);
          double[] init = SharedData.array(r.get("initstate"));
          int first = form.hasTrend() ? 2 : 1;
          double[] seasonal = new double[form.hasSeason() ? 4 : 0];
          for (int j = 0; j < seasonal.length; j++) {
            seasonal[seasonal.length - 1 - j] = init[first + j];
          }
          EtsState start =
              new EtsState(
                  form,
                  r.at("/alpha/0").asDouble(),
                  r.at("/beta/0").asDouble(0),
                  r.at("/gamma/0").asDouble(0),
                  r.at("/phi/0").asDouble(1),
                  init[0],
                  form.hasTrend() ? init[1] : 0,
                  seasonal,
                  0);
          EtsFit fit = EtsFit.at(form, 4, y, start);
          if (fit == null) {
            softly.fail(entry.getKey() + " has no likelihood");
            return;
          }
          int n = y.length;
          double full = r.at("/loglik/0").asDouble() - 0.5 * n * (Math.log(2 * Math.PI / n) + 1);
          softly
              .assertThat(fit.criteria().logLikelihood())
              .as(entry.getKey())
              .isCloseTo(full, within(1e-4));
          double[] forecast = SharedData.array(r.get("forecast"));
          EtsState moving = fit.end();
          // R's damped trends fade by one power of the damping less from the second step on.
          double slack = form.damped() ? 1e-3 : 1e-6;
          for (int h = 0; h < forecast.length; h++) {
            softly
                .assertThat(moving.mean())
                .as(entry.getKey() + " step " + h)
                .isCloseTo(forecast[h], within(slack * forecast[h]));
            moving.step(0);
          }
        });
    softly.assertAll();
  }

  private static EtsState ofR(EtsForm form, int m, JsonNode entry) {
    JsonNode par = entry.get("par");
    JsonNode init = entry.get("initstate");
    double[] seasonal = new double[form.hasSeason() ? m : 0];
    for (int j = 0; j < seasonal.length; j++) {
      seasonal[seasonal.length - 1 - j] = init.get("s" + (j + 1)).asDouble();
    }
    return new EtsState(
        form,
        par.get("alpha").asDouble(),
        par.path("beta").asDouble(0),
        par.path("gamma").asDouble(0),
        par.path("phi").asDouble(1),
        init.get("l").asDouble(),
        init.path("b").asDouble(0),
        seasonal,
        0);
  }

  private static EtsForm form(String model) {
    return EtsForm.parse(model.replaceAll("ETS\\(|\\)|,", ""));
  }
}
