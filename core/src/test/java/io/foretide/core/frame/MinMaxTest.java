package io.foretide.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import org.junit.jupiter.api.Test;

class MinMaxTest {
  @Test
  void a_single_spike_survives_any_thinning() {
    int n = 100_000;
    long[] t = new long[n];
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      t[i] = i;
      v[i] = Math.sin(i / 50.0);
    }
    v[77_777] = 1000;
    Frame thin = MinMax.downsample(t, v, n, new Range(0, n), 10);
    assertThat(thin.rows()).isEqualTo(10);
    assertThat(thin.column("max")[7]).isEqualTo(1000);
    assertThat(thin.column("max")[6]).isLessThanOrEqualTo(1);
    assertThat(thin.column("min")[0]).isGreaterThanOrEqualTo(-1);
  }

  @Test
  void gaps_stay_visible_as_nan_and_points_outside_are_left_out() {
    Frame thin =
        MinMax.downsample(
            new long[] {-5, 1, 25, 30}, new double[] {9, 1, Double.NaN, 9}, 4, new Range(0, 30), 3);
    assertThat(thin.times()).containsExactly(0, 10, 20);
    assertThat(thin.column("min")).containsExactly(1, Double.NaN, Double.NaN);
  }

  @Test
  void never_gives_more_buckets_than_asked_for_nor_rows_beyond_the_range() {
    Frame thin = MinMax.downsample(new long[0], new double[0], 0, new Range(0, 7), 5);
    assertThat(thin.rows()).isLessThanOrEqualTo(5);
    assertThat(thin.times()[thin.rows() - 1]).isLessThan(7);
    assertThat(MinMax.downsample(new long[0], new double[0], 0, new Range(3, 3), 5).rows())
        .isZero();
  }

  @Test
  void the_whole_of_time_does_not_overflow() {
    Frame thin =
        MinMax.downsample(
            new long[] {Instants.MIN, Instants.MAX - 1},
            new double[] {-1, 1},
            2,
            new Range(Instants.MIN, Instants.MAX),
            100);
    assertThat(thin.rows()).isEqualTo(100);
    assertThat(thin.column("min")[0]).isEqualTo(-1);
    assertThat(thin.column("max")[99]).isEqualTo(1);
  }
}
