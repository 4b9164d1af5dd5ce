package io.foretide.core.prediction;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.time.Range;
import java.util.List;

/** Is told which predictions were made, from what. Thread-safe; idempotent. */
public interface PredictionMetadataStorageProvider {
  /**
   * Predictions of a span were written to the sink and are about to be committed. May be told
   * again.
   *
   * @param instants from the first predicted interval's start to the last one's end
   * @param outputs names of the rows' columns
   */
  void record(Model model, Revision revision, Range instants, List<String> outputs)
      throws ProviderException;
}
