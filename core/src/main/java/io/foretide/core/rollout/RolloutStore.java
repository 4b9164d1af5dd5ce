package io.foretide.core.rollout;

import io.foretide.core.error.ProviderException;
import java.util.List;
import java.util.Optional;

/** Keeps rollouts. Thread-safe; what a call wrote is durable when it returns. */
public interface RolloutStore {
  /** Stores a new rollout and gives it its id; {@code rollout.id()} is ignored. */
  Rollout create(Rollout rollout) throws ProviderException;

  /**
   * Replaces a rollout if its stored version equals {@code rollout.version()}, and raises it.
   *
   * @return what is stored now; empty if somebody else was first
   */
  Optional<Rollout> replace(Rollout rollout) throws ProviderException;

  Optional<Rollout> find(long id) throws ProviderException;

  /** The newest first, at most {@code limit}; all that are open if asked for those. */
  List<Rollout> list(boolean open, int limit) throws ProviderException;
}
