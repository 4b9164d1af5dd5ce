package io.foretide.core.schedule;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.TrainNeeds;
import java.util.Optional;

/** Where the scheduler looks a model up when it changed. Thread-safe. */
public interface PlanSource {
  /** A living model; empty if it is deleted. */
  Optional<Model> find(ModelId id) throws ProviderException;

  /** A living model as it is stored, whatever is remembered of it. */
  default Optional<Model> stored(ModelId id) throws ProviderException {
    return find(id);
  }

  /** What a revision's settings need in order to run. */
  RunNeeds needs(ModelDefinition definition) throws ProviderException;

  /** What a training with these settings reads; empty if there is nothing to train. */
  default Optional<TrainNeeds> training(ModelDefinition definition) throws ProviderException {
    return Optional.empty();
  }
}
