package io.foretide.detect.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Scores;
import io.foretide.detect.Streams;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ChangeTest {

  @Test
  void pelt_finds_the_changes_that_an_exhaustive_search_finds() {
    for (int seed = 0; seed < 20; seed++) {
      double[] y = steps(60, new int[] {20, 42}, 2.5, seed);
      Pelt pelt = (Pelt) Pelt.of(1, 2, 3);
      double[] scores = pelt.scores(new double[][] {y}).values();
      assertThat(pelt.changes(new double[][] {y})).isEqualTo(exhaustive(pelt, y));
      for (int c : pelt.changes(new double[][] {y})) {
        assertThat(scores[c]).isGreaterThan(1);
      }
    }
  }

  @Test
  void pelt_finds_clear_changes_and_none_in_noise() {
    double[] y = steps(900, new int[] {300, 600}, 2, 1);
    assertThat(((Pelt) Pelt.of(1)).changes(new double[][] {y}))
        .hasSize(2)
        .satisfies(c -> assertThat(c[0]).isBetween(297, 303))
        .satisfies(c -> assertThat(c[1]).isBetween(597, 603));
    double[] noise = steps(900, new int[0], 0, 2);
    assertThat(((Pelt) Pelt.of(1)).changes(new double[][] {noise})).isEmpty();
  }

  @Test
  void pelt_lets_signals_change_together_and_bears_gaps() {
    double[][] x = {
      steps(400, new int[] {200}, 1.2, 3),
      steps(400, new int[] {200}, 1.2, 4),
      steps(400, new int[0], 0, 5)
    };
    for (int i = 100; i < 120; i++) {
      x[0][i] = Double.NaN;
    }
    int[] changes = ((Pelt) Pelt.of(3)).changes(x);
    assertThat(changes).hasSize(1);
    assertThat(changes[0]).isBetween(196, 204);
  }

  @Test
  void the_online_detector_announces_a_change_within_a_few_rows() {
    double[] clean = steps(500, new int[0], 0, 6);
    double[] y = steps(600, new int[] {300}, 4, 7);
    Detector d = OnlineChange.fit(new double[][] {clean}, OnlineChange.Settings.usual());
    double[] v = d.scores(new double[][] {y}).values();
    int first = 300;
    while (first < 600 && !(v[first] > 1)) {
      first++;
    }
    assertThat(first).isBetween(300, 308);
    for (int i = 20; i < 300; i++) {
      assertThat(v[i]).as("row %d", i).isLessThan(1);
    }
    for (int i = 320; i < 600; i++) {
      assertThat(v[i]).as("row %d", i).isLessThan(1);
    }
  }

  @Test
  void the_online_detector_streams_and_saves() {
    double[][] clean = Streams.correlated(2, 1, 200, 8);
    Causal d = (Causal) OnlineChange.fit(clean, new OnlineChange.Settings(100, 3, 40));
    Streams.requireCausal(d, Streams.rough(2, 300, 9));
  }

  @Test
  void pelt_refuses_a_stream_and_nonsense() {
    Assertions.assertThatThrownBy(() -> Pelt.of(1).scorer())
        .hasMessageContaining("looks at later rows");
    assertThat(Pelt.of(0)).isInstanceOf(Refused.class);
    assertThat(OnlineChange.fit(new double[1][5], OnlineChange.Settings.usual()))
        .isInstanceOf(Refused.class);
  }

  private static int[] exhaustive(Pelt pelt, double[] y) {
    // Dynamic programming over all segmentations, no pruning, through the same scores.
    int n = y.length;
    double beta = pelt.penalty() * 2 * Math.log(n);
    double noise = noise(y);
    double[] best = new double[n + 1];
    int[] last = new int[n + 1];
    java.util.Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = -beta;
    for (int t = pelt.shortest(); t <= n; t++) {
      for (int s = 0; s <= t - pelt.shortest(); s++) {
        double mean = 0;
        for (int i = s; i < t; i++) {
          mean += y[i] / (t - s);
        }
        double cost = beta;
        for (int i = s; i < t; i++) {
          cost += (y[i] - mean) * (y[i] - mean) / noise / noise;
        }
        if (best[s] + cost < best[t] - 1e-9) {
          best[t] = best[s] + cost;
          last[t] = s;
        }
      }
    }
    java.util.ArrayList<Integer> changes = new java.util.ArrayList<>();
    for (int t = last[n]; t > 0; t = last[t]) {
      changes.add(0, t);
    }
    return changes.stream().mapToInt(i -> i).toArray();
  }

  private static double noise(double[] y) {
    double[] steps = new double[y.length - 1];
    for (int i = 1; i < y.length; i++) {
      steps[i - 1] = Math.abs(y[i] - y[i - 1]);
    }
    java.util.Arrays.sort(steps);
    int n = steps.length;
    double m = n % 2 == 1 ? steps[n / 2] : (steps[n / 2 - 1] + steps[n / 2]) / 2;
    return m * 1.4826 / Math.sqrt(2);
  }

  private static double[] steps(int n, int[] changes, double height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[n];
    double level = 0;
    for (int i = 0; i < n; i++) {
      for (int c : changes) {
        level += c == i ? height : 0;
      }
      y[i] = level + random.nextGaussian();
    }
    return y;
  }

  @Test
  void a_constant_signal_has_no_changes() {
    Scores s = Pelt.of(1).scores(new double[][] {new double[50]});
    assertThat(s.anomalies()).isZero();
  }
}
