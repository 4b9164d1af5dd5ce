package io.foretide.models.exported;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.Reason;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunRequest;
import io.foretide.core.time.Range;
import io.foretide.models.feature.RowTimes;
import io.foretide.models.window.Buckets;
import io.foretide.models.window.Outcomes;
import io.foretide.models.window.Shape;
import io.foretide.models.window.Silence;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The rows that the intervals of a request are run on, and what their numbers become. Used by one
 * thread.
 */
public final class RowPlan {
  private final RowSettings settings;
  private final Shape shape;
  private final long reach;
  private final RunRequest request;
  private final Buckets buckets;
  private final boolean[] silent;
  private final int[] starts;
  private final RowTimes times;

  /**
   * @param settings what a row stands for
   * @param shape of the intervals
   * @param reach buckets before a row's own that decide it
   * @param request with at least one interval
   */
  public RowPlan(RowSettings settings, Shape shape, long reach, RunRequest request) {
    this.settings = settings;
    this.shape = shape;
    this.reach = reach;
    this.request = request;
    Range[] intervals = request.intervals();
    long to = shape.bucketAt(intervals[intervals.length - 1].to());
    long from =
        Math.min(shape.bucketAt(intervals[0].from()), shape.bucketAt(intervals[0].to()) - 1);
    this.buckets = Buckets.unchecked(request.frame(), shape.step(), from - reach, to);
    this.silent = new boolean[intervals.length];
    this.starts = places(intervals);
    this.times = times(intervals, starts[starts.length - 1]);
  }

  private long start(Range interval) {
    long end = shape.bucketAt(interval.to());
    return Math.min(shape.bucketAt(interval.from()), end - 1);
  }

  private int size(Range interval) {
    return switch (settings.rows()) {
      case BUCKET -> (int) (shape.bucketAt(interval.to()) - start(interval));
      case INTERVAL -> 1;
      case STEP -> Math.max(1, settings.horizon());
    };
  }

  private int[] places(Range[] intervals) {
    int[] out = new int[intervals.length + 1];
    int known = 0;
    for (int i = 0; i < intervals.length; i++) {
      silent[i] = !buckets.any(start(intervals[i]), shape.bucketAt(intervals[i].to()));
      if (!silent[i]) {
        out[known + 1] = out[known] + size(intervals[i]);
        known++;
      }
    }
    return Arrays.copyOf(out, known + 1);
  }

  private RowTimes times(Range[] intervals, int n) {
    long[] at = new long[n];
    // The rows of buckets are about themselves.
    long[] about = settings.rows() == Rows.BUCKET ? at : new long[n];
    int row = 0;
    for (int i = 0; i < intervals.length; i++) {
      if (silent[i]) {
        continue;
      }
      long origin = shape.bucketAt(intervals[i].to());
      switch (settings.rows()) {
        case BUCKET -> {
          for (long k = start(intervals[i]); k < origin; k++) {
            at[row++] = k;
          }
        }
        case INTERVAL -> {
          at[row] = origin - 1;
          about[row++] = settings.horizon() > 0 ? origin : origin - 1;
        }
        case STEP -> {
          for (int step = 0; step < settings.horizon(); step++) {
            at[row] = origin - 1;
            about[row++] = origin + step;
          }
        }
      }
    }
    return new RowTimes(at, about);
  }

  /** The inputs, infinite values among them. */
  public Buckets buckets() {
    return buckets;
  }

  /** The rows. */
  public RowTimes times() {
    return times;
  }

  /** The first row of each interval that has data, and the number of rows. */
  public int[] starts() {
    return starts.clone();
  }

  /**
   * What becomes of the intervals.
   *
   * @param values of each interval that has data, {@code [column][row * steps + step]}
   * @param lacking a feature for whose lack rows were left out; empty if none were
   */
  public List<OutcomePart> outcomes(IntFunction<double[][]> values, String lacking) {
    ModelDefinition definition = request.revision().definition();
    Range[] intervals = request.intervals();
    Outcomes out = new Outcomes(request.cells().from());
    int known = 0;
    for (int i = 0; i < intervals.length; i++) {
      if (silent[i]) {
        long end = shape.bucketAt(intervals[i].to());
        out.empty(
            Reason.NO_DATA, Silence.words(definition.inputs(), buckets, end - 1 - reach, end));
      } else {
        add(intervals[i], values.apply(known++), lacking, out);
      }
    }
    return out.parts();
  }

  private void add(Range interval, double[][] values, String lacking, Outcomes out) {
    boolean any = false;
    for (int c = 0; c < values.length && !any; c++) {
      any = hasNumber(values[c]);
    }
    if (!any) {
      out.empty(
          Reason.NO_HISTORY,
          lacking.isEmpty()
              ? "the model yielded no number"
              : "feature '" + lacking + "' has no value; missing lets rows run without");
      return;
    }
    long step = shape.step();
    long origin = shape.bucketAt(interval.to());
    long first =
        switch (settings.rows()) {
          case BUCKET -> start(interval);
          case INTERVAL, STEP -> settings.horizon() > 0 ? origin : origin - 1;
        };
    out.predicted(new PredictionBlock(interval.to(), first * step, step, values));
  }

  private static boolean hasNumber(double[] values) {
    for (double x : values) {
      if (!Double.isNaN(x)) {
        return true;
      }
    }
    return false;
  }
}
