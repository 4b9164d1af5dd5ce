package io.foretide.core.simulation;

import io.foretide.core.commit.RunLog;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.time.Range;
import java.util.List;
import java.util.Optional;

/** Nothing is known of rows and run times: rollouts are judged by how their intervals ended. */
final class Unwatched implements PredictionHistory, RunLog {
  private static final Frame NONE = new Frame(List.of(), new long[0], new double[0][]);

  @Override
  public Frame latest(ModelId model, Range instants, long minLead) {
    return NONE;
  }

  @Override
  public Frame latestOf(ModelId model, int revision, Range instants, long minLead) {
    return NONE;
  }

  @Override
  public Optional<Stored> origin(ModelId model, long origin) {
    return Optional.empty();
  }

  @Override
  public List<Stored> origins(ModelId model, Range origins, int limit) {
    return List.of();
  }

  @Override
  public List<Run> runsOf(ModelId model, int revision, long cell) {
    return List.of();
  }

  @Override
  public double[] secondsPerInterval(ModelId model, int revision, int limit) {
    return new double[0];
  }
}
