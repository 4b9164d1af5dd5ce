package io.foretide.app.telemetry;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import java.util.List;

/** A sink whose writes are logged with their times. As thread-safe as what it stands before. */
record TimedStorage(PredictionStorageProvider inner, WallClock clock)
    implements PredictionStorageProvider {
  @Override
  public void write(
      Model model, Revision revision, List<String> outputs, List<PredictionBlock> blocks)
      throws ProviderException {
    Timings.around(
        "storing_prediction_data", clock, () -> inner.write(model, revision, outputs, blocks));
  }

  @Override
  public RangeSet held(Model model, Revision revision, Range instants) throws ProviderException {
    return inner.held(model, revision, instants);
  }

  @Override
  public boolean tellsWhatIsHeld() {
    return inner.tellsWhatIsHeld();
  }
}
