package io.foretide.store.point;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.sensor.PointWatch.Counter;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.store.coverage.PointCounters;
import io.foretide.store.coverage.SqlCoverage;
import io.foretide.store.model.ModelHook;
import io.foretide.store.sql.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the points that are there already when a model that is driven by points is stored, so that
 * its past is planned like any other.
 */
final class StoredPointCount implements ModelHook {
  private static final int MOST = 20_000_000;
  private final SeriesRegistry registry;
  private final SqlCoverage coverage;

  StoredPointCount(SeriesRegistry registry, SqlCoverage coverage) {
    this.registry = registry;
    this.coverage = coverage;
  }

  @Override
  public Runnable stored(Session session, Model model) throws SQLException, ProviderException {
    List<Runnable> later = new ArrayList<>();
    for (Revision r : model.revisions()) {
      if (model.state() == Model.State.DELETED
          || !r.definition().sensorData().isEmpty()
          || !(r.definition().schedule() instanceof Schedule.ByPoints p)) {
        continue;
      }
      long from = Math.max(r.activeFrom(), model.floor());
      Counter counter = new Counter(model.id(), r.number(), p.count(), from);
      if (PointCounters.started(session, counter)) {
        continue;
      }
      long end = PointCounters.count(session, counter, times(session, model, r, from));
      if (end >= 0) {
        coverage.listeners().sayClosed(model.id(), r.number(), end);
        later.add(() -> coverage.listeners().closed(model.id(), r.number(), end));
      }
    }
    return () -> later.forEach(Runnable::run);
  }

  private long[] times(Session session, Model model, Revision r, long from)
      throws SQLException, ProviderException {
    Range range = new Range(from, Math.max(from, Math.min(r.activeUntil(), Instants.MAX)));
    long[] times = new long[0];
    for (String name : r.definition().inputs()) {
      Series series = registry.pending(name);
      if (series == null) {
        continue;
      }
      Points points =
          ChunkTable.read(session, series.id, range).plus(series.pending.buffer().within(range));
      int n = times.length;
      if (n + points.n() > MOST) {
        throw new ProviderException.Rejected(
            "model '"
                + model.name()
                + "' starts before more than "
                + MOST
                + " stored points: choose a later start");
      }
      times = Arrays.copyOf(times, n + points.n());
      System.arraycopy(points.times(), 0, times, n, points.n());
    }
    Arrays.sort(times);
    return times;
  }
}
