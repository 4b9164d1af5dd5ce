package io.foretide.core.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GraderTest {
  private static final long STEP = 10 * Instants.MINUTE;
  private static final int N = 7 * 144;
  private static final long TO = Instants.parse("2026-03-02T12:00:00Z");
  private static final long FROM = TO - N * STEP;

  private final double[] values = new double[N];
  private final long[] times = new long[N];

  GraderTest() {
    Random random = new Random(1);
    for (int i = 0; i < N; i++) {
      times[i] = FROM + i * STEP;
      values[i] = 20 + 5 * Math.sin(2 * Math.PI * i / 144) + 0.3 * random.nextGaussian();
    }
  }

  private Sample sample() {
    return Sample.of(times, values, 0, N, FROM, TO);
  }

  private static void found(Sample sample, Check check, Grade grade, String words) {
    SeriesGrade g = Grader.grade("a", sample);
    assertThat(g.findings())
        .anySatisfy(f -> {
          assertThat(f.check()).isEqualTo(check);
          assertThat(f.grade()).isEqualTo(grade);
          assertThat(f.words()).contains(words);
        });
    assertThat(grade.atLeast(g.grade())).isTrue();
  }

  @Test
  void a_daily_wave_with_noise_is_good() {
    assertThat(Grader.grade("a", sample()))
        .isEqualTo(new SeriesGrade("a", Grade.GOOD, java.util.List.of(), FROM, TO, N));
  }

  @Test
  void a_series_without_points_has_no_grade() {
    Arrays.fill(values, Double.NaN);
    found(sample(), Check.NO_DATA, Grade.NONE, "has no points in the last 7d");
  }

  @Test
  void a_sensor_that_went_silent_is_bad_and_says_since_when() {
    Arrays.fill(values, N - 30, N, Double.NaN);
    found(
        sample(),
        Check.NO_DATA,
        Grade.BAD,
        "has been silent since 2026-03-02T06:50:00Z, usually there is a point every 10m");
  }

  @Test
  void gaps_are_fair_and_many_are_bad() {
    Arrays.fill(values, 200, 260, Double.NaN);
    found(sample(), Check.GAPS, Grade.FAIR, "has a gap of 10h10m: 6 % of the time");
    Arrays.fill(values, 300, 600, Double.NaN);
    found(sample(), Check.GAPS, Grade.BAD, "has 2 gaps, the longest 2d2h10m: 36 % of the time");
  }

  @Test
  void a_stuck_sensor_is_bad_but_a_state_may_stand_still() {
    Arrays.fill(values, N - 40, N, 21.5);
    found(sample(), Check.STUCK, Grade.BAD, "has been stuck at 21.5 since 2026-03-02T05:20:00Z");
    Arrays.setAll(values, i -> i < N - 40 ? i / 5 % 2 : 1);
    assertThat(Grader.grade("a", sample()).grade()).isEqualTo(Grade.GOOD);
  }

  @Test
  void values_outside_of_the_sensors_limits_are_found() {
    values[500] = 80;
    found(sample().within(0, 50), Check.OUT_OF_RANGE, Grade.FAIR, "1 value outside of low 0.0");
    values[N - 1] = -1;
    found(sample().within(0, 50), Check.OUT_OF_RANGE, Grade.BAD, "such as -1.0");
  }

  @Test
  void a_value_far_from_all_others_is_found_without_limits() {
    values[500] = -9999;
    found(sample(), Check.OUT_OF_RANGE, Grade.FAIR, "far from all others, such as -9999.0");
  }

  @Test
  void a_clock_that_jumps_leaves_the_rhythm_for_good() {
    for (int i = 600; i < N; i++) {
      times[i] += 4 * Instants.MINUTE;
    }
    found(sample(), Check.CLOCK_JUMP, Grade.FAIR, "a clock that jumped by 4m at");
  }

  @Test
  void a_clock_ahead_is_bad() {
    for (int i = 0; i < N; i++) {
      times[i] += Instants.HOUR;
    }
    found(sample(), Check.CLOCK_JUMP, Grade.BAD, "points up to 50m ahead of the clock");
  }

  @Test
  void a_change_from_bar_to_kilopascal_and_from_celsius_to_fahrenheit_are_unit_jumps() {
    double[] before = values.clone();
    for (int i = 700; i < N; i++) {
      values[i] *= 100;
    }
    found(sample(), Check.UNIT_JUMP, Grade.BAD, "100.0 times more");
    for (int i = 700; i < N; i++) {
      values[i] = before[i] * 1.8 + 32;
    }
    found(sample(), Check.UNIT_JUMP, Grade.BAD, "Celsius to Fahrenheit");
  }

  @Test
  void a_step_by_no_known_factor_is_no_unit_jump() {
    for (int i = 700; i < N; i++) {
      values[i] += 35;
    }
    assertThat(Grader.grade("a", sample()).findings()).noneMatch(f -> f.check() == Check.UNIT_JUMP);
  }

  @Test
  void status_codes_of_both_kinds_of_opc_are_read() {
    double[] classic = new double[100];
    Arrays.fill(classic, 192);
    assertThat(Grader.grade("a", sample().with(classic)).grade()).isEqualTo(Grade.GOOD);
    classic[3] = 64;
    classic[4] = 0;
    found(sample().with(classic), Check.BAD_STATUS, Grade.FAIR, "1 bad and 1 uncertain of 100");
    double[] ua = new double[100];
    assertThat(Grader.grade("a", sample().with(ua)).grade()).isEqualTo(Grade.GOOD);
    ua[99] = 0x8005_0000L;
    found(sample().with(ua), Check.BAD_STATUS, Grade.BAD, "the newest is 2147811328");
  }
}
