package io.foretide.forecast.prophet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Interval;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against R prophet 1.0 (Debian), printed by src/test/reference/prophet.R. */
class ProphetByRTest {

  private static final double STOPPED_SHORT = 0.3;

  private static List<String[]> rows(String file, String series, String mode, String search)
      throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ProphetByRTest.class.getResourceAsStream(file)),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.split(",", -1))
          .filter(row -> row[0].equals(series) && row[1].equals(mode) && row[2].equals(search))
          .toList();
    }
  }

  /** Log-posterior at our mode above that at R's coefficients. */
  private static double lead(ProphetMode mode, String[] row) {
    double[] p = Arrays.stream(row, 3, row.length).mapToDouble(Double::parseDouble).toArray();
    int changes = (int) p[3];
    double[] theta = new double[2 + changes];
    theta[0] = p[0];
    theta[1] = p[1];
    System.arraycopy(p, 4, theta, 2, changes);
    double[] beta = Arrays.copyOfRange(p, 5 + changes, p.length);
    return mode.at(theta, beta, p[2]) - mode.least();
  }

  @ParameterizedTest
  @CsvSource({
    "example_wp_log_peyton_manning,additive,exact",
    "example_air_passengers,additive,exact",
    "example_air_passengers,multiplicative,exact",
    "example_retail_sales,additive,exact",
    "tests_data,additive,exact",
    "tests_data2,additive,exact",
    "example_wp_log_peyton_manning,additive,default",
    "example_air_passengers,additive,default",
    "example_air_passengers,multiplicative,default",
    "example_retail_sales,additive,default",
    "tests_data,additive,default",
    "tests_data2,additive,default",
    "example_yosemite_temps,additive,exact",
    "example_yosemite_temps,additive,default"
  })
  void our_mode_is_at_least_as_likely_and_values_and_intervals_are_those_of_r(
      String series, String mode, String search) throws IOException {
    ProphetReferenceTest.Data data = ProphetReferenceTest.data(series);
    Prophet model = Prophet.on(0, data.days()[1] - data.days()[0]);
    if (mode.equals("multiplicative")) {
      model = model.multiplying();
    }
    ProphetFit fit = (ProphetFit) model.fit(data.days(), data.y(), new double[0][]);
    double[] known = Arrays.stream(data.y()).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double range = known[known.length - 1] - known[0];
    List<String[]> rows = rows("r-prophet-1.0.csv", series, mode, search);
    double[] days =
        rows.stream()
            .mapToDouble(
                row -> LocalDateTime.parse(row[3]).toEpochSecond(ZoneOffset.UTC) / 86_400.0)
            .toArray();
    double ahead =
        lead(fit.mode(), rows("r-prophet-1.0-parameters.csv", series, mode, search).get(0));
    assertThat(rows).hasSize(120);
    assertThat(ahead).as("how much more likely our mode is").isGreaterThan(-0.01);
    if (ahead > STOPPED_SHORT) {
      // R's usual search ended before the mode; its values are not those of the mode.
      assertThat(search).isEqualTo("default");
      return;
    }

    var forecast = fit.forecastAt(days, new double[0][]).orThrow();
    Interval interval = forecast.interval(80);

    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < days.length; i++) {
      String[] row = rows.get(i);
      assertThat(forecast.mean(i))
          .as(series + " " + row[3])
          .isCloseTo(Double.parseDouble(row[4]), within(0.01 * range));
      if (row[7].equals("1")) {
        theirs += Double.parseDouble(row[6]) - Double.parseDouble(row[5]);
        ours += interval.upper()[i] - interval.lower()[i];
      }
    }
    // Quantiles of a thousand draws on both sides, so the steps ahead are taken together.
    assertThat(ours).isCloseTo(theirs, within(0.1 * theirs));
  }
}
