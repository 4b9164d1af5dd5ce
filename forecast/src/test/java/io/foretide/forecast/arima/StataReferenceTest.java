package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Criteria;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.data.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against Stata's arima with exact likelihood, gretl, and structural models of R's KFAS. */
class StataReferenceTest {

  private static final String FOLDER = "reference/thirdparty/";

  /**
   * Stata stopped at autoregressions with roots of 1.38 and 1.03, which have no stationary start.
   */
  private static final String[] EXPLOSIVE = {
    "wpi c t, sarima(3,0,2,4)", "arima(0,2,0) sarima(3,2,2,4)"
  };

  private static double[] series(String file, String name) {
    return SharedData.array(SharedData.json(FOLDER + file + ".json").at("/series/" + name));
  }

  private static double likelihood(
      ArimaOrder order, double[] y, double[][] inputs, double[] c, double[] slopes, double sigma2) {
    return new ArimaLikelihood(order, y, inputs).at(c, slopes, sigma2);
  }

  private static ArimaOrder order(JsonNode o, JsonNode s, int season) {
    return new ArimaOrder(
        o.path(0).asInt(),
        o.path(1).asInt(),
        o.path(2).asInt(),
        s.path(0).asInt(),
        s.path(1).asInt(),
        s.path(2).asInt(),
        season,
        false);
  }

  private static double[][] inputs(JsonNode names, int n) {
    double[][] out = new double[names.size()][n];
    for (int k = 0; k < out.length; k++) {
      int power = List.of("c", "t", "", "t3").indexOf(names.get(k).asText());
      for (int t = 0; t < n; t++) {
        out[k][t] = Math.pow(t + 1, power);
      }
    }
    return out;
  }

  @Test
  void likelihoods_of_stata_at_its_parameters_are_ours_and_our_optimum_is_not_below_them() {
    double[] y = series("stata_sarimax", "wpi1_data");
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (JsonNode row : SharedData.json(FOLDER + "stata_sarimax_coverage.json").get("rows")) {
      String what = row.get("stata").asText();
      if (row.get("diffuse").asBoolean() || what.contains(" x") || what.contains("D.")) {
        // The regressor x is not given; a large start variance is not an exact diffuse start.
        continue;
      }
      JsonNode seasonal = row.path("seasonal_order");
      ArimaOrder order = order(row.path("order"), seasonal, Math.max(1, seasonal.path(3).asInt()));
      double[][] inputs = inputs(row.get("regressors"), y.length);
      double[] p = SharedData.array(row.get("params"));
      int k = inputs.length;
      double sigma = p[p.length - 1];
      double expected = row.get("loglik").asDouble();
      double ours =
          likelihood(
              order,
              y,
              inputs,
              Arrays.copyOfRange(p, k, p.length - 1),
              Arrays.copyOf(p, k),
              sigma * sigma);
      if (what.contains(EXPLOSIVE[0]) || what.contains(EXPLOSIVE[1])) {
        softly.assertThat(ours).as(what).isEqualTo(Double.NEGATIVE_INFINITY);
        continue;
      }
      softly.assertThat(ours).as(what).isCloseTo(expected, within(0.01));
      double best =
          new ArimaSearch(order, new ArimaLikelihood(order, y, inputs))
              .best(null, 1e-6, 3)
              .logLikelihood();
      softly.assertThat(best).as(what + " estimated").isGreaterThanOrEqualTo(ours - 0.1);
      checked++;
    }
    assertThat(checked).isGreaterThan(35);
    softly.assertAll();
  }

