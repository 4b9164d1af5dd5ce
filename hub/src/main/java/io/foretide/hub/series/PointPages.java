package io.foretide.hub.series;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Range;
import java.io.IOException;
import java.util.List;

/**
 * Reads the raw points of any range in portions of bounded size, in time order: where a series is
 * large, the points are counted first and the range is cut where the counts say. Thread-safe.
 */
public final class PointPages {
  private static final int PARTS = 256;
  private final SensorDataProvider data;
  private final int portion;

  /**
   * @param portion points that are read at once, about
   */
  public PointPages(SensorDataProvider data, int portion) {
    this.data = data;
    this.portion = portion;
  }

  /** Takes a portion; returns false to stop. */
  @FunctionalInterface
  public interface Taker {
    boolean take(Frame portion) throws IOException;
  }

  /** The part of a range in which a series can have points. */
  public static Range clip(SeriesInfo info, Range range) {
    return info.hasPoints()
        ? range.intersect(new Range(info.first(), Math.max(info.last(), info.last() + 1)))
        : range;
  }

  /**
   * @param range already clipped, see {@link #clip}
   */
  public void read(SeriesInfo info, Range range, Taker taker)
      throws ProviderException, IOException {
    if (range.isEmpty() || info.points() == 0) {
      return;
    }
    if (info.points() > 0 && info.points() <= portion) {
      take(info.name(), range, taker);
    } else {
      divide(info.name(), range, taker);
    }
  }

  private boolean take(String series, Range range, Taker taker)
      throws ProviderException, IOException {
    Frame frame = data.read(FrameQuery.raw(List.of(series), range));
    return frame.rows() == 0 || taker.take(frame);
  }

  private boolean divide(String series, Range range, Taker taker)
      throws ProviderException, IOException {
    long step = Math.max(1, Long.divideUnsigned(range.to() - range.from(), PARTS) + 1);
    long aligned = Math.floorDiv(range.from(), step) * step;
    Range whole = new Range(Math.min(aligned, range.from()), range.to());
    Frame counts = data.read(new FrameQuery(List.of(series), whole, step, Aggregation.COUNT));
    long from = range.from();
    long held = 0;
    for (int i = 0; i < counts.rows(); i++) {
      double c = counts.column(0)[i];
      long n = Double.isNaN(c) ? 0 : (long) c;
      long start = Math.max(range.from(), counts.times()[i]);
      long end = i + 1 < counts.rows() ? counts.times()[i + 1] : range.to();
      if (held > 0 && held + n > portion) {
        if (!take(series, new Range(from, start), taker)) {
          return false;
        }
        held = 0;
        from = start;
      }
      if (n > portion && end - start > 1_000) {
        if (!divide(series, new Range(start, end), taker)) {
          return false;
        }
        from = end;
      } else {
        held += n;
      }
    }
    return held == 0 || take(series, new Range(from, range.to()), taker);
  }
}
