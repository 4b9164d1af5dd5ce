package io.foretide.core.schedule;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.run.RunNeeds;
import java.util.Optional;

/** Where the scheduler looks a model up when it changed. Thread-safe. */
public interface PlanSource {
  /** A living model; empty if it is deleted. */
  Optional<Model> find(ModelId id) throws ProviderException;

  /** What a revision's settings need in order to run. */
  RunNeeds needs(ModelDefinition definition) throws ProviderException;
}
