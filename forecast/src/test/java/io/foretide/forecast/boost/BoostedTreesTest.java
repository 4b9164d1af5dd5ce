package io.foretide.forecast.boost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {

  private static final int N = 600;

  /** Two columns that matter together, one that does not, and noise of deviation 0.1. */
  private static double[][] columns() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = new double[3][N];
    for (int t = 0; t < N; t++) {
      for (double[] column : x) {
        column[t] = random.nextDouble();
      }
    }
    return x;
  }

  private static double[] target(double[][] x) {
    SplittableRandom random = new SplittableRandom(6);
    double[] y = new double[N];
    for (int t = 0; t < N; t++) {
      boolean both = x[0][t] > 0.5 && x[1][t] > 0.3;
      y[t] = (both ? 4 : 0) + 0.1 * random.nextGaussian();
    }
    return y;
  }

  private static double[] part(double[] y, int from, int to) {
    double[] out = new double[N];
    for (int t = 0; t < N; t++) {
      out[t] = t >= from && t < to ? y[t] : Double.NaN;
    }
    return out;
  }

  @Test
  void a_step_that_no_line_follows_is_learned_and_noise_is_not() {
    double[][] x = columns();
    double[] y = target(x);
    double[] noise = new double[N];
    SplittableRandom random = new SplittableRandom(7);
    for (int t = 0; t < N; t++) {
      noise[t] = random.nextGaussian();
    }

    BoostedTrees learned =
        BoostedTrees.stopped(x, part(y, 0, 400), part(y, 400, N), Boosting.USUAL);
    BoostedTrees none =
        BoostedTrees.stopped(x, part(noise, 0, 400), part(noise, 400, N), Boosting.USUAL);

    double squares = 0;
    for (int t = 400; t < N; t++) {
      double error = y[t] - learned.at(new double[] {x[0][t], x[1][t], x[2][t]});
      squares += error * error / (N - 400);
    }
    assertThat(Math.sqrt(squares)).isLessThan(0.5);
    assertThat(learned.count()).isGreaterThan(10);
    assertThat(none.count()).isLessThan(10);
  }

  @Test
  void contributions_sum_to_the_answer_and_the_idle_column_adds_least() {
    double[][] x = columns();
    BoostedTrees trees = BoostedTrees.grown(x, target(x), 60, Boosting.USUAL);
    double[] weights = new double[3];
    for (int t = 0; t < N; t++) {
      double[] row = {x[0][t], t % 7 == 0 ? Double.NaN : x[1][t], x[2][t]};
      double[] parts = new double[3];
      double base = trees.contributions(row, parts);
      assertThat(base + parts[0] + parts[1] + parts[2]).isCloseTo(trees.at(row), within(1e-9));
      for (int i = 0; i < 3; i++) {
        weights[i] += Math.abs(parts[i]);
      }
    }
    assertThat(weights[2]).isLessThan(0.1 * weights[0]).isLessThan(0.1 * weights[1]);
  }

  @Test
  void missing_values_go_where_they_answer_best() {
    double[][] x = {new double[N]};
    double[] y = new double[N];
    for (int t = 0; t < N; t++) {
      x[0][t] = t % 3 == 0 ? Double.NaN : t % 3;
      y[t] = t % 3 == 1 ? 0 : 7;
    }
    BoostedTrees trees = BoostedTrees.grown(x, y, 100, Boosting.USUAL);

    assertThat(trees.at(new double[] {Double.NaN})).isCloseTo(7, within(0.05));
    assertThat(trees.at(new double[] {1})).isCloseTo(0, within(0.05));
    assertThat(trees.at(new double[] {2})).isCloseTo(7, within(0.05));
  }

  @Test
  void impossible_settings_are_named() {
    assertThatThrownBy(() -> new Boosting(10, 0, 0.1, 5, 5))
        .hasMessageContaining("depth 0", "a depth from 1 to 10");
    assertThatThrownBy(() -> new Boosting(10, 2, 0.1, 0, 5)).hasMessageContaining("0 rows");
  }
}
