package io.foretide.forecast.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.data.ReferenceSeries;
import io.foretide.forecast.data.SharedData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Exponential smoothing of the textbook's series (Hyndman and Athanasopoulos, Forecasting) by R's
 * ets, ses and holt.
 */
class EtsByRTest {

  private static final String FOLDER = "reference/thirdparty/";
  private static final String R = "reference/fixtures_R_forecast_8.20";
  private static final String SERIES = FOLDER + "holtwinters_fpp.json";

  private static double[] series(String name) {
    return SharedData.array(SharedData.json(SERIES).at("/series/" + name));
  }

  /** Columns of one of the tables of R, by name; NA is missing. */
  private static Map<String, double[]> table(String name) {
    List<String[]> rows = SharedData.rows(FOLDER + "r_exponential_smoothing_" + name + ".csv");
    Map<String, double[]> all = new LinkedHashMap<>();
    String[] header = rows.get(0);
    for (int c = 1; c < header.length; c++) {
      int column = c;
      all.put(
          header[c],
          rows.stream()
              .skip(1)
              .mapToDouble(
                  row -> row[column].equals("NA") ? Double.NaN : Double.parseDouble(row[column]))
              .toArray());
    }
    return all;
  }

  private static double parameter(String fit, String name) {
    List<String[]> rows = SharedData.rows(FOLDER + "r_exponential_smoothing_params.csv");
    int column = Arrays.asList(rows.get(0)).indexOf(fit);
    return rows.stream()
        .filter(row -> row[0].equals(name) && !row[column].equals("NA"))
        .mapToDouble(row -> Double.parseDouble(row[column]))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double or(double value, double other) {
    return Double.isNaN(value) ? other : value;
  }

  @ParameterizedTest
  @CsvSource({
    "oil_fpp1, ANN, oildata_oil",
    "oil_fpp2, ANN, oildata_oil",
    "oil_fpp3, ANN, oildata_oil",
    "oil_ets, ANN, oildata_oil",
    "air_fpp1, AAN, air_ausair",
    "air_fpp2, AAdN, air_ausair",
    "air_ets, AAdN, air_ausair",
    "aust_fpp1, AAA, aust",
    "aust_ets1, AAA, aust",
    "aust_ets2, AAdA, aust",
    "aust_ets3, ANA, aust"
  })
  void states_forecasts_and_intervals_at_the_parameters_of_r_are_those_of_r(
      String name, String letters, String source) {
    EtsForm form = EtsForm.parse(letters);
    double[] y = series(source);
    int m = form.hasSeason() ? 4 : 1;
    double alpha = parameter(name, "alpha");
    double beta = or(parameter(name, "beta"), or(alpha * parameter(name, "beta_star"), 0));
    Map<String, double[]> states = table("states");
    double[] seasonal = new double[form.hasSeason() ? 4 : 0];
    for (int j = 0; j < seasonal.length; j++) {
      // R gives the newest season first; the next step uses the oldest.
      seasonal[seasonal.length - 1 - j] = column(states, name + "_s" + (j + 1))[0];
    }
    EtsState start =
        new EtsState(
            form,
            alpha,
            beta,
            or(parameter(name, "gamma"), 0),
            or(parameter(name, "phi"), 1),
            parameter(name, "l0"),
            or(parameter(name, "b0"), 0),
            seasonal,
            0);
    EtsFit at = java.util.Objects.requireNonNull(EtsFit.at(form, m, y, start));
    double sigma2 = parameter(name, "sigma2");
    EtsFit fit = new EtsFit(m, start, at.end(), new Criteria(0, 1, y.length, sigma2), false, y, y);
    SoftAssertions softly = new SoftAssertions();
    double llf = parameter(name, "llf");
    if (!Double.isNaN(llf)) {
      // R leaves the constants of the Gaussian likelihood out.
      double full = llf - 0.5 * y.length * (Math.log(2 * Math.PI / y.length) + 1);
      softly.assertThat(at.criteria().logLikelihood()).isCloseTo(full, within(1e-4));
    }
    Map<String, double[]> components = at.components();
    double[] level = column(states, name + "_l");
    double scale = Arrays.stream(y).map(Math::abs).max().orElse(1);
    for (int t = 0; t < y.length; t++) {
      double ours = column(components, "level")[t];
      softly.assertThat(ours).as("level " + t).isCloseTo(level[t + 1], within(1e-7 * scale));
      if (form.hasTrend()) {
        double slope = column(components, "trend")[t];
        double expected = column(states, name + "_b")[t + 1];
        softly.assertThat(slope).as("trend " + t).isCloseTo(expected, within(1e-7 * scale));
      }
    }
    Map<String, double[]> predicted = table("predict");
    double[] mean = known(predicted, name + "_mean", y.length);
    double[] upper = known(predicted, name + "_upper", y.length);
    Forecast forecast = fit.forecast(mean.length).orThrow();
    Interval interval = forecast.interval(95);
    for (int h = 0; h < mean.length; h++) {
      softly.assertThat(forecast.mean(h)).as("mean " + h).isCloseTo(mean[h], within(1e-6 * scale));
      if (name.equals("air_fpp1") && h > 0) {
        // R takes Holt's beta, which is relative to alpha, for the absolute one in its intervals.
        continue;
      }
      if (letters.equals("ANA") && (h + 1) % 4 == 0) {
        // R counts the season's error one step too early in the last step of a season.
        continue;
      }
      softly
          .assertThat(interval.upper()[h] - forecast.mean(h))
          .as("interval " + h)
          .isCloseTo(upper[h] - mean[h], within(1e-4 * (upper[h] - mean[h])));
    }
    assertThat(mean.length).isGreaterThan(1);
    softly.assertAll();
  }

  private static double[] column(Map<String, double[]> table, String name) {
    return java.util.Objects.requireNonNull(table.get(name), name);
  }

  private static double[] known(Map<String, double[]> table, String name, int from) {
    double[] all = column(table, name);
    return Arrays.stream(Arrays.copyOfRange(all, from, all.length))
        .filter(v -> !Double.isNaN(v))
        .toArray();
  }

  @Test
  void damped_trend_of_livestock_has_the_states_and_forecasts_of_r() {
    double[] y = series("livestock2_livestock");
    JsonNode r = SharedData.json(SERIES).at("/results/8");
    EtsForm form = EtsForm.parse("AAdN");
    EtsState start =
        new EtsState(
            form,
            0.97402626,
            0.00010006,
            0,
            0.98,
            r.at("/level/0").asDouble(),
            r.at("/trend/0").asDouble(),
            new double[0],
            0);

    EtsFit fit = java.util.Objects.requireNonNull(EtsFit.at(form, 1, y, start));

    double[] expected = SharedData.array(r.get("forecast10"));
    double[] fitted = SharedData.array(r.get("fitted"));
    double[] mean = fit.forecast(10).orThrow().mean();
    for (int h = 0; h < 10; h++) {
      assertThat(mean[h]).as("step " + h).isCloseTo(expected[h], within(1e-3));
    }
    double squares = 0;
    for (int t = 0; t < fitted.length; t++) {
      double ours = fit.inSample().fitted()[t];
      squares += (y[t] - ours) * (y[t] - ours) / y.length;
      assertThat(ours).as("fitted " + t).isCloseTo(fitted[t], within(1e-3));
    }
    assertThat(squares).isCloseTo(r.get("mse").asDouble(), within(1e-3));
  }

  @Test
  void optimum_of_simple_smoothing_is_that_of_the_book() {
    JsonNode r = SharedData.json(SERIES).at("/results/2");

    Fitted fit = Ets.simple().fit(series("oildata_oil"));

    assertThat(fit.parameters().get("alpha")).isCloseTo(r.get("alpha").asDouble(), within(1e-3));
    assertThat(fit.forecast(1).orThrow().mean(0))
        .isCloseTo(r.get("forecast1").asDouble(), within(0.02));
  }

  @Test
  void simple_and_damped_forecasts_are_those_of_r_or_of_a_better_optimum() {
    SoftAssertions softly = new SoftAssertions();
    int same = 0;
    int all = 0;
    for (String name : SharedData.names(R)) {
      JsonNode r = SharedData.json(R + "/" + name + ".json");
      if (!r.has("ses")) {
        continue;
      }
      double[] y =
          ReferenceSeries.values(
              SharedData.json("reference/fixtures_statsmodels_0.13.5/" + name + ".json"));
      double level = Arrays.stream(y).map(Math::abs).average().orElse(0);
      for (Ets method : List.of(Ets.simple(), Ets.damped())) {
        boolean simple = method.name().equals("ets-ann");
        JsonNode expected = r.get(simple ? "ses" : "holt_damped");
        double[] mean = SharedData.array(expected.get("mean"));
        double[] upper = SharedData.array(expected.get("upper95"));
        Forecast forecast = method.fit(y).forecast(mean.length).orThrow();
        double width = upper[0] - mean[0];
        double ours = forecast.interval(95).upper()[0] - forecast.mean(0);
        // A narrower first interval is a smaller error variance: the better optimum.
        softly.assertThat(ours).as(name + " " + method.name()).isLessThan(1.002 * width);
        boolean close = true;
        for (int h = 0; h < mean.length; h++) {
          close &= Math.abs(forecast.mean(h) - mean[h]) <= 0.005 * Math.max(level, mean[h]);
        }
        if (!close) {
          softly.assertThat(ours).as(name + " " + method.name() + " is better").isLessThan(width);
        }
        same += close ? 1 : 0;
        all++;
      }
    }
    assertThat(all).isEqualTo(72);
    assertThat(same).as("forecasts within half a percent").isGreaterThan(50);
    softly.assertAll();
  }
}
