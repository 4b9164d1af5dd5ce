package io.foretide.forecast.theta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.data.MonthlyFits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Monthly series by R forecast 8.20's thetaf. */
class ThetaMonthlyTest {

  @ParameterizedTest
  @ValueSource(strings = {"air_passengers", "retail_sales"})
  void forecasts_and_intervals_are_those_of_r(String series) {
    String[] row =
        MonthlyFits.rows("r-forecast-8.20.csv").stream()
            .filter(r -> r[0].equals(series) && r[1].equals("theta"))
            .findFirst()
            .orElseThrow();
    double[] mean = MonthlyFits.numbers(row[5]);
    double[] upper = MonthlyFits.numbers(row[6]);

    Forecast forecast = Theta.of(12).fit(MonthlyFits.series(series)).forecast(24).orThrow();

    double[] ours = forecast.interval(95).upper();
    for (int h = 0; h < 24; h++) {
      double width = upper[h] - mean[h];
      assertThat(forecast.mean(h)).isCloseTo(mean[h], within(0.02 * width));
      assertThat(ours[h] - forecast.mean(h)).isCloseTo(width, within(0.02 * width));
    }
  }
}
