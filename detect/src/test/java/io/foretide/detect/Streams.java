package io.foretide.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.detect.saved.SavedDetector;
import java.util.SplittableRandom;

/** What every causal detector must keep, and data to try it on. */
public final class Streams {
  private Streams() {}

  /** Autocorrelated signals with a few gaps, infinite values and spikes. */
  public static double[][] rough(int signals, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[signals][rows];
    for (int j = 0; j < signals; j++) {
      double level = 0;
      for (int i = 0; i < rows; i++) {
        level = 0.8 * level + random.nextGaussian();
        double u = random.nextDouble();
        columns[j][i] =
            u < 0.02
                ? Double.NaN
                : u < 0.022 ? Double.POSITIVE_INFINITY : u < 0.03 ? 50 * level : level + j;
      }
    }
    for (int i = rows / 2; i < rows / 2 + 5 && i < rows; i++) {
      for (double[] column : columns) {
        column[i] = Double.NaN;
      }
    }
    return columns;
  }

  /** Signals around 0 driven by fewer hidden ones, so that they are correlated. */
  public static double[][] correlated(int signals, int hidden, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] mix = new double[signals][hidden];
    SplittableRandom fixed = new SplittableRandom(7);
    for (double[] m : mix) {
      for (int h = 0; h < hidden; h++) {
        m[h] = fixed.nextGaussian();
      }
    }
    double[] state = new double[hidden];
    double[][] columns = new double[signals][rows];
    for (int i = 0; i < rows; i++) {
      for (int h = 0; h < hidden; h++) {
        state[h] = 0.7 * state[h] + random.nextGaussian();
      }
      for (int j = 0; j < signals; j++) {
        double x = 0.2 * random.nextGaussian();
        for (int h = 0; h < hidden; h++) {
          x += mix[j][h] * state[h];
        }
        columns[j][i] = x;
      }
    }
    return columns;
  }

  /**
   * Requires that the scores are the same bit for bit in one go, row by row with the state saved
   * and restored at many places, and from the saved detector; and that a score needs no more than
   * the stated look-back.
   */
  public static void requireCausal(Causal detector, double[][] columns) {
    int d = columns.length;
    int rows = columns[0].length;
    Scores whole = detector.scores(columns);
    Causal again = SavedDetector.read(SavedDetector.write(detector));
    Scorer scorer = again.scorer();
    Score out = new Score(d);
    double[] row = new double[d];
    double[] contributions = new double[d];
    for (int i = 0; i < rows; i++) {
      if (i % 37 == 5) {
        scorer = again.scorer(scorer.state());
      }
      Columns.row(columns, i, row);
      scorer.score(row, out);
      assertThat(Double.doubleToLongBits(out.value()))
          .as("score of row %d: %s, in one go %s", i, out.value(), whole.values()[i])
          .isEqualTo(Double.doubleToLongBits(whole.values()[i]));
      assertThat(Double.doubleToLongBits(out.raw()))
          .isEqualTo(Double.doubleToLongBits(whole.raw()[i]));
      if (!Double.isNaN(out.value())) {
        assertThat(out.value()).isNotNegative();
        if (out.isRanking()) {
          continue;
        }
        System.arraycopy(out.contributions(), 0, contributions, 0, d);
        double sum = 0;
        for (double c : contributions) {
          sum += c;
        }
        assertThat(sum).isCloseTo(out.raw(), withinRelative(out.raw()));
      }
    }
    if (detector.lookback() < rows / 2) {
      int from = rows / 2;
      Scores late = detector.scores(Columns.slice(columns, from - detector.lookback(), rows));
      for (int i = from; i < rows; i++) {
        assertThat(Double.doubleToLongBits(late.values()[i - from + detector.lookback()]))
            .as("row %d from its look-back alone", i)
            .isEqualTo(Double.doubleToLongBits(whole.values()[i]));
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> withinRelative(double size) {
    return org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(size)));
  }
}
