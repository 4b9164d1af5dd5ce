package io.foretide.forecast.ar;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Ridge regression of each value on chosen earlier values, rolled forward step by step. The penalty
 * is chosen inside the training data by generalised cross-validation (Golub, Heath and Wahba 1979).
 *
 * @param season period in steps, for filling gaps and naming
 * @param lags distances back in steps, ascending
 * @param penalties candidate penalties relative to the mean variance of the lagged values
 */
@SuppressWarnings("ArrayRecordComponent")
public record LagRidge(int season, int[] lags, double[] penalties) implements Forecaster {

  private static final double[] USUAL_PENALTIES = {1e-4, 1e-3, 1e-2, 1e-1};

  /** Plain autoregression of a given order, without penalty. */
  public static LagRidge autoregression(int order) {
    int[] lags = new int[order];
    Arrays.setAll(lags, i -> i + 1);
    return new LagRidge(1, lags, new double[] {1e-9});
  }

  /** Every lag up to a little over a season, then a few around each multiple and longer season. */
  public static LagRidge around(int usable, int... seasons) {
    TreeSet<Integer> set = new TreeSet<>();
    int longest = Math.max(1, usable / 3);
    int first = seasons.length == 0 ? 1 : seasons[0];
    for (int lag = 1; lag <= Math.min(longest, first > 1 ? first + 2 : 60); lag++) {
      set.add(lag);
    }
    for (int season : seasons) {
      for (int k = 1; k <= 2; k++) {
        for (int d = -2; d <= 2; d++) {
          int lag = k * season + d;
          if (season > 1 && lag > 0 && lag <= longest) {
            set.add(lag);
          }
        }
      }
    }
    return new LagRidge(first, set.stream().mapToInt(Integer::intValue).toArray(), USUAL_PENALTIES);
  }

  /** Usable values below which it refuses or its intervals are assumed. */
  public int supported() {
    return longest() + lags.length + 3;
  }

  private int longest() {
    return lags.length == 0 ? 0 : lags[lags.length - 1];
  }

  @Override
  public String name() {
    return "lag-ridge";
  }

  @Override
  public Fitted fit(double[] values) {
    int needed = longest() + lags.length / 4 + 3;
    return Intake.fit(this, values, needed, y -> LagRidgeFit.of(this, y));
  }
}
