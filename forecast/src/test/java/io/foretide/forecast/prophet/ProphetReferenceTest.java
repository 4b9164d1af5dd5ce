package io.foretide.forecast.prophet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.backtest.Accuracy;
import io.foretide.forecast.data.SharedData;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the figures that Prophet's own tests and pages state. */
class ProphetReferenceTest {

  record Data(double[] days, double[] y) {}

  static Data data(String name) {
    List<String[]> rows = SharedData.rows("prophet/" + name + ".csv.gz");
    int n = rows.size() - 1;
    double[] days = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      String[] row = rows.get(i + 1);
      String ds = row[0];
      days[i] =
          ds.length() > 10
              ? LocalDateTime.parse(ds.replace(' ', 'T')).toEpochSecond(java.time.ZoneOffset.UTC)
                  / 86_400.0
              : LocalDate.parse(ds).toEpochDay();
      y[i] = row[1].isEmpty() || row[1].equals("NaN") ? Double.NaN : Double.parseDouble(row[1]);
    }
    return new Data(days, y);
  }

  @Test
  void error_on_the_last_thirty_days_equals_that_of_its_unit_test() {
    assertThat(lastThirty("tests_data")).isCloseTo(10.64, within(1.064));
  }

  private static double lastThirty(String name) {
    Data all = data(name);
    int n = all.y().length - 30;
    ProphetFit fit =
        (ProphetFit)
            Prophet.on(0, 1)
                .fit(Arrays.copyOf(all.days(), n), Arrays.copyOf(all.y(), n), new double[0][]);
    double[] ahead = Arrays.copyOfRange(all.days(), n, n + 30);
    double[] mean = fit.forecastAt(ahead, new double[0][]).mean();
    return Accuracy.rmse(Arrays.copyOfRange(all.y(), n, n + 30), mean);
  }

  @Test
  void quick_start_forecast_is_within_one_percent_of_the_range_and_intervals_within_a_tenth() {
    Data all = data("example_wp_log_peyton_manning");
    ProphetFit fit = (ProphetFit) Prophet.on(0, 1).fit(all.days(), all.y(), new double[0][]);
    double last = all.days()[all.days().length - 1];
    double[] ahead = new double[365];
    Arrays.setAll(ahead, h -> last + h + 1);
    Forecast forecast = fit.forecastAt(ahead, new double[0][]).orThrow();
    Interval interval = forecast.interval(80);
    double[] sorted = all.y().clone();
    Arrays.sort(sorted);
    double range = sorted[sorted.length - 1] - sorted[0];
    double[][] stated = {
      {8.212625, 7.45631, 8.959726},
      {8.537635, 7.842986, 9.290934},
      {8.325071, 7.600879, 9.072006},
      {8.157723, 7.512052, 8.924022},
      {8.169677, 7.412473, 8.946977}
    };
    int first = (int) (LocalDate.of(2017, 1, 15).toEpochDay() - last) - 1;
    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < stated.length; i++) {
      int h = first + i;
      assertThat(forecast.mean(h)).isCloseTo(stated[i][0], within(0.01 * range));
      theirs += stated[i][2] - stated[i][1];
      ours += interval.upper()[h] - interval.lower()[h];
    }
    // Both sides are quantiles of a thousand draws, so the five days are taken together.
    assertThat(ours).isCloseTo(theirs, within(0.1 * theirs));
  }
}
