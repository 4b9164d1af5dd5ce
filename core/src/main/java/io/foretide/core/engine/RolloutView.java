package io.foretide.core.engine;

import io.foretide.core.model.ModelId;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.time.Range;
import java.util.List;

/**
 * A rollout and how far it is.
 *
 * @param rollout as stored
 * @param lanes by model that still exists
 */
public record RolloutView(Rollout rollout, List<Progress> lanes) {
  public RolloutView {
    lanes = List.copyOf(lanes);
  }

  /**
   * @param id of the model
   * @param model its present name
   * @param span instants that the candidate is judged over now
   * @param due intervals of the candidate's lane that are due
   * @param open of them, not ended yet
   * @param active number of the active revision
   */
  public record Progress(ModelId id, String model, Range span, long due, long open, int active) {}
}
