package io.foretide.detect.gordo;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Settings of a difference-based detector.
 *
 * @param model the base estimator
 * @param scaler of the errors
 * @param shuffle whether training rows are permuted with seed 0 before the base fit
 * @param folds of the cross-validation
 * @param window rows of smoothing, 0 for none
 * @param smoothing how
 * @param percentile quantile of the out-of-fold scores that is the threshold (KFCV), or 0 for the
 *     largest six-row minimum of the last fold (DiffBased)
 * @param stateful whether the normalised score is smoothed across requests; off, it is Gordo's
 *     total-anomaly-confidence
 */
public record GordoSettings(
    TagModel model,
    TagScaler.Kind scaler,
    boolean shuffle,
    Folds folds,
    int window,
    Smoothing smoothing,
    double percentile,
    boolean stateful) {

  /** Gordo's DiffBasedAnomalyDetector with its defaults. */
  public static GordoSettings diffBased(TagModel model) {
    return new GordoSettings(
        model, TagScaler.Kind.MIN_MAX, false, new Folds.TimeSeries(3), 0, Smoothing.SMM, 0, false);
  }

  /** Gordo's DiffBasedKFCVAnomalyDetector with its defaults and five shuffled folds. */
  public static GordoSettings kfcv(TagModel model) {
    return new GordoSettings(
        model,
        TagScaler.Kind.MIN_MAX,
        true,
        new Folds.KFold(5, true, 0),
        144,
        Smoothing.SMM,
        0.99,
        false);
  }

  /** The same with that scaler of errors. */
  public GordoSettings withScaler(TagScaler.Kind kind) {
    return new GordoSettings(model, kind, shuffle, folds, window, smoothing, percentile, stateful);
  }

  /** The same with those folds. */
  public GordoSettings withFolds(Folds which) {
    return new GordoSettings(
        model, scaler, shuffle, which, window, smoothing, percentile, stateful);
  }

  /** The same with that smoothing. */
  public GordoSettings withSmoothing(int rows, Smoothing how) {
    return new GordoSettings(model, scaler, shuffle, folds, rows, how, percentile, stateful);
  }

  /** The same with that quantile as the threshold. */
  public GordoSettings withPercentile(double share) {
    return new GordoSettings(model, scaler, shuffle, folds, window, smoothing, share, stateful);
  }

  /** The same with or without shuffled training rows. */
  public GordoSettings withShuffle(boolean shuffled) {
    return new GordoSettings(
        model, scaler, shuffled, folds, window, smoothing, percentile, stateful);
  }

  /** The same, smoothing across requests. */
  public GordoSettings asStateful() {
    return new GordoSettings(model, scaler, shuffle, folds, window, smoothing, percentile, true);
  }

  void write(ByteSink out) {
    model.write(out);
    out.putByte(scaler.ordinal());
    out.putBoolean(shuffle);
    out.putInt(window);
    out.putByte(smoothing.ordinal());
    out.putDouble(percentile);
    out.putBoolean(stateful);
  }

  /** Reads settings; folds matter only for fitting and are not kept. */
  static GordoSettings read(ByteSource in) {
    String model = in.getString();
    TagModel method =
        switch (model) {
          case "linear" -> LinearTags.readSettings(in);
          case "hourglass" -> HourglassTags.readSettings(in);
          default -> throw in.damaged("the base model is '" + model + "'");
        };
    return new GordoSettings(
        method,
        TagScaler.Kind.values()[in.getByte() % TagScaler.Kind.values().length],
        in.getBoolean(),
        new Folds.TimeSeries(3),
        in.getInt(0, 1_000_000),
        Smoothing.values()[in.getByte() % 3],
        in.getDouble(),
        in.getBoolean());
  }
}
