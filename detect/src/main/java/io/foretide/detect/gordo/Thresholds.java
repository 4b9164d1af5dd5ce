package io.foretide.detect.gordo;

import io.foretide.detect.algebra.Quantile;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * Thresholds of a detector; NaN where a fold was too short for one.
 *
 * @param feature per tag, of the unscaled error
 * @param aggregate of the total scaled error
 * @param smoothFeature the same over the smoothing window, empty without one
 * @param smoothAggregate the same over the smoothing window, NaN without one
 * @param perFold feature thresholds and then the aggregate one, for each fold; empty for KFCV
 */
@SuppressWarnings("ArrayRecordComponent")
public record Thresholds(
    double[] feature,
    double aggregate,
    double[] smoothFeature,
    double smoothAggregate,
    double[][] perFold) {

  /** Rows that must all be above a level for DiffBased to count it. */
  static final int ROWS = 6;

  /** The largest minimum over that many consecutive values, NaN if there are fewer. */
  static double largestMinimum(double[] values, int rows) {
    double most = Double.NaN;
    for (int i = rows - 1; i < values.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = i - rows + 1; k <= i; k++) {
        least = Math.min(least, values[k]);
      }
      most = Double.isNaN(most) ? least : Math.max(most, least);
    }
    return most;
  }

  static Thresholds diffBased(GordoSettings s, double[][] x, double[][] y) {
    Folds.Fold[] folds = s.folds().of(y[0].length);
    int m = y.length;
    double[][] perFold = new double[folds.length][m + 1];
    double[] smooth = new double[m + 1];
    Arrays.fill(smooth, Double.NaN);
    for (int f = 0; f < folds.length; f++) {
      double[][] errors = new FoldErrors(s, x, y).errors(folds[f], new double[m][y[0].length]);
      for (int j = 0; j <= m; j++) {
        perFold[f][j] = largestMinimum(errors[j], ROWS);
        smooth[j] = s.window() > 0 ? largestMinimum(errors[j], s.window()) : Double.NaN;
      }
    }
    double[] last = perFold[folds.length - 1];
    return new Thresholds(
        Arrays.copyOf(last, m),
        last[m],
        s.window() > 0 ? Arrays.copyOf(smooth, m) : new double[0],
        smooth[m],
        perFold);
  }

  static Thresholds kfcv(GordoSettings s, double[][] x, double[][] y) {
    int m = y.length;
    int n = y[0].length;
    double[][] predicted = new double[m][n];
    // Rows that are in no test part keep prediction 0 and have no total, as they do in Gordo.
    double[] total = new double[n];
    Arrays.fill(total, Double.NaN);
    for (Folds.Fold fold : s.folds().of(n)) {
      double[][] own = new FoldErrors(s, x, y).errors(fold, predicted);
      for (int i = 0; i < fold.test().length; i++) {
        total[fold.test()[i]] = own[m][i];
      }
    }
    double[][] errors = FoldErrors.of(TagTransform.fit(s.scaler(), y), y, predicted);
    errors[m] = total;
    double[] thresholds = new double[m + 1];
    for (int j = 0; j <= m; j++) {
      double[] smoothed = errors[j];
      if (s.window() > 0) {
        Smoothing.Run run = new Smoothing.Run(s.smoothing(), s.window());
        for (int i = 0; i < n; i++) {
          smoothed[i] = run.next(smoothed[i]);
        }
      }
      thresholds[j] = Quantile.of(smoothed, s.percentile());
    }
    return new Thresholds(
        Arrays.copyOf(thresholds, m), thresholds[m], new double[0], Double.NaN, new double[0][]);
  }

  void write(ByteSink out) {
    out.putDoubles(feature);
    out.putDouble(aggregate);
    out.putDoubles(smoothFeature);
    out.putDouble(smoothAggregate);
    out.putInt(perFold.length);
    for (double[] fold : perFold) {
      out.putDoubles(fold);
    }
  }

  static Thresholds read(ByteSource in) {
    double[] feature = in.getDoubles();
    double aggregate = in.getDouble();
    double[] smoothFeature = in.getDoubles();
    double smoothAggregate = in.getDouble();
    double[][] perFold = new double[in.getInt(0, 10_000)][];
    for (int i = 0; i < perFold.length; i++) {
      perFold[i] = in.getDoubles();
    }
    return new Thresholds(feature, aggregate, smoothFeature, smoothAggregate, perFold);
  }
}
