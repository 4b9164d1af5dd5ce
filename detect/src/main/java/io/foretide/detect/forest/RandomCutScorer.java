package io.foretide.detect.forest;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.returntypes.DiVector;
import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/** The running forest, the last rows, and the recent level of its scores. */
final class RandomCutScorer implements Scorer {
  /** Scores that must have been seen before their level means anything. */
  private static final int LEAST = 32;

  /** Magnitudes beyond this do not fit the library's single precision arithmetic. */
  private static final double MOST = 1e15;

  private static final float LEAST_MAGNITUDE = 1e-15f;

  private final RandomCut detector;
  private final RandomCutSettings settings;
  private final double[] shift;
  private final double[] scale;
  private final float[] shingle;
  private final double[] last;
  private RandomCutForest forest;
  private int filled;
  private long scored;
  private double mean;
  private double variance;

  RandomCutScorer(RandomCut detector, RandomCutSettings settings, double[] shift, double[] scale) {
    this.detector = detector;
    this.settings = settings;
    this.shift = shift;
    this.scale = scale;
    this.shingle = new float[settings.shingle() * shift.length];
    this.last = shift.clone();
    this.forest = RandomCut.forest(settings, shift.length);
  }

  @Override
  public Causal detector() {
    return detector;
  }

  @Override
  public void score(double[] row, Score out) {
    int d = shift.length;
    boolean any = false;
    for (int j = 0; j < d; j++) {
      if (!Double.isNaN(row[j]) && !Double.isInfinite(row[j])) {
        last[j] = row[j];
        any = true;
      }
    }
    if (!any) {
      out.none(Status.MISSING);
      return;
    }
    System.arraycopy(shingle, d, shingle, 0, shingle.length - d);
    for (int j = 0; j < d; j++) {
      double z = (last[j] - shift[j]) / scale[j];
      shingle[shingle.length - d + j] = single(z);
    }
    if (filled < settings.shingle()) {
      filled++;
    }
    if (filled < settings.shingle()) {
      out.none(Status.WARMUP);
      return;
    }
    double raw = forest.getAnomalyScore(shingle);
    if (raw > 0 && scored >= LEAST) {
      double deviation = Math.max(Math.sqrt(variance), 1e-3 * mean);
      double value = (raw - mean) / (settings.deviations() * deviation);
      contributions(raw, out.contributions());
      out.set(Math.max(0, value), raw, 0);
    } else {
      out.none(Status.WARMUP);
    }
    forest.update(shingle);
    if (raw > 0) {
      learn(raw);
    }
  }

  /** The library fails on negative zeros and on cuts between numbers too small to part. */
  private static float single(double z) {
    float f = (float) Math.clamp(z, -MOST, MOST);
    return Math.abs(f) < LEAST_MAGNITUDE ? 0f : f;
  }

  private void learn(double raw) {
    double x = raw;
    if (scored >= LEAST) {
      double deviation = Math.max(Math.sqrt(variance), 1e-3 * mean);
      x = Math.min(raw, mean + settings.deviations() * deviation);
    }
    scored++;
    double weight = 1.0 / Math.min(scored, 4L * settings.sample());
    double d = x - mean;
    mean += weight * d;
    variance = (1 - weight) * (variance + weight * d * d);
  }

  private void contributions(double raw, double[] contributions) {
    int d = contributions.length;
    if (d == 1) {
      contributions[0] = raw;
      return;
    }
    java.util.Arrays.fill(contributions, 0.0);
    DiVector attribution = forest.getAnomalyAttribution(shingle);
    double sum = 0;
    for (int i = 0; i < shingle.length; i++) {
      double part = attribution.getHighLowSum(i);
      contributions[i % d] += part;
      sum += part;
    }
    for (int j = 0; j < d; j++) {
      contributions[j] = sum > 0 ? contributions[j] * raw / sum : raw / d;
    }
  }

  @Override
  public void write(ByteSink out) {
    out.putFloats(shingle);
    out.putDoubles(last);
    out.putInt(filled);
    out.putLong(scored);
    out.putDouble(mean);
    out.putDouble(variance);
    ForestForm.write(forest, out);
  }

  @Override
  public void read(ByteSource in) {
    float[] saved = in.getFloats();
    if (saved.length != shingle.length) {
      throw in.damaged("the shingle has " + saved.length + " numbers");
    }
    System.arraycopy(saved, 0, shingle, 0, saved.length);
    in.getDoubles(last);
    filled = in.getInt(0, settings.shingle());
    scored = in.getLong();
    mean = in.getDouble();
    variance = in.getDouble();
    forest = ForestForm.read(in, settings, shift.length);
  }
}
