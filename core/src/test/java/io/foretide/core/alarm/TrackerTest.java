package io.foretide.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackerTest {
  private static final long M = Instants.MINUTE;

  private static AlarmRule rule(long on, long off, int minimum, boolean above) {
    return new AlarmRule(
        "r",
        List.of("*"),
        new Condition.Output("score", 1, above),
        Severity.WARNING,
        on,
        off,
        minimum,
        0);
  }

  /** Feeds one value a minute; tells what happened as text. */
  private static List<String> run(AlarmRule rule, Track start, double... values) {
    List<String> out = new ArrayList<>();
    Track t = start;
    for (int i = 0; i < values.length; i++) {
      Tracker.Step step = Tracker.step(rule, t, Sample.of(i * M, values[i]));
      t = step.track();
      if (step.effect() != Tracker.Effect.NONE) {
        out.add(step.effect() + " at " + i + " for " + step.begins() / M + ".." + step.ends() / M);
      }
    }
    return out;
  }

  @Test
  void one_bad_value_opens_and_calm_for_the_off_delay_closes() {
    assertThat(run(rule(0, 3 * M, 1, true), Track.from(0), 0, 2, 0, 0, 0, 0))
        .containsExactly("OPENS at 1 for 1..1", "CLOSES at 4 for 1..1");
  }

  @Test
  void a_break_shorter_than_the_off_delay_does_not_split_an_episode() {
    assertThat(run(rule(0, 3 * M, 1, true), Track.from(0), 2, 0, 0, 2, 0, 0, 0))
        .containsExactly("OPENS at 0 for 0..0", "CLOSES at 6 for 0..3");
  }

  @Test
  void nothing_opens_before_the_on_delay_and_the_least_size() {
    assertThat(run(rule(2 * M, M, 1, true), Track.from(0), 2, 2, 0, 2, 2, 2))
        .containsExactly("OPENS at 5 for 3..5");
    assertThat(run(rule(0, M, 3, true), Track.from(0), 2, 2, 0, 0, 2, 2, 2))
        .containsExactly("OPENS at 6 for 4..6");
  }

  @Test
  void values_below_are_bad_where_the_rule_says_so_and_missing_values_say_nothing() {
    assertThat(run(rule(0, 2 * M, 1, false), Track.from(0), 3, 0.5, Double.NaN, Double.NaN, 3))
        .containsExactly("OPENS at 1 for 1..1", "CLOSES at 4 for 1..1");
  }

  @Test
  void feedback_moves_the_limit_away_from_usual_values_on_either_side() {
    Track eased = Track.from(0).eased(2.5);
    assertThat(run(rule(0, M, 1, true), eased, 2, 2.6)).containsExactly("OPENS at 1 for 1..1");
    assertThat(run(rule(0, M, 1, false), eased, -0.4, -0.6)).containsExactly("OPENS at 1 for 1..1");
  }

  @Test
  void the_worst_value_and_its_time_are_kept() {
    AlarmRule r = rule(0, 2 * M, 1, true);
    Track t = Track.from(0);
    for (double v : new double[] {2, 5, 3}) {
      t = Tracker.step(r, t, Sample.of(t.upto(), v)).track();
    }
    assertThat(t.peak()).isEqualTo(5);
    assertThat(t.size()).isEqualTo(3);
  }

  @Test
  void numbers_are_told_with_four_digits_and_without_powers_of_ten() {
    assertThat(Words.number(24_031.49)).isEqualTo("24031");
    assertThat(Words.number(0.586)).isEqualTo("0.586");
    assertThat(Words.number(-0.24816)).isEqualTo("-0.2482");
    assertThat(Words.number(1)).isEqualTo("1");
    assertThat(Words.number(99.9996)).isEqualTo("100");
    assertThat(Words.number(1234.567)).isEqualTo("1235");
    assertThat(Words.number(3e-7)).isEqualTo("3.000e-07");
    assertThat(Words.number(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
  }

  @Test
  void names_fit_patterns_with_wildcards() {
    assertThat(AlarmRule.matches("pump-*", "pump-7/flow")).isTrue();
    assertThat(AlarmRule.matches("pump-?", "pump-7/flow")).isFalse();
    assertThat(AlarmRule.matches("a.b", "axb")).isFalse();
  }

  @Test
  void series_that_rise_and_fall_together_are_told_from_others() {
    double[] x = new double[50];
    double[] y = new double[50];
    double[] z = new double[50];
    for (int i = 0; i < 50; i++) {
      x[i] = Math.sin(i / 5.0);
      y[i] = 3 - 2 * x[i] + 0.1 * Math.cos(i * 7.0);
      z[i] = Math.cos(i * 2.1);
    }
    assertThat(Together.correlation(x, y)).isLessThan(-0.95);
    assertThat(Math.abs(Together.correlation(x, z))).isLessThan(0.3);
  }
}
