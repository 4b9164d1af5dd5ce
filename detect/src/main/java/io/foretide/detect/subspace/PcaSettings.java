package io.foretide.detect.subspace;

import io.foretide.detect.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Settings of principal component detectors.
 *
 * @param components how many components to keep, 0 to choose by {@code variance}
 * @param variance the share of the variance that the kept components explain, above 0 to below 1
 * @param lags earlier rows that are part of a row; 0 is static PCA
 * @param statistic which statistic is scored
 * @param level the share of clean rows below the limit, above 0.5 to below 1
 */
public record PcaSettings(
    int components, double variance, int lags, Statistic statistic, double level) {

  /** What is scored. */
  public enum Statistic {
    /** Hotelling's T², variation inside the model. */
    T2,
    /** Q, also called SPE: the squared distance from the model. */
    Q,
    /** The larger of T² and Q, each over its own limit. */
    LARGER,
    /** The sum of T² and Q, each over its own limit (Yue and Qin, 2001). */
    COMBINED
  }

  /** 90 % of the variance, no lags, the larger of T² and Q, limits above 99.5 % of clean rows. */
  public static PcaSettings usual() {
    return new PcaSettings(0, 0.9, 0, Statistic.LARGER, 0.995);
  }

  /** The same with that many components. */
  public PcaSettings withComponents(int count) {
    return new PcaSettings(count, variance, lags, statistic, level);
  }

  /** The same with components chosen for that share of the variance. */
  public PcaSettings withVariance(double share) {
    return new PcaSettings(0, share, lags, statistic, level);
  }

  /** The same with that many earlier rows. */
  public PcaSettings withLags(int rows) {
    return new PcaSettings(components, variance, rows, statistic, level);
  }

  /** The same with that statistic. */
  public PcaSettings withStatistic(Statistic which) {
    return new PcaSettings(components, variance, lags, which, level);
  }

  /** The same with limits at that quantile of clean rows. */
  public PcaSettings withLevel(double share) {
    return new PcaSettings(components, variance, lags, statistic, share);
  }

  @Nullable Refused problem() {
    boolean good =
        components >= 0
            && variance > 0
            && variance < 1
            && lags >= 0
            && lags <= 10_000
            && level > 0.5
            && level < 1;
    return good
        ? null
        : Refused.because(
            "PCA was asked for with " + this,
            "components and lags of 0 or more, a variance above 0 to below 1, a level above 0.5 to"
                + " below 1");
  }
}
