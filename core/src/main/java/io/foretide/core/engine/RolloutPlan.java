package io.foretide.core.engine;

import io.foretide.core.rollout.RolloutTerms;
import java.util.List;

/**
 * What a rollout would do.
 *
 * @param terms as they would be agreed
 * @param lines by model
 */
public record RolloutPlan(RolloutTerms terms, List<Line> lines) {
  public RolloutPlan {
    lines = List.copyOf(lines);
  }

  /**
   * @param model name
   * @param candidate revision number
   * @param active revision number
   * @param first whether it is in a canary's share
   * @param intervals that the candidate computes before it is active
   */
  public record Line(String model, int candidate, int active, boolean first, long intervals) {}

  /** Of all models. */
  public long intervals() {
    return lines.stream().mapToLong(Line::intervals).sum();
  }
}
