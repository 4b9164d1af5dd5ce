package io.foretide.core.engine;

import io.foretide.core.time.Range;
import java.util.List;

/**
 * A wish to compute intervals, again or at last.
 *
 * @param models names; empty for all
 * @param instants the span; only intervals wholly inside count
 * @param mode which of them
 */
public record Backfill(List<String> models, Range instants, Mode mode) {
  public Backfill {
    models = List.copyOf(models);
  }

  /** Which intervals are computed. */
  public enum Mode {
    /** Missing ones only; a span before a model's start moves the start. */
    ONLY_MISSING,
    /** Missing and failed ones. */
    FAILED,
    /** All, also those that are predicted. */
    ALL
  }

  /**
   * What a backfill does, or would do.
   *
   * @param perModel by model
   * @param seconds estimated run time; -1 if unknown
   */
  public record Plan(List<Line> perModel, double seconds) {
    public Plan {
      perModel = List.copyOf(perModel);
    }

    public long intervals() {
      return perModel.stream().mapToLong(l -> l.missing() + l.rerun()).sum();
    }
  }

  /**
   * @param model name
   * @param missing intervals that are missing anyway
   * @param rerun covered intervals that are un-covered
   * @param moved intervals that become due because the start moves, counted in {@code missing}
   * @param lost intervals that are left as they are because their input has expired
   */
  public record Line(String model, long missing, long rerun, long moved, long lost) {}
}
