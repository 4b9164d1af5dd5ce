package io.foretide.models.kind;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything that one word under {@code run:} can do. Thread-safe. */
public interface ModelKind extends AutoCloseable {
  /** The word. */
  String name();

  /**
   * Checks a definition and tells what it needs.
   *
   * @throws ProviderException.Rejected if a setting is unknown or impossible
   */
  RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected;

  /**
   * Looks at what a definition runs before a model is made of it, and answers it with what pins it
   * down; see {@link io.foretide.core.run.ModelExecutionProvider#prepare}.
   *
   * @throws ProviderException.Rejected if it could never run
   * @throws ProviderException.Transient if that cannot be told now
   */
  default ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    return definition;
  }

  /** Whether a run mostly waits for another process. */
  default boolean waits() {
    return false;
  }

  /** What is known of the thing that a definition runs, a sentence for people; empty if nothing. */
  default String status(ModelDefinition definition) throws ProviderException {
    return "";
  }

  /** What a training reads; empty if there is nothing to learn beforehand. */
  default Optional<TrainNeeds> training(ModelDefinition definition)
      throws ProviderException.Rejected {
    return Optional.empty();
  }

  /** Learns from a request, see {@link io.foretide.core.run.ModelExecutionProvider#train}. */
  default TrainResult train(TrainRequest request) throws ProviderException {
    throw new ProviderException.Rejected(
        "model '" + request.model().name() + "': run." + name() + " learns nothing beforehand");
  }

  /** See {@link io.foretide.core.run.ModelExecutionProvider#drift}. */
  default OptionalDouble drift(TrainRequest request, byte[] artifact) throws ProviderException {
    return OptionalDouble.empty();
  }

  /** Computes the intervals of a request; depends on the request alone. */
  RunResult execute(RunRequest request, Deadline deadline) throws ProviderException;

  /** Drops what was kept to be faster. */
  default void forget(ModelId model) {}

  /** Bytes that are kept to be faster. */
  default long kept() {
    return 0;
  }

  /** Gives back what it holds; called once, when nothing runs any more. */
  @Override
  default void close() {}
}
