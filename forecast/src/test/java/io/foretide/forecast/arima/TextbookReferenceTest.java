package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.data.SharedData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Maximum likelihood estimates printed in Brockwell and Davis, Introduction to Time Series and
 * Forecasting (2016), and estimates of R that pmdarima's tests quote.
 */
class TextbookReferenceTest {

  private static final String BOOK = "reference/thirdparty/brockwell_davis_textbook.json";
  private static final String QUOTED = "reference/thirdparty/pmdarima_and_r_forecast_tests.json";

  private static double[] series(String name) {
    return SharedData.array(SharedData.json(BOOK).at("/series/" + name));
  }

  private static JsonNode example(String number, String method) {
    for (JsonNode example : SharedData.json(BOOK).get("examples")) {
      if (example.get("example").asText().equals(number)
          && example.get("method").asText().startsWith(method)) {
        return example;
      }
    }
    throw new AssertionError("no example " + number);
  }

  private static double[] centred(double[] y) {
    double mean = Arrays.stream(y).average().orElse(0);
    return Arrays.stream(y).map(v -> v - mean).toArray();
  }

  private static ArimaSearch.Found best(ArimaOrder order, ArimaLikelihood likelihood) {
    return new ArimaSearch(order, likelihood).best(null, 1e-8, 3);
  }

  @Test
  void autoregression_of_the_dow_jones_differences_is_that_of_the_book() {
    double[] y = centred(UnitRoots.differenced(series("dowj"), 1));
    ArimaOrder order = new ArimaOrder(1, 0, 0, 0, 0, 0, 1, false);

    double[] c = best(order, new ArimaLikelihood(order, y, new double[0][])).coefficients();

    assertThat(c[0]).isCloseTo(example("5.2.4", "ML").at("/ar/0").asDouble(), within(1e-4));
  }

  @Test
  void mixed_model_of_lake_huron_is_that_of_the_book() {
    double[] y = centred(series("lake"));
    ArimaOrder order = new ArimaOrder(1, 0, 1, 0, 0, 0, 1, false);
    ArimaLikelihood likelihood = new ArimaLikelihood(order, y, new double[0][]);
    JsonNode book = example("5.2.5", "ML");

    double[] c = best(order, likelihood).coefficients();
    likelihood.at(c);

    assertThat(c[0]).isCloseTo(book.at("/ar/0").asDouble(), within(2e-4));
    assertThat(c[1]).isCloseTo(book.at("/ma/0").asDouble(), within(2e-4));
    assertThat(likelihood.squares / likelihood.used())
        .isCloseTo(book.get("sigma2").asDouble(), within(1e-3));
  }

  @Test
  void moving_average_of_the_overshorts_is_that_of_the_book() {
    double[] y = centred(series("oshorts"));
    ArimaOrder order = new ArimaOrder(0, 0, 1, 0, 0, 0, 1, false);
    ArimaLikelihood likelihood = new ArimaLikelihood(order, y, new double[0][]);
    JsonNode book = example("5.4.1", "ML");

    double[] c = best(order, likelihood).coefficients();
    likelihood.at(c);

    assertThat(c[0]).isCloseTo(book.at("/ma/0").asDouble(), within(1e-3));
    assertThat(likelihood.squares / likelihood.used())
        .isCloseTo(book.get("sigma2").asDouble(), within(0.5));
  }

  @Test
  void constant_of_the_overshorts_and_trend_of_lake_huron_are_those_of_the_book() {
    double[] shorts = series("oshorts");
    ArimaOrder average = new ArimaOrder(0, 0, 1, 0, 0, 0, 1, true);
    ArimaLikelihood one = new ArimaLikelihood(average, shorts, ArimaFit.inputs(average, 57));
    JsonNode constant = example("6.6.1", "GLS");
    double[] c = best(average, one).coefficients();
    one.at(c);

    assertThat(one.slopes[0]).isCloseTo(constant.get("const").asDouble(), within(5e-3));
    assertThat(c[0]).isCloseTo(constant.at("/ma/0").asDouble(), within(2e-3));

    double[] lake = series("lake");
    double[][] line = new double[2][lake.length];
    Arrays.fill(line[0], 1);
    Arrays.setAll(line[1], t -> t + 1);
    ArimaOrder two = new ArimaOrder(2, 0, 0, 0, 0, 0, 1, false);
    ArimaLikelihood trending = new ArimaLikelihood(two, lake, line);
    JsonNode trend = example("6.6.2", "GLS");
    double[] ar = best(two, trending).coefficients();
    trending.at(ar);

    assertThat(trending.slopes[0]).isCloseTo(trend.get("const").asDouble(), within(2e-3));
    assertThat(trending.slopes[1]).isCloseTo(trend.get("trend").asDouble(), within(1e-4));
    assertThat(ar[0]).isCloseTo(trend.at("/ar/0").asDouble(), within(1e-3));
    assertThat(ar[1]).isCloseTo(trend.at("/ar/1").asDouble(), within(1e-3));
    assertThat(trending.squares / trending.used())
        .isCloseTo(trend.get("sigma2").asDouble(), within(1e-3));
  }

  @Test
  void mixed_model_of_random_numbers_has_the_criteria_of_r_or_better_ones() {
    JsonNode root = SharedData.json(QUOTED);
    double[] y = SharedData.array(root.at("/series/abc"));
    JsonNode r = root.at("/results/0");
    ArimaOrder order = new ArimaOrder(2, 0, 1, 0, 0, 0, 1, true);
    ArimaLikelihood likelihood = new ArimaLikelihood(order, y, ArimaFit.inputs(order, y.length));
    double atR = likelihood.at(new double[] {-0.6515, -0.2449, 0.8012});

    Fitted fit = new Arima(order).fit(y);

    assertThat(-2 * atR + 10).isCloseTo(r.get("aic").asDouble(), within(0.1));
    assertThat(fit.criteria().logLikelihood()).isGreaterThan(atR - 1e-3);
    assertThat(fit.criteria().aic()).isLessThan(r.get("aic").asDouble() + 0.1);
  }

  @Test
  void lynx_has_the_coefficients_and_criteria_that_pmdarima_prints() {
    double[] lynx =
        SharedData.rows("classic/lynx.csv").stream()
            .skip(1)
            .mapToDouble(row -> Double.parseDouble(row[row.length - 1]))
            .limit(90)
            .toArray();
    JsonNode quoted = SharedData.json(QUOTED).at("/results/3");
    ArimaOrder order = new ArimaOrder(2, 0, 0, 0, 0, 0, 1, true);

    Fitted fit = new Arima(order).fit(lynx);

    double[] ar = SharedData.array(quoted.get("ar"));
    double mean = quoted.get("intercept").asDouble() / (1 - ar[0] - ar[1]);
    double there =
        new ArimaLikelihood(order, lynx, ArimaFit.inputs(order, lynx.length))
            .at(ar, new double[] {mean}, quoted.get("sigma2").asDouble());
    assertThat(-2 * there + 8).isCloseTo(quoted.get("aic").asDouble(), within(1e-3));
    assertThat(fit.criteria().logLikelihood()).isGreaterThanOrEqualTo(there - 1e-6);
    // Their search stops where the coefficients are right to two digits.
    assertThat(fit.criteria().aic()).isCloseTo(quoted.get("aic").asDouble(), within(0.03));
    assertThat(fit.criteria().aicc()).isCloseTo(quoted.get("aicc").asDouble(), within(0.03));
    assertThat(fit.criteria().bic()).isCloseTo(quoted.get("bic").asDouble(), within(0.03));
  }
}
