package io.foretide.forecast.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Waves;
import io.foretide.forecast.backtest.Accuracy;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoTest {

  private static final double[] Y = Waves.daily(24 * 21, 24, 77);

  @Test
  void seasons_are_found_when_not_given() {
    double[] train = Arrays.copyOf(Y, Y.length - 24);
    double[] test = Arrays.copyOfRange(Y, train.length, Y.length);

    double found = Accuracy.mae(test, Auto.of().fit(train).forecast(24).mean());
    double none = Accuracy.mae(test, Auto.of(1).withUnits(50).fit(train).forecast(24).mean());

    assertThat(found).isLessThan(0.35).isLessThan(0.5 * none);
  }

  @Test
  void the_record_says_what_ran_and_what_the_budget_left_out() {
    Fitted small = Auto.of(24).withUnits(2_000).fit(Y);
    Fitted large = Auto.of(24).fit(Y);

    assertThat(small.explain()).contains("left out for the budget", "units of work");
    assertThat(large.explain()).contains("lag-ridge", "ets", "origins of 48 steps");
    assertThat(Auto.of(24).fit(Y).forecast(9).mean()).isEqualTo(large.forecast(9).mean());
  }

  @Test
  void a_time_budget_becomes_units_in_proportion() {
    long[] now = {0};
    double one = Calibration.units(() -> now[0] += 1_000_000, 1_000_000_000L);
    double two = Calibration.units(() -> now[0] += 1_000_000, 2_000_000_000L);

    assertThat(two).isEqualTo(2 * one);
  }

  @ParameterizedTest
  @ValueSource(doubles = {400, 2_000, 5_000, 20_000, 60_000, 300_000})
  void a_budget_is_exceeded_by_at_most_a_tenth(double budget) {
    for (int season : new int[] {1, 12, 24, 168}) {
      String text = Auto.of(season).withUnits(budget).fit(Y).explain();
      Matcher spent = Pattern.compile("(\\d+) units of work").matcher(text);

      assertThat(spent.find()).as(text).isTrue();
      assertThat(Double.parseDouble(spent.group(1))).as(text).isPositive().isLessThan(1.1 * budget);
    }
  }
}
