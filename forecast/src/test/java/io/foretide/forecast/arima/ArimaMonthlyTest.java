package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.data.MonthlyFits;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Monthly series at the parameters of R 4.2.2, forecast 8.20, and statsmodels 0.13.5. */
class ArimaMonthlyTest {

  private static final double ONE_SIGMA = 0.8413447460685429;
  private static final double NORMAL_95 = 1.959963984540054;

  private static ArimaOrder order(String digits) {
    int[] o = digits.chars().map(c -> c - '0').toArray();
    return new ArimaOrder(o[0], o[1], o[2], o[3], o[4], o[5], 12, false);
  }

  private static void check(
      SoftAssertions softly,
      String[] row,
      double[] c,
      double sigma2,
      double[] mean,
      double[] deviations,
      double tolerance) {
    ArimaOrder order = order(row[1]);
    double[] y = MonthlyFits.logs(row[0]);
    String what = row[0] + " " + row[1];
    double ours = new ArimaLikelihood(order, y, new double[0][]).at(c, new double[0], sigma2);
    softly.assertThat(ours).as(what).isCloseTo(Double.parseDouble(row[2]), within(tolerance));
    ArimaFit fit =
        Objects.requireNonNull(
            ArimaFit.at(order, c, 0, new Criteria(0, 1, y.length, sigma2), false, y));
    Forecast forecast = fit.forecast(mean.length).orThrow();
    double[] upper = forecast.quantile(ONE_SIGMA);
    for (int h = 0; h < mean.length; h++) {
      softly
          .assertThat(forecast.mean(h))
          .as(what + " mean " + h)
          .isCloseTo(mean[h], within(1e-2 * deviations[h]));
      softly
          .assertThat(upper[h] - forecast.mean(h))
          .as(what + " error " + h)
          .isCloseTo(deviations[h], within(1e-3 * deviations[h]));
    }
  }

  @Test
  void likelihood_forecasts_and_intervals_are_those_of_r() {
    SoftAssertions softly = new SoftAssertions();
    List<String[]> rows = MonthlyFits.rows("r-forecast-8.20.csv");
    int checked = 0;
    for (String[] row : rows) {
      if (!row[1].matches("\\d{6}")) {
        continue;
      }
      double[] mean = MonthlyFits.numbers(row[5]);
      double[] deviations = MonthlyFits.numbers(row[6]);
      for (int h = 0; h < mean.length; h++) {
        deviations[h] = (deviations[h] - mean[h]) / NORMAL_95;
      }
      double[] c = MonthlyFits.numbers(row[4]);
      // R starts differenced states with a large variance, not an infinite one.
      check(softly, row, c, Double.parseDouble(row[3]), mean, deviations, 0.03);
      checked++;
    }
    assertThat(checked).isEqualTo(6);
    softly.assertAll();
  }

  @Test
  void likelihood_forecasts_and_errors_are_those_of_statsmodels() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String[] row : MonthlyFits.rows("statsmodels-0.13.5.csv")) {
      if (!row[1].matches("\\d{6}")) {
        continue;
      }
      double[] p = MonthlyFits.numbers(row[3]);
      double[] c = Arrays.copyOf(p, p.length - 1);
      double[] mean = MonthlyFits.numbers(row[4]);
      check(softly, row, c, p[p.length - 1], mean, MonthlyFits.numbers(row[5]), 1e-3);
      checked++;
    }
    assertThat(checked).isEqualTo(6);
    softly.assertAll();
  }
}
