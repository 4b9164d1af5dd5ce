package io.foretide.detect.bench;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.forest.IsolationForest;
import io.foretide.detect.forest.RandomCut;
import io.foretide.detect.forest.RandomCutSettings;
import io.foretide.detect.neural.Autoencoder;
import io.foretide.detect.neural.TrainSettings;
import io.foretide.detect.signal.Limits;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.subspace.Pca;
import io.foretide.detect.subspace.PcaSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Rows scored per second and core, contributions included. */
public final class SpeedBench {
  private static final int SIGNALS = 20;
  private static final int ROWS = 2048;

  /** Rows per second of one detector. */
  public record Row(String name, double perSecond) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%-44s %,14.0f rows/s", name, perSecond);
    }
  }

  private final double[][] rows = new double[ROWS][SIGNALS];
  private final double[][] clean = new double[SIGNALS][ROWS];
  private final LongSupplier nanos;

  /** A benchmark by that clock of nanoseconds. */
  public SpeedBench(LongSupplier nanos) {
    this.nanos = nanos;
    SplittableRandom random = new SplittableRandom(1);
    double[][] mix = new double[SIGNALS][6];
    for (double[] m : mix) {
      Arrays.setAll(m, h -> random.nextGaussian());
    }
    double[] hidden = new double[6];
    for (int i = 0; i < ROWS; i++) {
      Arrays.setAll(hidden, h -> 0.9 * hidden[h] + random.nextGaussian());
      for (int j = 0; j < SIGNALS; j++) {
        double x = 0.3 * random.nextGaussian();
        for (int h = 0; h < hidden.length; h++) {
          x += mix[j][h] * hidden[h];
        }
        rows[i][j] = x;
        clean[j][i] = x;
      }
    }
  }

  /** PCA with T² and Q. */
  public Row pca() throws InterruptedException {
    return row("PCA, T2 and Q, 6 components", Pca.fit(clean, six()));
  }

  private static PcaSettings six() {
    return PcaSettings.usual().withComponents(6);
  }

  /** Every detector of the table. */
  public List<Row> all() throws InterruptedException {
    double[] low = new double[SIGNALS];
    double[] high = new double[SIGNALS];
    Arrays.fill(low, -5);
    Arrays.fill(high, 5);
    List<Row> table = new ArrayList<>();
    table.add(pca());
    table.add(row("dynamic PCA, 2 lags", Pca.fit(clean, six().withLags(2))));
    table.add(row("static limits", Limits.of(low, high)));
    table.add(row("MAD, 288 rows", Mad.of(SIGNALS, 288)));
    table.add(row("isolation forest", IsolationForest.fit(clean, 1)));
    table.add(row("autoencoder", Autoencoder.fit(clean, TrainSettings.usual(1).withEpochs(5))));
    RandomCutSettings one = RandomCutSettings.usual(1).withShingle(1);
    table.add(row("random cut forest, 50 trees", RandomCut.of(SIGNALS, one)));
    return table;
  }

  private Row row(String name, Detector detector) throws InterruptedException {
    Scorer scorer = ((Causal) detector).scorer();
    Score out = new Score(SIGNALS);
    double best = 0;
    double sink = 0;
    for (int trial = 0; trial < 8; trial++) {
      Interruption.check();
      long from = nanos.getAsLong();
      long n = 0;
      while (nanos.getAsLong() - from < 250_000_000L) {
        for (int i = 0; i < 256; i++) {
          scorer.score(rows[(int) (n++ & (ROWS - 1))], out);
          sink += out.value();
        }
      }
      best = Math.max(best, n * 1e9 / (nanos.getAsLong() - from));
    }
    return new Row(Double.isNaN(sink) ? name + " *" : name, best);
  }
}
