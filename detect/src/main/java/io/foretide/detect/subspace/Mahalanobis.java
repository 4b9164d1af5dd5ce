package io.foretide.detect.subspace;

import io.foretide.detect.Detector;
import io.foretide.detect.Refused;

/**
 * Squared Mahalanobis distance from the mean of clean data: T² with every principal component, the
 * smallest variances raised to a millionth of the mean one. Limits, contributions and missing
 * values as in {@link Pca}.
 */
public final class Mahalanobis {
  /** The kind in saved forms. */
  public static final String KIND = "mahalanobis";

  private Mahalanobis() {}

  /** The limit lies above 99.5 % of clean rows that the model had not seen. */
  public static Detector fit(double[][] clean) {
    return fit(clean, 0.995);
  }

  /** The limit lies above that share of clean rows that the model had not seen. */
  public static Detector fit(double[][] clean, double level) {
    if (clean.length == 0) {
      return Refused.because("there are no signals", "at least one column");
    }
    PcaSettings settings =
        PcaSettings.usual()
            .withComponents(clean.length)
            .withStatistic(PcaSettings.Statistic.T2)
            .withLevel(level);
    return Pca.fit(KIND, clean, settings);
  }
}
