package io.foretide.core.engine;

import io.foretide.core.error.ProviderException;
import io.foretide.core.rollout.RolloutAction;
import java.util.List;
import java.util.Optional;

/** What can be asked about candidates beside active revisions, and done with them. Thread-safe. */
public interface Rollouts {
  /** What a rollout would do; nothing is changed. */
  RolloutPlan preview(RolloutWish wish) throws ProviderException;

  /**
   * Begins one.
   *
   * @throws ProviderException.Rejected if one is open for one of the models, or the wish makes no
   *     sense
   */
  RolloutView start(RolloutWish wish) throws ProviderException;

  /**
   * Takes a person's decision.
   *
   * @throws ProviderException.Rejected if the rollout is not in a state that allows it
   */
  RolloutView act(long id, RolloutAction action, String actor, String reason)
      throws ProviderException;

  Optional<RolloutView> find(long id) throws ProviderException;

  /**
   * The newest first.
   *
   * @param model only those that it takes part in; empty for all
   * @param open only those that are not over
   */
  List<RolloutView> list(String model, boolean open, int limit) throws ProviderException;
}
