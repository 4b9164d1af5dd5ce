package io.foretide.detect.subspace;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * Sub-PCA: principal components of the windows of each signal on its own, so that a shape that does
 * not occur in clean data stands out (the univariate PCA of TSB-UAD, Paparrizos et al., VLDB 2022).
 * The score of a row is that of its worst signal; the raw statistic and the contribution are the
 * winner's. Limits and missing values as in {@link Pca}.
 */
public final class SubPca implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "sub-pca";

  private final Pca[] models;

  private SubPca(Pca[] models) {
    this.models = models;
  }

  /**
   * A model per column.
   *
   * @param window rows per window, at least 2; about one season where there is one
   */
  public static Detector fit(double[][] clean, int window) {
    if (window < 2 || window > 10_000 || clean.length == 0) {
      return Refused.because(
          "Sub-PCA has a window of " + window + " and " + clean.length + " signals",
          "a window of 2 to 10000 rows and at least one signal");
    }
    PcaSettings settings =
        PcaSettings.usual().withLags(window - 1).withStatistic(PcaSettings.Statistic.LARGER);
    Pca[] models = new Pca[clean.length];
    for (int j = 0; j < models.length; j++) {
      switch (Pca.fit(new double[][] {clean[j]}, settings)) {
        case Pca pca -> models[j] = pca;
        case Refused refused -> {
          return Refused.because("signal " + j + ": " + refused.reason(), refused.needs());
        }
        default -> throw new IllegalStateException("PCA gives a PCA or a refusal");
      }
    }
    return new SubPca(models);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return models.length;
  }

  @Override
  public int lookback() {
    return models[0].lookback();
  }

  @Override
  public Scorer scorer() {
    Scorer[] scorers = new Scorer[models.length];
    for (int j = 0; j < scorers.length; j++) {
      scorers[j] = models[j].scorer();
    }
    return new Running(this, scorers, new double[1], new Score(1));
  }

  @Override
  public void write(ByteSink out) {
    out.putInt(models.length);
    for (Pca m : models) {
      m.write(out);
    }
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    Pca[] models = new Pca[in.getInt(1, 1 << 20)];
    for (int j = 0; j < models.length; j++) {
      models[j] = Pca.readDetector(Pca.DYNAMIC, in);
    }
    return new SubPca(models);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Running(Causal detector, Scorer[] scorers, double[] value, Score own)
      implements Scorer {
    @Override
    public void score(double[] row, Score out) {
      int winner = -1;
      double most = -1;
      double raw = 0;
      boolean any = false;
      for (int j = 0; j < scorers.length; j++) {
        value[0] = row[j];
        scorers[j].score(value, own);
        any |= own.status() != Status.MISSING;
        if (own.value() > most) {
          most = own.value();
          raw = own.raw();
          winner = j;
        }
      }
      if (winner < 0) {
        out.none(any ? Status.WARMUP : Status.MISSING);
        return;
      }
      Arrays.fill(out.contributions(), 0.0);
      out.contributions()[winner] = raw;
      out.set(most, raw, 0);
    }

    @Override
    public void write(ByteSink out) {
      for (Scorer s : scorers) {
        s.write(out);
      }
    }

    @Override
    public void read(ByteSource in) {
      for (Scorer s : scorers) {
        s.read(in);
      }
    }
  }
}
