package io.foretide.core.engine;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Providers;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.HashMap;
import java.util.Map;

/**
 * A source that cannot announce late points is asked again for the intervals that were empty, as
 * long as they lie within {@code late.within}. Used by one thread.
 */
final class AskAgain {
  private static final long LEAST_PAUSE = 5 * Instants.MINUTE;
  private static final int ROUNDS = 24;

  private final Providers providers;
  private final CoverageStore coverage;
  private final Scheduler scheduler;
  private final Map<ModelId, Long> next = new HashMap<>();

  AskAgain(Providers providers, CoverageStore coverage, Scheduler scheduler) {
    this.providers = providers;
    this.coverage = coverage;
    this.scheduler = scheduler;
  }

  /** Whether any configured source cannot announce late points. */
  boolean needed() {
    return !providers.sensorData().values().stream().allMatch(SensorDataProvider::announcesChanges);
  }

  /** Un-covers a model's empty intervals if it is time to; returns how many. */
  long round(Model model, long now) throws ProviderException {
    ModelDefinition d = model.definition();
    if (providers.sensorData(d).announcesChanges()) {
      return 0;
    }
    long pause = Math.max(LEAST_PAUSE, d.late().within() / ROUNDS);
    Long at = next.get(model.id());
    if (at == null || now < at) {
      next.putIfAbsent(model.id(), now + pause);
      return 0;
    }
    next.put(model.id(), now + pause);
    long n = 0;
    for (Revision r : model.revisions()) {
      if (r.definition().schedule() instanceof Schedule.ByTime t) {
        n += round(model, r, t.grid(), now);
      }
    }
    return n;
  }

  private long round(Model model, Revision r, Grid grid, long now) throws ProviderException {
    long within = Instants.minus(now, r.definition().late().within());
    Range cells = new Range(grid.cellAt(within), Math.max(grid.cellAt(within), grid.cellAt(now)));
    RangeSet.Builder empty = new RangeSet.Builder(4);
    for (CoverageRun run : coverage.load(model.id(), r.number(), cells).runs()) {
      if (run.reason() == Reason.NO_DATA
          || run.reason() == Reason.NOT_READY
          || run.reason() == Reason.UNKNOWN_SERIES) {
        Range cut = run.cells().intersect(cells);
        empty.add(cut.from(), cut.to());
      }
    }
    RangeSet again = empty.build();
    if (!again.isEmpty()) {
      coverage.uncover(model.id(), r.number(), again, "asked again for late data");
      scheduler.uncovered(model.id(), r.number(), again);
    }
    return again.count();
  }
}
