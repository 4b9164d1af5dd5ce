package io.foretide.models.window;

import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Grid;

/**
 * How a model's intervals lie on its buckets. An interval [a, b) owns the buckets that end in (a,
 * b]: each bucket belongs to one interval, and none reaches past its interval's end, so that no
 * value from after the end can be read.
 *
 * @param step length of a bucket, nanoseconds
 * @param aligned whether every interval starts and ends between two buckets
 * @param every length of an interval in nanoseconds; 0 if it varies
 */
public record Shape(long step, boolean aligned, long every) {
  /** The shape of a definition, whose resolution is above zero. */
  public static Shape of(ModelDefinition definition) {
    long step = definition.resolution();
    return switch (definition.schedule()) {
      case Schedule.ByPoints p -> new Shape(step, false, 0);
      case Schedule.ByTime(Grid grid, long delay) ->
          new Shape(
              step,
              grid.every() % step == 0 && Math.floorMod(grid.anchor(), step) == 0,
              grid.every());
    };
  }

  /**
   * The first bucket that does not end at or before an instant: the first that an interval from
   * there on owns, and the first that an interval to there may not read.
   */
  public long bucketAt(long instant) {
    return Math.floorDiv(instant, step);
  }

  /** The first bucket that starts at or after an instant. */
  public long bucketFrom(long instant) {
    return Math.ceilDiv(instant, step);
  }

  /** Nanoseconds before an interval's start that hold so many whole buckets before its end. */
  public long lookback(long buckets) {
    return (buckets + (aligned ? 0 : 1)) * step;
  }
}
