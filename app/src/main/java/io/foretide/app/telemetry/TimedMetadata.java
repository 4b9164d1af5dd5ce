package io.foretide.app.telemetry;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.util.List;

/** One who is told of predictions, with the times logged that telling takes. */
record TimedMetadata(PredictionMetadataStorageProvider inner, WallClock clock)
    implements PredictionMetadataStorageProvider {
  @Override
  public void record(Model model, Revision revision, Range instants, List<String> outputs)
      throws ProviderException {
    Timings.around(
        "store_prediction_metadata", clock, () -> inner.record(model, revision, instants, outputs));
  }
}
