package io.foretide.core.engine;

import io.foretide.core.time.Range;
import java.util.List;

/**
 * The life of one interval.
 *
 * @param model name
 * @param revision that owns it
 * @param cell its number
 * @param interval its instants
 * @param dueAt when it fell or falls due
 * @param state its visible state now
 * @param steps what happened and what will, in order
 */
public record Explanation(
    String model,
    int revision,
    long cell,
    Range interval,
    long dueAt,
    VisibleState state,
    List<Step> steps) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /**
   * @param time when, epoch nanoseconds; 0 if not known
   * @param what one sentence
   */
  public record Step(long time, String what) {}
}
