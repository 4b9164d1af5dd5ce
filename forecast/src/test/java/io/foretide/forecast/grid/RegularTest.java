package io.foretide.forecast.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Waves;
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
