package io.foretide.detect.forest;

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
import java.util.SplittableRandom;

/**
 * Isolation forest (Liu, Ting, Zhou, ICDM 2008). The raw statistic is their score, 2 to the minus
 * mean path over expected path. The normalised score is 0 at the median and 1 at the 99.5 %
 * quantile of clean rows that the scoring forest had not seen ({@link #BLOCKS} blocks).
 * Contributions are a ranking. A missing value counts as the median of its signal.
 */
public final class IsolationForest implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "isolation-forest";

  /** Blocks of the clean data that are scored out of sample. */
  public static final int BLOCKS = 5;

  private static final double LEVEL = 0.995;
  private static final int LEAST_ROWS = 20;

  private final double[] usual;
  private final IsolationTree[] trees;
  private final int sample;
  private final double median;
  private final double limit;

  private IsolationForest(
      double[] usual, IsolationTree[] trees, int sample, double median, double limit) {
    this.usual = usual;
    this.trees = trees;
    this.sample = sample;
    this.median = median;
    this.limit = limit;
  }

  /** 100 trees of 256 rows. */
  public static Detector fit(double[][] clean, long seed) {
    return fit(clean, 100, 256, seed);
  }

  /** A forest of that many trees, each grown from that many rows. */
  public static Detector fit(double[][] clean, int trees, int sample, long seed) {
    if (clean.length == 0 || trees < 1 || sample < 2) {
      return Refused.because(
          "an isolation forest of "
              + trees
              + " trees of "
              + sample
              + " rows over "
              + clean.length
              + " signals was asked for",
          "at least 1 tree, 2 rows and 1 signal");
    }
    int rows = Columns.rows(clean, clean.length);
    double[] usual = new double[clean.length];
    double[][] x = new double[clean.length][rows];
    boolean[] empty = new boolean[rows];
    Arrays.fill(empty, true);
    for (int j = 0; j < clean.length; j++) {
      double[] finite = Arrays.stream(clean[j]).filter(Double::isFinite).toArray();
      usual[j] = finite.length == 0 ? 0 : Quantile.of(finite, 0.5);
      for (int i = 0; i < rows; i++) {
        boolean there = Double.isFinite(clean[j][i]);
        empty[i] &= !there;
        x[j][i] = there ? clean[j][i] : usual[j];
      }
    }
    int[] kept = new int[rows];
    int n = 0;
    for (int i = 0; i < rows; i++) {
      if (!empty[i]) {
        kept[n++] = i;
      }
    }
    if (n < LEAST_ROWS) {
      return Refused.because(n + " clean rows have values", "at least " + LEAST_ROWS + " rows");
    }
    kept = Arrays.copyOf(kept, n);
    double[] unseen = new double[n];
    double[] row = new double[x.length];
    for (int b = 0; b < BLOCKS; b++) {
      int from = n * b / BLOCKS;
      int to = n * (b + 1) / BLOCKS;
      int[] others = new int[n - (to - from)];
      System.arraycopy(kept, 0, others, 0, from);
      System.arraycopy(kept, to, others, from, n - to);
      IsolationForest judge = grow(x, usual, others, trees, sample, seed + 1 + b);
      for (int i = from; i < to; i++) {
        Columns.row(x, kept[i], row);
        unseen[i] = judge.raw(row);
      }
    }
    IsolationForest all = grow(x, usual, kept, trees, sample, seed);
    double median = Quantile.of(unseen, 0.5);
    double limit = Math.max(Quantile.of(unseen, LEVEL), median + 1e-9);
    return new IsolationForest(usual, all.trees, all.sample, median, limit);
  }

  private static IsolationForest grow(
      double[][] x, double[] usual, int[] rows, int count, int sample, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = Math.min(sample, rows.length);
    IsolationTree[] trees = new IsolationTree[count];
    int[] pool = rows.clone();
    for (int t = 0; t < count; t++) {
      for (int i = 0; i < size; i++) {
        int k = i + random.nextInt(pool.length - i);
        int held = pool[i];
        pool[i] = pool[k];
        pool[k] = held;
      }
      trees[t] = IsolationTree.grow(x, Arrays.copyOf(pool, size), random);
    }
    return new IsolationForest(usual, trees, size, 0, 1);
  }

  /** The mean path of an unsuccessful search in a binary tree of n rows. */
  static double meanPath(int n) {
    if (n <= 1) {
      return 0;
    }
    return n == 2 ? 1 : 2 * (Math.log(n - 1) + 0.5772156649015329) - 2.0 * (n - 1) / n;
  }

  private double raw(double[] row) {
    double sum = 0;
    for (IsolationTree t : trees) {
      sum += t.path(row);
    }
    return Math.pow(2, -sum / trees.length / meanPath(sample));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return usual.length;
  }

  @Override
  public int lookback() {
    return 0;
  }

  @Override
  public Scorer scorer() {
    return new Running(this, new double[usual.length]);
  }

  @Override
  public void write(ByteSink out) {
    out.putDoubles(usual);
    out.putInt(sample);
    out.putDouble(median);
    out.putDouble(limit);
    out.putInt(trees.length);
    for (IsolationTree t : trees) {
      t.write(out);
    }
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    double[] usual = in.getDoubles();
    int sample = in.getInt(2, Integer.MAX_VALUE);
    double median = in.getDouble();
    double limit = in.getDouble();
    IsolationTree[] trees = new IsolationTree[in.getInt(1, 1 << 20)];
    for (int t = 0; t < trees.length; t++) {
      trees[t] = IsolationTree.read(in, usual.length);
    }
    return new IsolationForest(usual, trees, sample, median, limit);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Running(IsolationForest detector, double[] x) implements Scorer {
    @Override
    public void score(double[] row, Score out) {
      boolean any = false;
      for (int j = 0; j < x.length; j++) {
        boolean there = Double.isFinite(row[j]);
        any |= there;
        x[j] = there ? row[j] : detector.usual[j];
      }
      if (!any) {
        out.none(Status.MISSING);
        return;
      }
      double raw = detector.raw(x);
      double value = Math.max(0, (raw - detector.median) / (detector.limit - detector.median));
      double[] contributions = out.contributions();
      Arrays.fill(contributions, 0.0);
      if (value > 1) {
        for (int j = 0; j < x.length; j++) {
          double held = x[j];
          x[j] = detector.usual[j];
          contributions[j] = Math.max(0, raw - detector.raw(x));
          x[j] = held;
        }
      }
      out.set(value, raw, 0);
      out.markRanking();
    }

    @Override
    public void write(ByteSink out) {}

    @Override
    public void read(ByteSource in) {}
  }
}
