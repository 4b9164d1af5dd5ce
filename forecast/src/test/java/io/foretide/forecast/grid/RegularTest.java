package io.foretide.forecast.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Waves;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegularTest {

  @Test
  void points_go_to_the_nearest_place_and_everything_lost_is_counted() {
    long[] times = {1001, 2003, 1990, 5000, 4000};
    double[] values = {1, 2, 3, 5, Double.NaN};

    Regular grid = Regular.from(times, values, 1000);

    assertThat(grid.start()).isEqualTo(1000);
    assertThat(grid.values()).containsExactly(1, 2, Double.NaN, Double.NaN, 5);
    assertThat(grid.empty()).isEqualTo(2);
    assertThat(grid.dropped()).isEqualTo(1);
    assertThat(grid.bad()).isEqualTo(1);
    assertThat(grid.disordered()).isEqualTo(2);
    assertThat(grid.mostJitter()).isEqualTo(3);
  }

  @Test
  void bad_quality_makes_a_counted_gap() {
    Regular grid =
        Regular.from(new long[] {0, 10, 20}, new double[] {1, 2, 3}, new byte[] {0, 1, 0}, 10);

    assertThat(grid.values()).containsExactly(1, Double.NaN, 3);
    assertThat(grid.bad()).isEqualTo(1);
  }

  @Test
  void short_gaps_are_filled_and_counted_and_long_ones_stay() {
    Regular grid =
        Regular.from(new long[] {0, 30, 100, 110}, new double[] {1, 4, 9, 8}, 10).filled(2);

    assertThat(Arrays.copyOf(grid.values(), 4))
        .containsExactly(new double[] {1, 2, 3, 4}, within(1e-12));
    assertThat(grid.filled()).isEqualTo(2);
    assertThat(grid.empty()).isEqualTo(6);
    assertThat(grid.filled(6).empty()).isZero();
    assertThat(grid.filled(6).filled()).isEqualTo(8);
    assertThat(grid.filled(6).values()[10]).isEqualTo(9);
  }

  @Test
  void times_that_would_overflow_are_refused() {
    assertThatThrownBy(() -> Regular.from(new long[] {Long.MIN_VALUE, 5}, new double[] {1, 2}, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected times and a step between");
    assertThatThrownBy(() -> Regular.from(new long[] {0, 1L << 60}, new double[] {1, 2}, 1))
        .hasMessageContaining("use a longer step");
  }

  @Test
  void whatever_the_times_every_good_point_is_counted_once() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      int n = random.nextInt(40);
      long step = 1 + random.nextInt(50);
      long[] times = new long[n];
      double[] values = new double[n];
      byte[] quality = new byte[n];
      for (int i = 0; i < n; i++) {
        times[i] = random.nextLong(-1000, 1000);
        values[i] = random.nextInt(9) == 0 ? Double.NaN : random.nextDouble();
        quality[i] = (byte) random.nextInt(2);
      }
      Regular grid = Regular.from(times, values, quality, step);
      int kept = grid.values().length - grid.empty();
      assertThat(kept + grid.dropped() + grid.bad()).isEqualTo(n);
      assertThat(grid.mostJitter()).isLessThanOrEqualTo((step + 1) / 2);
      assertThat(Arrays.stream(grid.values()).filter(Double::isFinite).count()).isEqualTo(kept);
    }
  }

  @Test
  void an_outlier_becomes_a_gap_and_nothing_else_does() {
    double[] y = Waves.daily(24 * 8, 24, 9);
    y[77] = 60;

    double[] clean = Cleaned.withoutOutliers(y, 24);

    y[77] = Double.NaN;
    assertThat(clean).containsExactly(y);
  }

  @Test
  void time_after_a_transition_does_not_count() {
    boolean[] on = {true, true, false, true, true, true};

    boolean[] counts = Regime.settled(on, 1);

    assertThat(counts).containsExactly(true, true, false, false, true, true);
    assertThat(Regime.masked(new double[] {1, 2, 3, 4, 5, 6}, counts))
        .containsExactly(1, 2, Double.NaN, Double.NaN, 5, 6);
  }
}