  @Test
  void models_with_regressors_logarithms_and_left_out_lags_have_the_likelihood_of_stata() {
    JsonNode results = SharedData.json(FOLDER + "stata_sarimax.json").get("results");
    double[] wpi = series("stata_sarimax", "wpi1_data");
    double[] lnWpi = Arrays.stream(wpi).map(Math::log).toArray();
    double[] lnAir = Arrays.stream(series("stata_sarimax", "air2_data")).map(Math::log).toArray();
    double[][] drift = ArimaFit.inputs(new ArimaOrder(1, 1, 1, 0, 0, 0, 1, true), wpi.length);
    record Case(String name, ArimaOrder order, double[] y, double[][] inputs, double[] c) {}
    double[] seasonal = SharedData.array(results.at("/wpi1_seasonal/params_ma"));
    List<Case> cases =
        List.of(
            new Case(
                "wpi1_ar3",
                new ArimaOrder(3, 1, 0, 0, 0, 0, 1, false),
                wpi,
                new double[0][],
                SharedData.array(results.at("/wpi1_ar3/params_ar"))),
            new Case(
                "wpi1_stationary",
                new ArimaOrder(1, 1, 1, 0, 0, 0, 1, true),
                wpi,
                drift,
                new double[] {0.8742288, -0.4120458}),
            new Case(
                "wpi1_seasonal",
                new ArimaOrder(1, 1, 4, 0, 0, 0, 1, true),
                lnWpi,
                drift,
                new double[] {
                  results.at("/wpi1_seasonal/params_ar/0").asDouble(),
                  seasonal[0],
                  0,
                  0,
                  seasonal[1]
                }),
            new Case(
                "air2_stationary",
                new ArimaOrder(0, 1, 1, 0, 1, 1, 12, false),
                lnAir,
                new double[0][],
                new double[] {-0.4018324, -0.5569342}));
    for (Case one : cases) {
      JsonNode stata = results.get(one.name());
      assertThat(
              likelihood(
                  one.order(),
                  one.y(),
                  one.inputs(),
                  one.c(),
                  SharedData.array(stata.path("params_mean")),
                  stata.at("/params_variance/0").asDouble()))
          .as(one.name())
          .isCloseTo(stata.get("loglike").asDouble(), within(1e-3));
    }
  }

  @Test
  void money_and_consumption_have_the_likelihood_of_stata() {
    JsonNode root = SharedData.json(FOLDER + "stata_sarimax.json");
    double[] y = SharedData.array(root.at("/series/friedman2_data/consump"));
    double[] money = SharedData.array(root.at("/series/friedman2_data/m2"));
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    JsonNode stata = root.at("/results/friedman2_mle");

    double ours =
        likelihood(
            new ArimaOrder(1, 0, 1, 0, 0, 0, 1, false),
            y,
            new double[][] {ones, money},
            new double[] {stata.at("/params_ar/0").asDouble(), stata.at("/params_ma/0").asDouble()},
            SharedData.array(stata.get("params_exog")),
            stata.at("/params_variance/0").asDouble());

    assertThat(ours).isCloseTo(stata.get("loglike").asDouble(), within(1e-3));
  }

  @Test
  void consumer_prices_have_the_likelihood_of_stata_and_the_forecasts_of_gretl() {
    double[] cpi = series("stata_arima_cpi", "cpi");
    SoftAssertions softly = new SoftAssertions();
    SharedData.json(FOLDER + "stata_arima_cpi.json")
        .get("results")
        .properties()
        .forEach(entry -> {
          String name = entry.getKey();
          if (!name.endsWith("exact ML")) {
            return;
          }
          boolean constant = name.contains("with constant");
          ArimaOrder order =
              new ArimaOrder(
                  name.charAt(6) - '0',
                  name.charAt(8) - '0',
                  name.charAt(10) - '0',
                  0,
                  0,
                  0,
                  1,
                  constant);
          double[] p = SharedData.array(entry.getValue().get("params"));
          double sigma = p[p.length - 1];
          int k = constant ? 1 : 0;
          double ours =
              likelihood(
                  order,
                  cpi,
                  ArimaFit.inputs(order, cpi.length),
                  Arrays.copyOfRange(p, k, p.length - 1),
                  Arrays.copyOf(p, k),
                  sigma * sigma);
          softly
              .assertThat(ours)
              .as(name)
              .isCloseTo(entry.getValue().at("/llf/0").asDouble(), within(1e-3));
        });
    ArimaOrder order = new ArimaOrder(1, 1, 1, 0, 0, 0, 1, true);
    double[] c = {0.93989719451385, -0.7709851377434};
    double sigma = 0.79987660416529;
    ArimaFit fit =
        Objects.requireNonNull(
            ArimaFit.at(
                order,
                c,
                0.88084748605315,
                new Criteria(0, 1, cpi.length, sigma * sigma),
                false,
                cpi));
    List<String[]> rows =
        SharedData.rows(FOLDER + "gretl_arima111_forecasts.csv").stream()
            .filter(row -> row.length > 3 && !row[3].isBlank() && !row[3].contains("stderr"))
            .toList();
    Forecast forecast = fit.forecast(rows.size()).orThrow();
    double[] upper = forecast.quantile(0.8413447460685429);
    assertThat(rows).hasSize(20);
    for (int h = 0; h < rows.size(); h++) {
      String[] row = rows.get(h);
      softly
          .assertThat(forecast.mean(h))
          .as(row[0])
          .isCloseTo(Double.parseDouble(row[2].trim()), within(0.005));
      softly
          .assertThat(upper[h] - forecast.mean(h))
          .as(row[0] + " error")
          .isCloseTo(Double.parseDouble(row[3].trim()), within(0.002));
    }
    softly.assertAll();
  }

