package io.foretide.hub.series;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.MinMax;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Range;
import java.util.List;

/**
 * The points of a series thinned to what a screen can show.
 *
 * @param raw whether the points are there as they are; otherwise the columns are {@code min} and
 *     {@code max}
 * @param step length of a bucket in nanoseconds; 0 if raw
 * @param frame times and values
 */
record Chart(boolean raw, long step, Frame frame) {
  /** Up to this many points are read and thinned here; more are aggregated by the provider. */
  private static final long READ_HERE = 250_000;

  static Chart of(SensorDataProvider data, SeriesInfo info, Range range, int buckets)
      throws ProviderException {
    List<String> series = List.of(info.name());
    Range clipped = PointPages.clip(info, range);
    long step = Math.max(1, Long.divideUnsigned(range.to() - range.from() - 1, buckets) + 1);
    if (range.isEmpty() || clipped.isEmpty() || info.points() == 0) {
      return new Chart(true, 0, Frame.of("values", new long[0], new double[0]));
    }
    if (info.points() > 0 && info.points() <= READ_HERE) {
      Frame frame = data.read(FrameQuery.raw(series, clipped));
      return frame.rows() <= buckets
          ? new Chart(true, 0, frame)
          : new Chart(
              false,
              step,
              MinMax.downsample(frame.times(), frame.column(0), frame.rows(), range, buckets));
    }
    long aligned = Math.min(range.from(), Math.floorDiv(range.from(), step) * step);
    Range whole = new Range(aligned, range.to());
    double points = sum(data.read(new FrameQuery(series, whole, step, Aggregation.COUNT)));
    if (points <= buckets) {
      return new Chart(true, 0, data.read(FrameQuery.raw(series, clipped)));
    }
    Frame min = data.read(new FrameQuery(series, whole, step, Aggregation.MIN));
    Frame max = data.read(new FrameQuery(series, whole, step, Aggregation.MAX));
    return new Chart(
        false,
        step,
        new Frame(
            List.of("min", "max"), min.times(), new double[][] {min.column(0), max.column(0)}));
  }

  private static double sum(Frame counts) {
    double n = 0;
    for (double c : counts.column(0)) {
      n += Double.isNaN(c) ? 0 : c;
    }
    return n;
  }
}
