package io.foretide.forecast.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.data.MonthlyFits;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Monthly series by R's ets (forecast 8.20) and statsmodels 0.13.5's ETSModel. */
class EtsMonthlyTest {

  private static final int SEASON = 12;

  /** Alpha, beta, gamma, phi if damped, level, trend, then seasons, newest first. */
  private static EtsState state(EtsForm form, double[] p, int given) {
    int at = form.damped() ? 4 : 3;
    double[] seasonal = new double[SEASON];
    double sum = 0;
    for (int j = 0; j < given; j++) {
      seasonal[SEASON - 1 - j] = p[at + 2 + j];
      sum += p[at + 2 + j];
    }
    if (given < SEASON) {
      // The oldest is what makes the season add up to nothing.
      seasonal[0] = -sum;
    }
    double phi = form.damped() ? p[3] : 1;
    return new EtsState(form, p[0], p[1], p[2], phi, p[at], p[at + 1], seasonal, 0);
  }

  @Test
  void likelihood_forecasts_and_intervals_at_the_parameters_of_r_are_those_of_r() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String[] row : MonthlyFits.rows("r-forecast-8.20.csv")) {
      if (!row[1].startsWith("A")) {
        continue;
      }
      double[] y = MonthlyFits.logs(row[0]);
      EtsForm form = EtsForm.parse(row[1]);
      EtsState start = state(form, MonthlyFits.numbers(row[4]), SEASON - 1);
      EtsFit at = Objects.requireNonNull(EtsFit.at(form, SEASON, y, start));
      int n = y.length;
      double full = Double.parseDouble(row[2]) - 0.5 * n * (Math.log(2 * Math.PI / n) + 1);
      String what = row[0] + " " + row[1];
      softly.assertThat(at.criteria().logLikelihood()).as(what).isCloseTo(full, within(1e-3));
      Criteria criteria = new Criteria(0, 1, n, Double.parseDouble(row[3]));
      Forecast forecast =
          new EtsFit(SEASON, start, at.end(), criteria, false, y, y).forecast(24).orThrow();
      double[] mean = MonthlyFits.numbers(row[5]);
      double[] upper = MonthlyFits.numbers(row[6]);
      double[] ours = forecast.interval(95).upper();
      for (int h = 0; h < 24; h++) {
        double width = upper[h] - mean[h];
        softly.assertThat(forecast.mean(h)).as(what).isCloseTo(mean[h], within(1e-4 * width));
        softly
            .assertThat(ours[h] - forecast.mean(h))
            .as(what + " interval " + h)
            .isCloseTo(width, within(2e-3 * width));
      }
      softly
          .assertThat(new Ets(SEASON, form).fit(y).criteria().logLikelihood())
          .as(what + " estimated")
          .isGreaterThanOrEqualTo(full - 0.1);
      checked++;
    }
    assertThat(checked).isEqualTo(4);
    softly.assertAll();
  }

  @Test
  void likelihood_and_forecasts_at_the_parameters_of_statsmodels_are_those_of_statsmodels() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (String[] row : MonthlyFits.rows("statsmodels-0.13.5.csv")) {
      if (!row[1].startsWith("A")) {
        continue;
      }
      double[] y = MonthlyFits.logs(row[0]);
      EtsForm form = EtsForm.parse(row[1]);
      EtsState start = state(form, MonthlyFits.numbers(row[3]), SEASON);
      EtsFit fit = Objects.requireNonNull(EtsFit.at(form, SEASON, y, start));
      double expected = Double.parseDouble(row[2]);
      softly
          .assertThat(fit.criteria().logLikelihood())
          .as(row[0])
          .isCloseTo(expected, within(1e-6 * expected));
      double[] mean = MonthlyFits.numbers(row[4]);
      EtsState moving = fit.end();
      for (int h = 0; h < 24; h++) {
        softly.assertThat(moving.mean()).as(row[0]).isCloseTo(mean[h], within(1e-6 * mean[h]));
        moving.step(0);
      }
      checked++;
    }
    assertThat(checked).isEqualTo(2);
    softly.assertAll();
  }
}
