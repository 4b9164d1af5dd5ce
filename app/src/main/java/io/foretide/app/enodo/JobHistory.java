package io.foretide.app.enodo;

import io.foretide.connectors.enodo.job.History;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values that a job works on: those that came with it, or what the worker's own database holds.
 * Thread-safe.
 *
 * @param data where series are read; empty if this worker has no database
 * @param clock for "until now"
 */
record JobHistory(Optional<SensorDataProvider> data, WallClock clock) {
  private static final long LOOKBACK = 30 * Instants.DAY;
  private static final int USUAL = 5_000;
  private static final int MOST = 200_000;

  /**
   * @throws ProviderException.NoData if there is none
   */
  History of(JobRequest job) throws ProviderException {
    History sent = job.history();
    History found = sent == null ? read(job) : sent;
    if (Arrays.stream(found.values()).noneMatch(v -> !Double.isNaN(v))) {
      throw new ProviderException.NoData("series '" + job.series() + "' has no values to work on");
    }
    return found;
  }

  private History read(JobRequest job) throws ProviderException {
    SensorDataProvider source =
        data.orElseThrow(() ->
            new ProviderException.Rejected(
                "this worker has no sensor_data to read series '"
                    + job.series()
                    + "' from: set it, or run.enodo.window of the model"));
    long until = job.until() > 0 ? job.until() : clock.now();
    long step = job.step();
    if (step == 0) {
      step = usualStep(source, job.series(), until);
    }
    long most = job.maxPoints() > 0 ? Math.min(job.maxPoints(), MOST) : USUAL;
    long end = Math.floorDiv(until, step);
    Range range = new Range((end - most) * step, end * step);
    Frame frame = source.read(new FrameQuery(List.of(job.series()), range, step, Aggregation.MEAN));
    double[] values = new double[(int) most];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < frame.rows(); i++) {
      long at = Math.floorDiv(frame.times()[i], step) - (end - most);
      if (at >= 0 && at < most) {
        values[(int) at] = frame.column(0)[i];
      }
    }
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) {
      first++;
    }
    return new History(
        (end - most + first) * step, step, Arrays.copyOfRange(values, first, values.length));
  }

  /** The median gap between points, for hubs that do not say it. */
  private static long usualStep(SensorDataProvider source, String series, long until)
      throws ProviderException {
    Frame raw = source.read(FrameQuery.raw(List.of(series), new Range(until - LOOKBACK, until)));
    if (raw.rows() < 2) {
      throw new ProviderException.NoData("series '" + series + "' has fewer than two points");
    }
    long[] gaps = new long[raw.rows() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = raw.times()[i + 1] - raw.times()[i];
    }
    Arrays.sort(gaps);
    return Math.max(1, gaps[gaps.length / 2]);
  }
}
