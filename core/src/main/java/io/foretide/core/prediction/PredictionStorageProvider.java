package io.foretide.core.prediction;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.List;

/**
 * Takes predictions to an outside system, beside the copy in the store. Thread-safe; every call
 * ends within the provider's timeout.
 */
public interface PredictionStorageProvider {
  /**
   * Writes blocks; rows of an instant that is already there are replaced. Idempotent.
   *
   * @param outputs names of the blocks' columns
   */
  void write(Model model, Revision revision, List<String> outputs, List<PredictionBlock> blocks)
      throws ProviderException;

  /**
   * The spans of a range for which the outside system already holds predictions of a model: what a
   * takeover marks as predicted. Empty if it cannot tell, see {@link #tellsWhatIsHeld}.
   */
  default RangeSet held(Model model, Revision revision, Range instants) throws ProviderException {
    return RangeSet.empty();
  }

  /** Whether {@link #held} can be asked. */
  default boolean tellsWhatIsHeld() {
    return false;
  }
}
