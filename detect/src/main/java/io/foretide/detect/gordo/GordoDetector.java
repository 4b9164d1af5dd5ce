package io.foretide.detect.gordo;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Gordo's DiffBased and KFCV anomaly detectors. A model predicts target tags from input tags; what
 * counts is the difference. Exactly Gordo's numbers come from {@link #gordoScorer()}.
 *
 * <p>As a detector of rows: a row holds the inputs and, unless targets are the inputs, the targets
 * behind them. The raw statistic is total-anomaly-scaled, the mean square of the scaled errors, to
 * which each target contributes its share. The normalised score is total-anomaly-confidence; in
 * stateful mode it is the smoothed total over its threshold, with the window carried across calls.
 * A row with a missing value has no score, as Gordo refuses such.
 */
public final class GordoDetector implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "gordo";

  private static final int LEAST_ROWS = 20;

  final GordoSettings settings;
  final boolean same;
  final int inputs;
  final int targets;
  final TagModel.Fitted model;
  final TagTransform scaler;
  final Thresholds thresholds;

  private GordoDetector(
      GordoSettings settings,
      boolean same,
      int inputs,
      int targets,
      TagModel.Fitted model,
      TagTransform scaler,
      Thresholds thresholds) {
    this.settings = settings;
    this.same = same;
    this.inputs = inputs;
    this.targets = targets;
    this.model = model;
    this.scaler = scaler;
    this.thresholds = thresholds;
  }

  /** Fits a detector whose targets are its inputs. */
  public static Detector fit(double[][] clean, GordoSettings settings) {
    return fit(clean, clean, true, settings);
  }

  /** Fits a detector of targets by other tags. */
  public static Detector fit(double[][] inputs, double[][] targets, GordoSettings settings) {
    return fit(inputs, targets, false, settings);
  }

  private static Detector fit(double[][] x, double[][] y, boolean same, GordoSettings s) {
    if (x.length == 0 || y.length == 0) {
      return Refused.because("there are no tags", "at least one input and one target tag");
    }
    int rows = Columns.rows(x, x.length);
    if (Columns.rows(y, y.length) != rows) {
      return Refused.because("inputs and targets differ in length", "as many rows of both");
    }
    int n = 0;
    int[] whole = new int[rows];
    for (int i = 0; i < rows; i++) {
      if (finite(x, i) && finite(y, i)) {
        whole[n++] = i;
      }
    }
    if (n < LEAST_ROWS) {
      return Refused.because(
          n + " of " + rows + " training rows have all values", "at least " + LEAST_ROWS);
    }
    double[][] inputs = take(x, whole, n);
    double[][] targets = same ? inputs : take(y, whole, n);
    int[] all = new int[n];
    for (int i = 0; i < n; i++) {
      all[i] = i;
    }
    int[] order = s.shuffle() ? new NumpyShuffle(0).permutation(n) : all;
    TagModel.Fitted model = s.model().fit(take(inputs, order, n), take(targets, order, n));
    Thresholds thresholds =
        s.percentile() > 0
            ? Thresholds.kfcv(s, inputs, targets)
            : Thresholds.diffBased(s, inputs, targets);
    TagTransform scaler = TagTransform.fit(s.scaler(), targets);
    return new GordoDetector(s, same, x.length, y.length, model, scaler, thresholds);
  }

  private static boolean finite(double[][] columns, int i) {
    for (double[] column : columns) {
      if (!Double.isFinite(column[i])) {
        return false;
      }
    }
    return true;
  }

  private static double[][] take(double[][] columns, int[] rows, int n) {
    double[][] taken = new double[columns.length][n];
    for (int j = 0; j < taken.length; j++) {
      for (int i = 0; i < n; i++) {
        taken[j][i] = columns[j][rows[i]];
      }
    }
    return taken;
  }

  /** The thresholds of the cross-validation. */
  public Thresholds thresholds() {
    return thresholds;
  }

  /** The scaler of the errors. */
  public TagTransform scaler() {
    return scaler;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return same ? inputs : inputs + targets;
  }

  @Override
  public int lookback() {
    return settings.stateful() && settings.window() > 0 ? UNBOUNDED : 0;
  }

  /**
   * A scorer of one request, or of a whole stream if it is kept: smoothing starts anew with each
   * scorer, as Gordo's does with each request.
   */
  public GordoScorer gordoScorer() {
    return new GordoScorer(this);
  }

  @Override
  public Scorer scorer() {
    return new GordoScorer(this);
  }

  @Override
  public void write(ByteSink out) {
    settings.write(out);
    out.putBoolean(same);
    out.putInt(inputs);
    out.putInt(targets);
    model.write(out);
    TagTransform.write(scaler, out);
    thresholds.write(out);
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    GordoSettings settings = GordoSettings.read(in);
    return new GordoDetector(
        settings,
        in.getBoolean(),
        in.getInt(1, 1 << 20),
        in.getInt(1, 1 << 20),
        settings.model().read(in),
        TagTransform.read(in),
        Thresholds.read(in));
  }
}
