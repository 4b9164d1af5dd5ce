package io.foretide.forecast.prophet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.numeric.Dot;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrendGramTest {

  @Test
  void sums_between_changepoints_give_the_products_of_whole_columns() {
    SplittableRandom random = new SplittableRandom(5);
    int n = 311;
    double[] t = new double[n];
    double[][] x = new double[3][n];
    double[] y = new double[n];
    for (int i = 1; i < n; i++) {
      t[i] = t[i - 1] + random.nextDouble();
    }
    double last = t[n - 1];
    for (int i = 0; i < n; i++) {
      t[i] /= last;
      y[i] = 100 + random.nextGaussian();
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
    }
    double[] changepoints = {t[10], t[60], t[61], t[200], t[260]};
    double[][] columns = new double[10][];
    System.arraycopy(
        Trend.slopes(Trend.Growth.LINEAR, new double[7], changepoints, t, 1), 0, columns, 0, 7);
    System.arraycopy(x, 0, columns, 7, 3);
    double[][] gram = new double[10][10];
    double[] cross = new double[10];

    new TrendGram(t, changepoints).fill(x, y, gram, cross);

    for (int a = 0; a < 10; a++) {
      assertThat(cross[a]).isCloseTo(Dot.of(columns[a], y, n), within(1e-9));
      for (int b = 0; b < 10; b++) {
        assertThat(gram[a][b]).isCloseTo(Dot.of(columns[a], columns[b], n), within(1e-10));
      }
    }
  }
}
