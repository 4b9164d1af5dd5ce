package io.foretide.detect.change;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Scorer;
import io.foretide.detect.algebra.Quantile;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * Bayesian online changepoint detection (Adams and MacKay, arXiv 0710.3742): each signal is normal
 * with unknown mean and variance between changes, and all signals change together.
 *
 * <p>The raw statistic is the probability that a change happened within the last few rows, the
 * score that over one half. Run lengths beyond {@link Settings#longest()} are held together.
 * Signals are brought to the scale of the clean data they were fitted to. Contributions are a
 * ranking: how much less a signal expected of itself under the longest likely run than under a new
 * one.
 */
public final class OnlineChange implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "online-change";

  /**
   * Settings.
   *
   * @param expectedRun mean rows between changes
   * @param recent rows within which a change counts as now
   * @param longest run length that is told apart
   */
  public record Settings(double expectedRun, int recent, int longest) {

    /** A change every 1,000 rows, reported for 5 rows, runs up to 500. */
    public static Settings usual() {
      return new Settings(1000, 5, 500);
    }
  }

  final Settings settings;
  final double[] centre;
  final double[] scale;

  private OnlineChange(Settings settings, double[] centre, double[] scale) {
    this.settings = settings;
    this.centre = centre;
    this.scale = scale;
  }

  /** A detector on the scale of clean data. */
  public static Detector fit(double[][] clean, Settings settings) {
    boolean good =
        clean.length > 0
            && settings.expectedRun() > 1
            && settings.recent() >= 1
            && settings.longest() > 2 * settings.recent()
            && settings.longest() <= 100_000;
    if (!good) {
      return Refused.because(
          "online changepoints over " + clean.length + " signals were asked for with " + settings,
          "at least 1 signal, an expected run above 1, and a longest run over twice the recent one");
    }
    double[] centre = new double[clean.length];
    double[] scale = new double[clean.length];
    for (int j = 0; j < clean.length; j++) {
      double[] x = Arrays.stream(clean[j]).filter(Double::isFinite).toArray();
      if (x.length < 10) {
        return Refused.because(
            "signal " + j + " has " + x.length + " values", "at least 10 values per signal");
      }
      centre[j] = Quantile.of(x, 0.5);
      double spread = (Quantile.of(x, 0.84) - Quantile.of(x, 0.16)) / 2;
      scale[j] = Math.max(spread, Math.max(1e-6 * Math.abs(centre[j]), 1e-9));
    }
    return new OnlineChange(settings, centre, scale);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return centre.length;
  }

  @Override
  public int lookback() {
    return UNBOUNDED;
  }

  @Override
  public Scorer scorer() {
    return new OnlineChangeScorer(this);
  }

  @Override
  public void write(ByteSink out) {
    out.putDouble(settings.expectedRun());
    out.putInt(settings.recent());
    out.putInt(settings.longest());
    out.putDoubles(centre);
    out.putDoubles(scale);
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    Settings settings = new Settings(in.getDouble(), in.getInt(1, 50_000), in.getInt(3, 100_000));
    double[] centre = in.getDoubles();
    double[] scale = new double[centre.length];
    in.getDoubles(scale);
    return new OnlineChange(settings, centre, scale);
  }
}
