package io.foretide.detect.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Scores;
import io.foretide.detect.Streams;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MadTest {

  @Test
  void the_score_is_the_robust_z_score_over_its_limit() {
    double[] y = {1, 2, 3, 4, 5, 6, 100};
    Scores s = Mad.of(1, 6, 3.5).scores(new double[][] {y});
    // Median of 1..6 is 3.5, the distances are .5 .5 1.5 1.5 2.5 2.5, so MAD is 1.5.
    assertThat(s.raw()[6]).isCloseTo(96.5 / (1.4826 * 1.5), within(1e-12));
    assertThat(s.values()[6]).isCloseTo(s.raw()[6] / 3.5, within(1e-12));
    assertThat(s.values()[2]).as("too early").isNaN();
  }

  @Test
  void a_constant_signal_alarms_on_a_step_but_not_on_rounding() {
    double[] y = new double[40];
    Arrays.fill(y, 5);
    y[30] = 5 + 1e-9;
    y[35] = 6;
    Scores s = Mad.of(1, 20).scores(new double[][] {y});
    assertThat(s.values()[30]).isLessThan(1);
    assertThat(s.values()[35]).isGreaterThan(1);
  }

  @Test
  void scores_do_not_depend_on_how_a_stream_is_cut() {
    Streams.requireCausal((Causal) Mad.of(3, 24), Streams.rough(3, 500, 2));
  }

  @Property(tries = 50)
  void median_and_mad_equal_those_of_a_sorted_copy(
      @ForAll long seed, @ForAll @IntRange(min = 4, max = 30) int size) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    SortedWindow window = new SortedWindow(size);
    double[] y = new double[100];
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextInt(5) == 0 ? Double.NaN : random.nextInt(20) - 10;
      window.push(y[i]);
      double[] held =
          Arrays.stream(y, Math.max(0, i + 1 - size), i + 1)
              .filter(v -> !Double.isNaN(v))
              .sorted()
              .toArray();
      assertThat(window.count()).isEqualTo(held.length);
      if (held.length > 0) {
        double m = middle(held);
        assertThat(window.median()).isCloseTo(m, within(1e-12));
        double[] distances = Arrays.stream(held).map(v -> Math.abs(v - m)).sorted().toArray();
        assertThat(window.medianDistance(window.median()))
            .isCloseTo(middle(distances), within(1e-12));
      }
    }
  }

  @Test
  void a_window_that_is_too_short_is_refused() {
    Detector d = Mad.of(1, 3);
    assertThat(d).isInstanceOf(Refused.class);
  }

  private static double middle(double[] sorted) {
    int h = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[h] : (sorted[h - 1] + sorted[h]) / 2;
  }
}
