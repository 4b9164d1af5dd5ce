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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dynamic forecasts of consumer prices by gretl, at the coefficients of Stata's exact fits. */
class GretlReferenceTest {

  private static final String FOLDER = "reference/thirdparty/";
  private static final double ONE_SIGMA = 0.8413447460685429;

  @ParameterizedTest
  @CsvSource({
    "'ARIMA(1,1,1) no constant', fc111nc, 1, 1",
    "'ARIMA(1,1,1) with constant', fc111c, 1, 1",
    "'ARIMA(2,1,1) no constant', fc211nc, 2, 1",
    "'ARIMA(2,1,1) with constant', fc211c, 2, 1"
  })
  void forecasts_and_standard_errors_are_those_of_gretl(String model, String column, int p, int q) {
    JsonNode root = SharedData.json(FOLDER + "stata_arima_cpi.json");
    double[] cpi = SharedData.array(root.at("/series/cpi"));
    double[] c = SharedData.array(root.get("results").get(model + ", exact ML").get("params"));
    boolean constant = model.contains("with");
    int k = constant ? 1 : 0;
    double sigma = c[c.length - 1];
    List<String[]> rows = SharedData.rows(FOLDER + "gretl_results_arima_forecasts.csv");
    int at = Arrays.asList(rows.get(0)).indexOf(column + "dyn");
    List<String[]> given = rows.stream().skip(1).filter(row -> !row[at + 1].isBlank()).toList();
    // Gretl's forecasts begin in the first quarter of 2000, which is number 164 from 1959.
    int from = 164;
    double[] y = Arrays.copyOf(cpi, from);
    ArimaFit fit =
        Objects.requireNonNull(
            ArimaFit.at(
                new ArimaOrder(p, 1, q, 0, 0, 0, 1, constant),
                Arrays.copyOfRange(c, k, c.length - 1),
                constant ? c[0] : 0,
                new Criteria(0, 1, y.length, sigma * sigma),
                false,
                y));

    Forecast forecast = fit.forecast(given.size()).orThrow();
    double[] upper = forecast.quantile(ONE_SIGMA);

    assertThat(given).hasSizeGreaterThan(30);
    SoftAssertions softly = new SoftAssertions();
    for (int h = 0; h < given.size(); h++) {
      double mean = Double.parseDouble(given.get(h)[at]);
      double error = Double.parseDouble(given.get(h)[at + 1]);
      softly.assertThat(forecast.mean(h)).as("step " + h).isCloseTo(mean, within(1e-3 * mean));
      softly
          .assertThat(upper[h] - forecast.mean(h))
          .as("error " + h)
          .isCloseTo(error, within(2e-3 * error));
    }
    softly.assertAll();
  }
}
