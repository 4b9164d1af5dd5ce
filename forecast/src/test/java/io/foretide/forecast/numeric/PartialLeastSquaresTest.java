package io.foretide.forecast.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PartialLeastSquaresTest {

  private static final int N = 80;

  @Test
  void with_all_components_it_is_least_squares() {
    SplittableRandom random = new SplittableRandom(8);
    double[][] x = new double[4][N];
    double[] y = new double[N];
    for (int t = 0; t < N; t++) {
      for (int i = 0; i < 4; i++) {
        x[i][t] = random.nextGaussian() * (i + 1) + 10 * i;
      }
      y[t] = 3 + 2 * x[0][t] - x[1][t] + 0.5 * x[3][t];
    }

    PartialLeastSquares pls = PartialLeastSquares.fit(x, y, 4);

    double[] weights = pls.weights()[pls.components() - 1];
    assertThat(weights).containsExactly(new double[] {2, -1, 0, 0.5}, within(1e-8));
    assertThat(pls.intercepts()[pls.components() - 1]).isCloseTo(3, within(1e-7));
  }

  @Test
  void twenty_columns_that_say_the_same_need_one_component() {
    SplittableRandom random = new SplittableRandom(9);
    double[][] x = new double[20][N];
    double[] y = new double[N];
    for (int t = 0; t < N; t++) {
      double hidden = random.nextGaussian();
      for (double[] column : x) {
        column[t] = hidden + 0.1 * random.nextGaussian();
      }
      y[t] = 5 * hidden;
    }

    PartialLeastSquares pls = PartialLeastSquares.fit(x, y, 1);

    double squares = 0;
    for (int t = 0; t < N; t++) {
      double value = pls.intercepts()[0];
      for (int i = 0; i < 20; i++) {
        value += pls.weights()[0][i] * x[i][t];
      }
      squares += (y[t] - value) * (y[t] - value) / N;
    }
    assertThat(Math.sqrt(squares)).isLessThan(0.25);
  }

  @Test
  void without_a_usable_row_everything_is_zero() {
    double[] nothing = {Double.NaN, Double.NaN};

    assertThat(PartialLeastSquares.fit(new double[][] {nothing}, nothing, 3).weights()[0])
        .containsExactly(0);
  }
}
