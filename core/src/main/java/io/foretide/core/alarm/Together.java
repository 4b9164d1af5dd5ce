package io.foretide.core.alarm;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.time.Range;
import java.util.List;

/** Whether two series move together: their correlation over a day before an instant. */
final class Together {
  private static final int BUCKETS = 144;
  private static final long STEP = 600_000_000_000L;
  private static final double ENOUGH = 0.7;

  private final SensorDataProvider data;

  Together(SensorDataProvider data) {
    this.data = data;
  }

  boolean move(String a, String b, long before) {
    if (a.equals(b)) {
      return true;
    }
    if (a.isEmpty() || b.isEmpty()) {
      return false;
    }
    long end = Math.floorDiv(before, STEP) * STEP;
    try {
      Frame f =
          data.read(
              new FrameQuery(
                  List.of(a, b), new Range(end - BUCKETS * STEP, end), STEP, Aggregation.MEAN));
      return Math.abs(correlation(f.column(0), f.column(1))) >= ENOUGH;
    } catch (ProviderException e) {
      // Not known: they are told apart, which loses nothing.
      return false;
    }
  }

  /** Pearson's, of the rows where both have a value; 0 if fewer than ten do. */
  static double correlation(double[] x, double[] y) {
    int n = 0;
    double sx = 0;
    double sy = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i] + y[i])) {
        n++;
        sx += x[i];
        sy += y[i];
      }
    }
    if (n < 10) {
      return 0;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i] + y[i])) {
        double dx = x[i] - sx / n;
        double dy = y[i] - sy / n;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
      }
    }
    return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
  }
}
