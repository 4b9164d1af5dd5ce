package io.foretide.core.commit;

import io.foretide.core.coverage.Counts;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.time.Range;
import java.util.List;

/** Remembers committed tasks for a while, to explain how a prediction came about. Thread-safe. */
public interface RunLog {
  /** The remembered runs that covered a cell, newest first. */
  List<Run> runsOf(ModelId model, int revision, long cell) throws ProviderException;

  /**
   * What the newest remembered intervals of a revision took, in seconds each, at most {@code limit}
   * of them; the time of a run over several is shared evenly. Empty if none is remembered.
   */
  double[] secondsPerInterval(ModelId model, int revision, int limit) throws ProviderException;

  /**
   * One committed task.
   *
   * @param cells that it covered lie in here
   * @param generation of its claim
   * @param attempt 1 for the first sending
   * @param plannedAt epoch nanoseconds
   * @param writtenAt epoch nanoseconds
   * @param runNanos how long reading and running took
   * @param points how many points were read
   * @param counts how its cells ended
   * @param owner who ran it
   */
  record Run(
      Range cells,
      long generation,
      int attempt,
      long plannedAt,
      long writtenAt,
      long runNanos,
      long points,
      Counts counts,
      String owner) {}
}
