package io.foretide.hub.models;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.io.IOException;

/** Reads the latest predictions of any range in slices of bounded size, in time order. */
public final class PredictionSlices {
  /** Rows that are read at once, at most. */
  public static final long ROWS = 50_000;

  private final PredictionHistory predictions;

  public PredictionSlices(PredictionHistory predictions) {
    this.predictions = predictions;
  }

  /** Takes a slice. */
  @FunctionalInterface
  public interface Taker {
    void take(Range instants, Frame rows) throws IOException, ProviderException;
  }

  /** The owners' predictions. */
  public void read(ModelId model, Range range, long minLead, long resolution, Taker taker)
      throws ProviderException, IOException {
    read(model, 0, range, minLead, resolution, taker);
  }

  /**
   * @param revision whose; 0 for the owners'
   * @param resolution of the model: no two rows are nearer, nanoseconds
   */
  public void read(
      ModelId model, int revision, Range range, long minLead, long resolution, Taker taker)
      throws ProviderException, IOException {
    long width = Math.multiplyHigh(resolution, ROWS) != 0 ? Long.MAX_VALUE : resolution * ROWS;
    long at = range.from();
    while (at < range.to()) {
      Range slice = new Range(at, Math.min(range.to(), Instants.plus(at, Math.max(1, width))));
      taker.take(
          slice,
          revision > 0
              ? predictions.latestOf(model, revision, slice, minLead)
              : predictions.latest(model, slice, minLead));
      at = slice.to();
    }
  }
}