  @Test
  void forecasts_of_an_estimated_model_are_those_of_gretl() {
    double[] cpi = series("stata_arima_cpi", "cpi");
    List<String[]> rows =
        SharedData.rows(FOLDER + "gretl_arima212_forecast.csv").stream()
            .filter(row -> row.length > 3 && !row[3].isBlank() && !row[3].contains("stderr"))
            .toList();

    double[] mean =
        Arima.of(2, 1, 2).withConstant(true).fit(cpi).forecast(rows.size()).orThrow().mean();

    assertThat(rows).hasSize(20);
    for (int h = 0; h < rows.size(); h++) {
      double expected = Double.parseDouble(rows.get(h)[2].trim());
      assertThat(mean[h]).as(rows.get(h)[0]).isCloseTo(expected, within(0.005 * expected));
    }
  }

  @Test
  void structural_models_have_the_likelihood_of_kfas_as_the_arima_models_they_are() {
    JsonNode results = SharedData.json(FOLDER + "kfas_structural_unemp.json").get("results");
    double[] y = series("kfas_structural_unemp", "unemp");
    record Case(String name, int d, double[] autocovariances) {}
    double[] level = SharedData.array(results.at("/local_level/params"));
    double[] smooth = SharedData.array(results.at("/smooth_trend/params"));
    List<Case> cases =
        List.of(
            new Case("random_walk", 1, SharedData.array(results.at("/random_walk/params"))),
            new Case("random_trend", 2, SharedData.array(results.at("/random_trend/params"))),
            new Case("local_level", 1, new double[] {level[1] + 2 * level[0], -level[0]}),
            new Case(
                "smooth_trend",
                2,
                new double[] {smooth[1] + 6 * smooth[0], -4 * smooth[0], smooth[0]}));
    for (Case one : cases) {
      double[] c = movingAverage(one.autocovariances());
      int q = c.length - 1;
      assertThat(
              likelihood(
                  new ArimaOrder(0, one.d(), q, 0, 0, 0, 1, false),
                  y,
                  new double[0][],
                  Arrays.copyOf(c, q),
                  new double[0],
                  c[q]))
          .as(one.name())
          .isCloseTo(results.at("/" + one.name() + "/llf").asDouble(), within(1e-4));
    }
  }

  /**
   * Coefficients and, last, the error variance of a moving average by the innovations algorithm.
   */
  private static double[] movingAverage(double[] gamma) {
    int q = gamma.length - 1;
    double[][] theta = new double[3000][q + 1];
    double[] v = new double[3000];
    v[0] = gamma[0];
    for (int n = 1; n < v.length; n++) {
      for (int k = Math.max(0, n - q); k < n; k++) {
        double sum = gamma[n - k];
        for (int j = Math.max(0, n - q); j < k; j++) {
          sum -= (k - j <= q ? theta[k][k - j] : 0) * theta[n][n - j] * v[j];
        }
        theta[n][n - k] = sum / v[k];
      }
      v[n] = gamma[0];
      for (int j = Math.max(0, n - q); j < n; j++) {
        v[n] -= theta[n][n - j] * theta[n][n - j] * v[j];
      }
    }
    double[] out = new double[q + 1];
    System.arraycopy(theta[v.length - 1], 1, out, 0, q);
    out[q] = v[v.length - 1];
    return out;
  }
}
