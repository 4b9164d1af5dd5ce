package io.foretide.hub.explore;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.Resampler;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.ApiError;
import java.util.Arrays;
import java.util.List;

/**
 * A range and the earlier ones that it is compared with: the same time of the day, whole days back.
 *
 * @param range in question, on whole buckets
 * @param step length of a bucket, nanoseconds
 * @param shift from one window to the one before, whole days
 * @param earlier how many
 */
record Windows(Range range, long step, long shift, int earlier) {
  private static final int MOST_BUCKETS = 96;
  private static final long MOST_DAYS = 31;

  /** Points up to which a series is read in one piece. */
  private static final double ONE_READ = 60_000;

  /** Lengths that divide a day. */
  private static final long[] STEPS = {
    1, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200
  };

  static Windows of(Range wanted, int earlier) {
    if (wanted.isEmpty() || wanted.length() > MOST_DAYS * Instants.DAY) {
      throw ApiError.bad(
          "from", "the range is empty or longer than " + MOST_DAYS + " days: choose a shorter one");
    }
    long step = STEPS[STEPS.length - 1] * Instants.SECOND;
    for (long s : STEPS) {
      if (wanted.length() <= s * Instants.SECOND * MOST_BUCKETS) {
        step = s * Instants.SECOND;
        break;
      }
    }
    long from = Math.floorDiv(wanted.from(), step) * step;
    long to = Math.ceilDiv(wanted.to(), step) * step;
    long shift = Math.ceilDiv(to - from, Instants.DAY) * Instants.DAY;
    return new Windows(new Range(from, to), step, shift, earlier);
  }

  Range window(int k) {
    return new Range(
        Instants.minus(range.from(), k * shift), Instants.minus(range.to(), k * shift));
  }

  /** When bucket {@code b} of the range starts. */
  long start(int b) {
    return range.from() + b * step;
  }

  /** Compares a series with its own past. */
  Unusual judge(SensorDataProvider data, SeriesInfo info) throws ProviderException {
    double[][] least = new double[earlier + 1][];
    double[][] most = new double[earlier + 1][];
    Range all = new Range(window(earlier).from(), range.to());
    if (expected(info, all) <= ONE_READ) {
      Frame points = data.read(FrameQuery.raw(List.of(info.name()), all));
      for (int k = 0; k <= earlier; k++) {
        least[k] = buckets(points, window(k), Aggregation.MIN);
        most[k] = buckets(points, window(k), Aggregation.MAX);
      }
    } else {
      for (int k = 0; k <= earlier; k++) {
        least[k] = read(data, info.name(), window(k), Aggregation.MIN);
        most[k] = read(data, info.name(), window(k), Aggregation.MAX);
      }
    }
    return Unusual.of(least, most);
  }

  /** About how many points of a series lie in a range; infinite if that is not known. */
  private static double expected(SeriesInfo info, Range all) {
    if (info.points() < 0 || !info.hasPoints()) {
      return Double.POSITIVE_INFINITY;
    }
    double span = Math.max(1, (double) info.last() - info.first());
    return Math.min(info.points(), info.points() * (all.length() / span));
  }

  private double[] buckets(Frame points, Range window, Aggregation how) {
    return Resampler.resample(points.times(), points.column(0), points.rows(), window, step, how);
  }

  private double[] read(SensorDataProvider data, String name, Range window, Aggregation how)
      throws ProviderException {
    Frame frame = data.read(new FrameQuery(List.of(name), window, step, how));
    int n = (int) (window.length() / step);
    return frame.rows() == n ? frame.column(0) : Arrays.copyOf(frame.column(0), n);
  }
}
