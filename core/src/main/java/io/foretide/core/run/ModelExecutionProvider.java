package io.foretide.core.run;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Runs models. Thread-safe; {@link #execute} depends on its argument alone: same request, same
 * rows.
 */
public interface ModelExecutionProvider {
  /** The {@code run:} kinds that this provider executes. */
  Set<String> kinds();

  /**
   * Checks a definition and tells what it needs.
   *
   * @throws ProviderException.Rejected if a setting is unknown or impossible, naming the nearest
   *     right one
   */
  RunNeeds needs(ModelDefinition definition) throws ProviderException;

  /**
   * Looks at everything that a definition runs before a model is made of it or changed to it:
   * files, engines, permissions.
   *
   * @return the definition with what pins it down, such as the fingerprint of a file
   * @throws ProviderException.Rejected if it could never run, naming what to do
   * @throws ProviderException.Transient if that cannot be told now, such as an engine that is down
   */
  default ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    needs(definition);
    return definition;
  }

  /**
   * Whether a run mostly waits for another process. Then it does not take one of the threads that
   * compute.
   */
  default boolean waits(ModelDefinition definition) {
    return false;
  }

  /** Makes a model ready to run; idempotent. */
  void register(Model model) throws ProviderException;

  /** Forgets a model; idempotent. */
  void unregister(ModelId model) throws ProviderException;

  /** What this provider knows of a model, one sentence for people. */
  String status(Model model) throws ProviderException;

  /**
   * Computes the intervals of a request.
   *
   * @throws ProviderException of the kind that fits; it concerns all cells of the request
   */
  RunResult execute(RunRequest request) throws ProviderException;

  /**
   * What a training of a model reads; empty if it has nothing to learn beforehand.
   *
   * @throws ProviderException.Rejected if the settings are not usable
   */
  default Optional<TrainNeeds> training(ModelDefinition definition) throws ProviderException {
    return Optional.empty();
  }

  /**
   * Learns from the data of a request alone. What it yields is given to every {@link #execute} of
   * the revision that is made of it.
   *
   * @throws ProviderException.NotReady if there is too little data yet, saying how much is needed
   */
  default TrainResult train(TrainRequest request) throws ProviderException {
    throw new ProviderException.Rejected(
        "model '" + request.model().name() + "' has nothing to learn: expected a fitted method");
  }

  /**
   * How many times worse a trained revision does on the data of a request, which are later than
   * those that it was trained on; empty if there are too few of them to tell.
   *
   * @param artifact of the request's revision
   */
  default OptionalDouble drift(TrainRequest request, byte[] artifact) throws ProviderException {
    return OptionalDouble.empty();
  }
}
