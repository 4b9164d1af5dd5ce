package io.foretide.models.kind;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;

/** Everything that one word under {@code run:} can do. Thread-safe. */
public interface ModelKind {
  /** The word. */
  String name();

  /**
   * Checks a definition and tells what it needs.
   *
   * @throws ProviderException.Rejected if a setting is unknown or impossible
   */
  RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected;

  /** Computes the intervals of a request; depends on the request alone. */
  RunResult execute(RunRequest request, Deadline deadline) throws ProviderException;

  /** Drops what was kept to be faster. */
  default void forget(ModelId model) {}
}
