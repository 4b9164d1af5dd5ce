package io.foretide.core.training;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what was learned, and who asked for a training. Thread-safe. */
public interface TrainingStore {
  /** What a revision learned; empty if it was never trained. */
  Optional<byte[]> artifact(ModelId model, int revision) throws ProviderException;

  /**
   * Replaces a model by one with a trained revision more, keeps what that learned, forgets what the
   * left-out ones learned and wishes that the training fulfils, and ends the claim: all or nothing.
   *
   * @param task whose claim must still stand
   * @param next the model with its new revision last; stored only if the stored version equals its
   *     own
   * @param artifact of the new revision
   * @param gone numbers of the revisions that {@code next} leaves out
   * @return the model as it is stored now; empty if somebody else changed it first
   * @throws ProviderException.ModelGone if the claim does not stand any more
   */
  Optional<Model> commit(Task task, Model next, byte[] artifact, List<Integer> gone)
      throws ProviderException;

  /** Remembers that somebody wants a model trained with what is known at an instant. */
  void demand(ModelId model, long at) throws ProviderException;

  /** Forgets a wish that cannot be fulfilled, and those before it. */
  void dropDemand(ModelId model, long at) throws ProviderException;

  /** The open wishes: the newest instant of each model. */
  Map<ModelId, Long> demands() throws ProviderException;
}
