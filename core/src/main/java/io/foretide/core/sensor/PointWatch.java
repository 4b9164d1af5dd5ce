package io.foretide.core.sensor;

import io.foretide.core.model.ModelId;
import io.foretide.core.time.RangeSet;
import java.util.List;

/**
 * Decides what changed points do to coverage. Called by the store inside the transaction that
 * writes them. Thread-safe and quick.
 */
public interface PointWatch {
  /** Nothing watches anything. */
  PointWatch NONE =
      new PointWatch() {
        @Override
        public long watchedBefore(String series) {
          return Long.MIN_VALUE;
        }

        @Override
        public List<Hit> changed(String series, long[] times, int n) {
          return List.of();
        }

        @Override
        public List<Counter> counters(String series) {
          return List.of();
        }
      };

  /**
   * Only changes before this instant can matter for a series; {@link Long#MIN_VALUE} if none can.
   * Lets the store skip comparing newer points.
   */
  long watchedBefore(String series);

  /**
   * The cells that changed points un-cover or make stale.
   *
   * @param times of new or changed points, rising
   * @param n how many of them
   */
  List<Hit> changed(String series, long[] times, int n);

  /** The revisions that count this series' new points. */
  List<Counter> counters(String series);

  /**
   * @param model whose cells
   * @param revision which
   * @param cells touched by changed points
   * @param settle nanoseconds to wait before a cell that is in flight is planned again
   */
  record Hit(ModelId model, int revision, RangeSet cells, long settle) {}

  /**
   * @param model driven by points
   * @param revision which
   * @param count new points per interval
   * @param from only points at or after this instant count
   */
  record Counter(ModelId model, int revision, long count, long from) {}
}
