package io.foretide.detect.neural;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.Streams;
import org.junit.jupiter.api.Test;

class AutoencoderTest {
  private static final double[][] CLEAN = Streams.correlated(5, 2, 600, 1);
  private static final TrainSettings QUICK = TrainSettings.usual(1).withLayers(1);

  @Test
  void it_finds_and_names_a_sensor_that_leaves_the_others() {
    Causal d = (Causal) Autoencoder.fit(CLEAN, QUICK);
    double[][] later = Streams.correlated(5, 2, 500, 2);
    assertThat(d.scores(later).anomalies()).isLessThan(40);
    Scorer scorer = d.scorer();
    Score out = new Score(5);
    double[] row = new double[5];
    int found = 0;
    int named = 0;
    for (int i = 0; i < 500; i++) {
      Columns.row(later, i, row);
      row[i % 5] += 8;
      scorer.score(row, out);
      found += out.isAnomaly() ? 1 : 0;
      named += out.culprit() == i % 5 ? 1 : 0;
    }
    assertThat(found).isGreaterThan(450);
    assertThat(named).isGreaterThan(350);
  }

  @Test
  void training_lowers_the_error_and_is_the_same_for_the_same_seed() {
    double[][] x = Streams.correlated(4, 1, 300, 3);
    double before = error(Training.hourglass(x, x, QUICK.withEpochs(1)), x);
    double after = error(Training.hourglass(x, x, QUICK), x);
    assertThat(after).isLessThan(0.3 * before);
    assertThat(error(Training.hourglass(x, x, QUICK), x)).isEqualTo(after);
  }

  @Test
  void scores_do_not_depend_on_how_a_stream_is_cut() {
    Causal d = (Causal) Autoencoder.fit(CLEAN, QUICK.withEpochs(2));
    Streams.requireCausal(d, Streams.rough(5, 300, 4));
  }

  @Test
  void too_few_complete_rows_are_refused() {
    double[][] x = new double[2][100];
    java.util.Arrays.fill(x[1], 10, 100, Double.NaN);
    assertThat(Autoencoder.fit(x, QUICK)).isInstanceOf(Refused.class);
  }

  private static double error(Network network, double[][] x) {
    double[] work = new double[network.workSize()];
    double sum = 0;
    for (int i = 0; i < x[0].length; i++) {
      for (int j = 0; j < x.length; j++) {
        work[j] = x[j][i];
      }
      network.forward(work);
      for (int j = 0; j < x.length; j++) {
        double e = work[network.outputOffset() + j] - x[j][i];
        sum += e * e;
      }
    }
    return sum;
  }
}
