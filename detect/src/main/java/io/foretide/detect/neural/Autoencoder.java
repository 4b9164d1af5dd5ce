package io.foretide.detect.neural;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.algebra.Quantile;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * A reconstruction autoencoder in Gordo's hourglass shape. The raw statistic is the mean over
 * signals of the squared reconstruction error, each over its mean square on rows that were not
 * trained on; contributions are its terms. The limit is the 99.5 % quantile of such rows, from
 * {@link #BLOCKS} blocks, each scored by a network trained on the others. A missing value is
 * replaced by its reconstruction and contributes nothing.
 */
public final class Autoencoder implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "autoencoder";

  /** Blocks of the clean data that are scored out of sample. */
  public static final int BLOCKS = 3;

  private static final double LEVEL = 0.995;
  private static final double MOST = 20;
  private static final int LEAST_ROWS = 60;

  private final double[] mean;
  private final double[] scale;
  private final double[] noise;
  private final Network network;
  private final double limit;

  private Autoencoder(
      double[] mean, double[] scale, double[] noise, Network network, double limit) {
    this.mean = mean;
    this.scale = scale;
    this.noise = noise;
    this.network = network;
    this.limit = limit;
  }

  /** Trains on the complete rows of clean data. */
  public static Detector fit(double[][] clean, TrainSettings settings) {
    int d = clean.length;
    if (d == 0 || settings.layers() < 1 || settings.epochs() < 1 || settings.batch() < 1) {
      return Refused.because(
          "an autoencoder of " + d + " signals was asked for with " + settings,
          "at least one signal, layer, epoch and row per batch");
    }
    double[][] whole = complete(clean);
    int rows = whole[0].length;
    if (rows < LEAST_ROWS) {
      return Refused.because(
          rows + " clean rows have all values", "at least " + LEAST_ROWS + " complete rows");
    }
    double[] mean = new double[d];
    double[] scale = new double[d];
    double[][] z = new double[d][rows];
    for (int j = 0; j < d; j++) {
      for (double x : whole[j]) {
        mean[j] += x / rows;
      }
      for (double x : whole[j]) {
        scale[j] += (x - mean[j]) * (x - mean[j]) / rows;
      }
      double least = Math.max(1e-6 * Math.abs(mean[j]), 1e-9);
      scale[j] = Math.max(Math.sqrt(scale[j]), least);
      for (int i = 0; i < rows; i++) {
        z[j][i] = Math.clamp((whole[j][i] - mean[j]) / scale[j], -MOST, MOST);
      }
    }
    double[][] errors = unseenErrors(z, settings);
    double[] noise = new double[d];
    double[] totals = new double[rows];
    for (int j = 0; j < d; j++) {
      for (double e : errors[j]) {
        noise[j] += e / rows;
      }
      noise[j] = Math.max(noise[j], 1e-12);
      for (int i = 0; i < rows; i++) {
        totals[i] += errors[j][i] / noise[j] / d;
      }
    }
    double limit = Math.max(Quantile.of(totals, LEVEL), 1e-12);
    return new Autoencoder(mean, scale, noise, Training.hourglass(z, z, settings), limit);
  }

  private static double[][] unseenErrors(double[][] z, TrainSettings settings) {
    int d = z.length;
    int rows = z[0].length;
    double[][] errors = new double[d][rows];
    for (int b = 0; b < BLOCKS; b++) {
      int from = rows * b / BLOCKS;
      int to = rows * (b + 1) / BLOCKS;
      double[][] others = new double[d][rows - (to - from)];
      for (int j = 0; j < d; j++) {
        System.arraycopy(z[j], 0, others[j], 0, from);
        System.arraycopy(z[j], to, others[j], from, rows - to);
      }
      Network judge = Training.hourglass(others, others, settings);
      double[] work = new double[judge.workSize()];
      for (int i = from; i < to; i++) {
        for (int j = 0; j < d; j++) {
          work[j] = z[j][i];
        }
        judge.forward(work);
        for (int j = 0; j < d; j++) {
          double e = work[judge.outputOffset() + j] - z[j][i];
          errors[j][i] = e * e;
        }
      }
    }
    return errors;
  }

  private static double[][] complete(double[][] columns) {
    int rows = Columns.rows(columns, columns.length);
    double[][] kept = new double[columns.length][rows];
    int n = 0;
    for (int i = 0; i < rows; i++) {
      boolean whole = true;
      for (int j = 0; j < columns.length && whole; j++) {
        whole = Double.isFinite(columns[j][i]);
        kept[j][n] = columns[j][i];
      }
      n += whole ? 1 : 0;
    }
    for (int j = 0; j < columns.length; j++) {
      kept[j] = Arrays.copyOf(kept[j], n);
    }
    return kept;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return mean.length;
  }

  @Override
  public int lookback() {
    return 0;
  }

  @Override
  public Scorer scorer() {
    return new Running(this);
  }

  @Override
  public void write(ByteSink out) {
    out.putDoubles(mean);
    out.putDoubles(scale);
    out.putDoubles(noise);
    out.putDouble(limit);
    network.write(out);
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    double[] mean = in.getDoubles();
    double[] scale = new double[mean.length];
    double[] noise = new double[mean.length];
    in.getDoubles(scale);
    in.getDoubles(noise);
    double limit = in.getDouble();
    Network network = Network.read(in);
    if (network.widths[0] != mean.length) {
      throw in.damaged("the network does not fit the signals");
    }
    return new Autoencoder(mean, scale, noise, network, limit);
  }

  private static final class Running implements Scorer {
    private final Autoencoder d;
    private final double[] work;

    Running(Autoencoder detector) {
      d = detector;
      work = new double[d.network.workSize()];
    }

    @Override
    public Causal detector() {
      return d;
    }

    @Override
    public void score(double[] row, Score out) {
      int n = row.length;
      int missing = 0;
      for (int j = 0; j < n; j++) {
        boolean there = Double.isFinite(row[j]);
        missing += there ? 0 : 1;
        work[j] = there ? Math.clamp((row[j] - d.mean[j]) / d.scale[j], -MOST, MOST) : 0;
      }
      if (missing == n) {
        out.none(Status.MISSING);
        return;
      }
      int at = d.network.outputOffset();
      // What is missing starts at its mean and moves to its reconstruction.
      for (int pass = missing > 0 ? 0 : 2; pass < 2; pass++) {
        d.network.forward(work);
        for (int j = 0; j < n; j++) {
          if (!Double.isFinite(row[j])) {
            work[j] = work[at + j];
          }
        }
      }
      d.network.forward(work);
      double[] contributions = out.contributions();
      double total = 0;
      for (int j = 0; j < n; j++) {
        double e = Double.isFinite(row[j]) ? work[at + j] - work[j] : 0;
        contributions[j] = e * e / d.noise[j] / n;
        total += contributions[j];
      }
      out.set(total / d.limit, total, 0);
    }

    @Override
    public void write(ByteSink out) {}

    @Override
    public void read(ByteSource in) {}
  }
}
