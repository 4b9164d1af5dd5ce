package io.foretide.detect.subspace;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Scorer;
import io.foretide.detect.algebra.Quantile;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * Principal component analysis with T² and Q (Jackson and Mudholkar 1979; with lags, dynamic PCA:
 * Ku, Storer, Georgakis 1995). Signals are standardised.
 *
 * <p>Limits are the stated quantile of scores of rows that the model had not seen: clean data are
 * cut into {@link #BLOCKS} blocks in time and each is scored by a model of the others. The raw
 * statistic is T² or Q, whichever decided, or their sum over their limits for COMBINED.
 * Contributions are reconstruction-based and sum to it. Missing values are reconstructed from the
 * others; a row without any is not scored.
 */
public final class Pca implements Causal {
  /** The kind of static PCA in saved forms. */
  public static final String KIND = "pca";

  /** The kind of dynamic PCA in saved forms. */
  public static final String DYNAMIC = "dynamic-pca";

  /** Blocks of the clean data that are scored out of sample. */
  public static final int BLOCKS = 5;

  private final String kind;
  final PcaSettings settings;
  final Standard standard;
  final Subspace model;
  final double limitT2;
  final double limitQ;
  final double limitBoth;

  private Pca(
      String kind, PcaSettings settings, Standard standard, Subspace model, double[] limits) {
    this.kind = kind;
    this.settings = settings;
    this.standard = standard;
    this.model = model;
    limitT2 = limits[0];
    limitQ = limits[1];
    limitBoth = limits[2];
  }

  /** Static PCA with the usual settings. */
  public static Detector fit(double[][] clean) {
    return fit(clean, PcaSettings.usual());
  }

  /** PCA, dynamic if the settings have lags. */
  public static Detector fit(double[][] clean, PcaSettings settings) {
    return fit(settings.lags() > 0 ? DYNAMIC : KIND, clean, settings);
  }

  static Detector fit(String kind, double[][] clean, PcaSettings settings) {
    Refused problem = settings.problem();
    if (problem != null) {
      return problem;
    }
    if (clean.length == 0) {
      return Refused.because("there are no signals", "at least one column");
    }
    int rows = Columns.rows(clean, clean.length);
    int size = clean.length * (settings.lags() + 1);
    int least = Math.max(20, size / 2 + settings.lags());
    for (int j = 0; j < clean.length; j++) {
      long n = Arrays.stream(clean[j]).filter(Double::isFinite).count();
      if (n < least) {
        return Refused.because(
            "signal " + j + " has " + n + " values in " + rows + " clean rows",
            "at least " + least + " values per signal");
      }
    }
    SubspaceFit fit = new SubspaceFit(clean, settings.lags());
    SubspaceFit.Fitted all = fit.fit(0, 0, settings.components(), settings.variance());
    double[] limits = limits(clean, settings, fit, all.model().rank);
    return new Pca(kind, settings, all.standard(), all.model(), limits);
  }

  private static double[] limits(double[][] clean, PcaSettings s, SubspaceFit fit, int rank) {
    int rows = clean[0].length;
    double[] t2 = new double[rows];
    double[] q = new double[rows];
    Arrays.fill(t2, Double.NaN);
    Arrays.fill(q, Double.NaN);
    for (int b = 0; b < BLOCKS; b++) {
      int from = (int) ((long) rows * b / BLOCKS);
      int to = (int) ((long) rows * (b + 1) / BLOCKS);
      SubspaceFit.Fitted others = fit.fit(from, to, rank, s.variance());
      double[] none = {1, 1, 1};
      Pca judge = new Pca(KIND, s, others.standard(), others.model(), none);
      PcaScorer scorer = new PcaScorer(judge);
      double[] row = new double[clean.length];
      for (int i = from; i < to; i++) {
        Columns.row(clean, i, row);
        if (scorer.project(row) == null) {
          t2[i] = scorer.t2();
          q[i] = scorer.q();
        }
      }
    }
    double limitT2 = Math.max(Quantile.of(t2, s.level()), 1e-12);
    boolean full = rank == clean.length * (s.lags() + 1);
    double limitQ = full ? Double.MAX_VALUE : Math.max(Quantile.of(q, s.level()), 1e-12);
    double[] both = new double[rows];
    for (int i = 0; i < rows; i++) {
      both[i] = t2[i] / limitT2 + q[i] / limitQ;
    }
    return new double[] {limitT2, limitQ, Quantile.of(both, s.level())};
  }

  /** How many components are kept. */
  public int components() {
    return model.rank;
  }

  /** The value of T² that is 1.0. */
  public double limitT2() {
    return limitT2;
  }

  /** The value of Q that is 1.0. */
  public double limitQ() {
    return limitQ;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public int signals() {
    return standard.mean().length;
  }

  @Override
  public int lookback() {
    return settings.lags();
  }

  @Override
  public Scorer scorer() {
    return new PcaScorer(this);
  }

  @Override
  public void write(ByteSink out) {
    out.putInt(settings.components());
    out.putDouble(settings.variance());
    out.putInt(settings.lags());
    out.putByte(settings.statistic().ordinal());
    out.putDouble(settings.level());
    standard.write(out);
    model.write(out);
    out.putDoubles(new double[] {limitT2, limitQ, limitBoth});
  }

  /** Reads the detector that was saved under this kind. */
  public static Pca readDetector(String kind, ByteSource in) {
    PcaSettings settings =
        new PcaSettings(
            in.getInt(),
            in.getDouble(),
            in.getInt(0, 10_000),
            PcaSettings.Statistic.values()[in.getByte() & 3],
            in.getDouble());
    Standard standard = Standard.read(in);
    Subspace model = Subspace.read(in);
    double[] limits = new double[3];
    in.getDoubles(limits);
    if (model.size != standard.mean().length * (settings.lags() + 1)) {
      throw in.damaged("the model does not fit the signals");
    }
    return new Pca(kind, settings, standard, model, limits);
  }
}
