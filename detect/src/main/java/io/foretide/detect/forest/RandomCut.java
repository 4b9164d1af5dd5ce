package io.foretide.detect.forest;

import com.amazon.randomcutforest.RandomCutForest;
import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Robust random cut forest (Guha, Mishra, Roy, Schrijvers: "Robust Random Cut Forest Based Anomaly
 * Detection on Streams", ICML 2016), by the Random Cut Forest library. Each row is scored before
 * the forest learns it, seeded and on the caller's thread alone.
 *
 * <p>The raw statistic is the library's score. The normalised score is its distance above the mean
 * of recent raw scores, over {@link RandomCutSettings#deviations()} deviations; both are
 * exponentially weighted over about four samples, and an anomaly counts in them no further than the
 * limit. Contributions are the library's attribution, added over the shingle and scaled to sum to
 * the raw statistic. Scoring allocates, inside the library. A missing value is replaced by the last
 * one; a row without any value is neither scored nor learned.
 */
public final class RandomCut implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "random-cut-forest";

  private final RandomCutSettings settings;
  private final double[] shift;
  private final double[] scale;
  private final byte[] learned;

  private RandomCut(RandomCutSettings settings, double[] shift, double[] scale, byte[] learned) {
    this.settings = settings;
    this.shift = shift;
    this.scale = scale;
    this.learned = learned;
  }

  /** A forest that starts empty and takes values as they are. */
  public static Detector of(int signals, RandomCutSettings settings) {
    Refused problem = settings.problem(signals);
    if (problem != null) {
      return problem;
    }
    double[] scale = new double[signals];
    java.util.Arrays.fill(scale, 1);
    return new RandomCut(settings, new double[signals], scale, new byte[0]);
  }

  /**
   * A forest whose scorers have already seen these rows, with every signal brought to mean 0 and
   * deviation 1 by them. Signals without two different values keep their scale.
   */
  public static Detector fit(double[][] columns, RandomCutSettings settings) {
    Refused problem = settings.problem(columns.length);
    if (problem != null) {
      return problem;
    }
    int rows = Columns.rows(columns, columns.length);
    if (rows < settings.shingle() + settings.sample()) {
      return Refused.because(
          "a random cut forest was given " + rows + " rows to learn from",
          "at least sample + shingle = " + (settings.shingle() + settings.sample()) + " rows");
    }
    double[] shift = new double[columns.length];
    double[] scale = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      RunningMoments m = new RunningMoments();
      for (double x : columns[j]) {
        m.add(x);
      }
      shift[j] = m.mean();
      scale[j] = m.deviation() > 0 ? m.deviation() : 1;
    }
    RandomCut blank = new RandomCut(settings, shift, scale, new byte[0]);
    Scorer scorer = blank.scorer();
    Score out = new Score(columns.length);
    double[] row = new double[columns.length];
    for (int i = 0; i < rows; i++) {
      Columns.row(columns, i, row);
      scorer.score(row, out);
    }
    return new RandomCut(settings, shift, scale, scorer.state());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return shift.length;
  }

  @Override
  public int lookback() {
    return UNBOUNDED;
  }

  @Override
  public Scorer scorer() {
    RandomCutScorer blank = new RandomCutScorer(this, settings, shift, scale);
    if (learned.length > 0) {
      ByteSource in = new ByteSource(learned);
      in.expectHeader("scorer/" + KIND);
      in.getInt(signals(), signals());
      blank.read(in);
    }
    return blank;
  }

  @Override
  public Causal bare() {
    return new RandomCut(settings, shift, scale, new byte[0]);
  }

  @Override
  public void write(ByteSink out) {
    settings.write(out);
    out.putDoubles(shift);
    out.putDoubles(scale);
    out.putBytes(learned);
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    RandomCutSettings settings = RandomCutSettings.read(in);
    double[] shift = in.getDoubles();
    double[] scale = new double[shift.length];
    in.getDoubles(scale);
    Refused problem = settings.problem(shift.length);
    if (problem != null) {
      throw problem.asException();
    }
    return new RandomCut(settings, shift, scale, in.getBytes());
  }

  static RandomCutForest forest(RandomCutSettings s, int signals) {
    return RandomCutForest.builder()
        .numberOfTrees(s.trees())
        .sampleSize(s.sample())
        .dimensions(s.shingle() * signals)
        .shingleSize(s.shingle())
        .timeDecay(s.timeDecay())
        .randomSeed(s.seed())
        .parallelExecutionEnabled(false)
        .build();
  }
}
