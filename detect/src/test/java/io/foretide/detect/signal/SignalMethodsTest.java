package io.foretide.detect.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Scores;
import io.foretide.detect.Streams;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignalMethodsTest {
  private static final double NONE = Double.NaN;

  static Stream<Detector> every_method() {
    double[][] clean = Streams.rough(2, 300, 8);
    return Stream.of(
        RateOfChange.of(2, 1.5, 2.5),
        Stuck.of(2, 4, 0.3),
        Gap.of(2, 3),
        ZScore.fit(clean),
        Ewma.fit(clean),
        Cusum.fit(clean),
        PageHinkley.fit(clean),
        SeasonalResidual.of(new SeasonalProfile(12, 3, 4), new SeasonalProfile(7, 4, 3)));
  }

  @ParameterizedTest
  @MethodSource("every_method")
  void scores_do_not_depend_on_how_a_stream_is_cut(Detector detector) {
    Streams.requireCausal((Causal) detector, Streams.rough(2, 500, 9));
  }

  @Test
  void rate_of_change_is_per_row_and_knows_its_direction() {
    double[] v = scores(RateOfChange.of(1, 2, 4), 0, 2, -2, NONE, 2).values();
    assertThat(v[0]).isNaN();
    assertThat(v[1]).isEqualTo(1.0);
    assertThat(v[2]).isEqualTo(1.0);
    assertThat(v[4]).as("4 in 2 rows").isEqualTo(1.0);
  }

  @Test
  void a_stuck_sensor_is_found_after_the_stated_rows_and_gaps_do_not_hide_it() {
    double[] v = scores(Stuck.of(1, 3, 0), 1, 2, 2, NONE, 2, 2, 2, 3).values();
    assertThat(v[5]).isEqualTo(1.0);
    assertThat(v[6]).isGreaterThan(1.0);
    assertThat(v[7]).isZero();
  }

  @Test
  void a_creeping_sensor_within_the_tolerance_of_its_last_stand_is_not_stuck_for_ever() {
    double[] y = new double[50];
    for (int i = 0; i < y.length; i++) {
      y[i] = 0.4 * i;
    }
    assertThat(Arrays.stream(scores(Stuck.of(1, 5, 1), y).values()).max().orElseThrow())
        .isLessThan(1);
  }

  @Test
  void a_gap_is_scored_although_there_is_no_value() {
    double[] v = scores(Gap.of(1, 2), 1, NONE, NONE, NONE, 1).values();
    assertThat(v).containsExactly(0, 0.5, 1, 1.5, 0);
  }

  @Test
  void a_z_score_uses_mean_and_deviation_of_the_clean_data() {
    Scores s = ZScore.fit(new double[][] {{1, 2, 3}}, 2).scores(new double[][] {{6}});
    assertThat(s.raw()[0]).isCloseTo(4, within(1e-12));
    assertThat(s.values()[0]).isCloseTo(2, within(1e-12));
  }

  @Test
  void cusum_finds_a_shift_of_one_deviation_in_about_ten_rows_and_recovers() {
    double[] y = noise(600, 3);
    for (int i = 300; i < 400; i++) {
      y[i] += 1.5;
    }
    double[] v = scores(Cusum.fit(new double[][] {noise(500, 4)}), y).values();
    int first = 300;
    while (v[first] <= 1) {
      first++;
    }
    assertThat(first).isLessThan(325);
    assertThat(v[480]).isLessThan(1);
  }

  @Test
  void slow_drift_is_found_by_the_charts_before_a_z_score_sees_it() {
    double[][] clean = {noise(1000, 5)};
    double[] y = noise(800, 6);
    for (int i = 400; i < 800; i++) {
      y[i] += 0.01 * (i - 400);
    }
    int z = firstAbove(ZScore.fit(clean, 4), y, 400);
    assertThat(firstAbove(Cusum.fit(clean, 0.25, 12), y, 400)).isLessThan(z);
    assertThat(firstAbove(Ewma.fit(clean, 0.1, 4), y, 400)).isLessThan(z);
    assertThat(firstAbove(PageHinkley.fit(clean), y, 400)).isLessThan(z + 100);
  }

  @Test
  void page_hinkley_accepts_a_level_that_differs_from_training_but_not_a_move() {
    double[] y = noise(1500, 7);
    for (int i = 0; i < y.length; i++) {
      y[i] += 5;
    }
    for (int i = 1200; i < y.length; i++) {
      y[i] += 2;
    }
    double[] v = scores(PageHinkley.fit(new double[][] {noise(500, 8)}), y).values();
    assertThat(Arrays.stream(v, 0, 1200).max().orElseThrow()).isLessThan(1);
    assertThat(v[1260]).isGreaterThan(1);
  }

  @Test
  void a_value_that_is_ordinary_at_noon_is_an_anomaly_at_midnight() {
    double[] y = noise(24 * 20, 9);
    for (int i = 0; i < y.length; i++) {
      y[i] = 0.1 * y[i] + 10 * Math.sin(2 * Math.PI * i / 24);
    }
    y[24 * 15 + 18] = 10;
    double[] v = scores(SeasonalResidual.of(new SeasonalProfile(24, 7, 6)), y).values();
    for (int i = 24 * 8; i < y.length; i++) {
      if (i == 24 * 15 + 18) {
        assertThat(v[i]).isGreaterThan(5);
      } else {
        assertThat(v[i]).as("row %d", i).isLessThan(1);
      }
    }
  }

  @Test
  void esd_reproduces_rosners_example() {
    // Rosner 1983: three outliers at 5 %, deviates 3.118, 2.942, 3.179 against 3.158, 3.151, 3.143.
    double[] y = {
      -0.25, 0.68, 0.94, 1.15, 1.20, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58,
      1.65, 1.69, 1.70, 1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.10, 2.14, 2.15,
      2.23, 2.24, 2.26, 2.35, 2.37, 2.40, 2.47, 2.54, 2.62, 2.64, 2.90, 2.92, 2.92, 2.93, 3.21,
      3.26, 3.30, 3.59, 3.68, 4.30, 4.64, 5.34, 5.42, 6.01
    };
    Scores s = Esd.of(1, 0.19, 0.05, 0).scores(new double[][] {y});
    assertThat(s.raw()[53]).isCloseTo(3.118, within(1e-3));
    assertThat(s.raw()[52]).isCloseTo(2.942, within(1.1e-3));
    assertThat(s.raw()[51]).isCloseTo(3.179, within(1e-3));
    assertThat(s.anomalies()).isEqualTo(3);
  }

  @Test
  void esd_sees_all_rows_and_so_refuses_a_stream() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Esd.of(1).scorer())
        .hasMessageContaining("cannot score a stream");
  }

  @Test
  void a_column_without_values_is_refused_and_named() {
    Detector d = ZScore.fit(new double[][] {{1, 2}, {NONE, 3}});
    assertThat(d).isInstanceOf(Refused.class);
    assertThat(((Refused) d).reason()).isEqualTo("signal 1 has 1 values to learn from");
  }

  private static Scores scores(Detector d, double... y) {
    return d.scores(new double[][] {y});
  }

  private static int firstAbove(Detector d, double[] y, int from) {
    double[] v = scores(d, y).values();
    for (int i = from; i < v.length; i++) {
      if (v[i] > 1) {
        return i;
      }
    }
    return v.length;
  }

  private static double[] noise(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = random.nextGaussian();
    }
    return y;
  }
}
