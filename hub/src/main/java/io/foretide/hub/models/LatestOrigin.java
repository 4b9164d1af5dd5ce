package io.foretide.hub.models;

import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.Optional;

/** Finds the newest forecast of a model. */
public final class LatestOrigin {
  private static final int[] REACHES = {16, 256, 4_096};

  private LatestOrigin() {}

  /** Looks back from now and from where the model's intervals have ended. */
  public static Optional<PredictionHistory.Stored> of(
      PredictionHistory predictions, ModelStatus status, long now) throws ProviderException {
    long every =
        status.model().definition().schedule() instanceof Schedule.ByTime t
            ? t.grid().every()
            : Instants.HOUR;
    for (int cells : REACHES) {
      long back = Math.multiplyHigh(every, cells) != 0 ? Instants.MAX : every * cells;
      for (long end : new long[] {now, Math.min(now, status.frontier())}) {
        Range origins = new Range(Math.min(end, Instants.minus(end, back)), Instants.plus(end, 1));
        var stored = predictions.origins(status.model().id(), origins, cells + 2);
        if (!stored.isEmpty()) {
          return Optional.of(stored.getLast());
        }
      }
    }
    return Optional.empty();
  }
}
