package io.foretide.core.engine;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.List;
import java.util.Optional;

/** Takes back what a wrong clock marked empty: intervals after the newest point of their inputs. */
final class ClockRepair {
  private final EngineParts parts;
  private final ModelBook book;
  private final Scheduler scheduler;

  ClockRepair(EngineParts parts, ModelBook book, Scheduler scheduler) {
    this.parts = parts;
    this.book = book;
    this.scheduler = scheduler;
  }

  /** How many intervals were un-covered. */
  long run(long now) throws ProviderException {
    long n = 0;
    for (String name : List.copyOf(book.names())) {
      Model m = new Lookup(book).model(name);
      long newest = newestInput(m, now);
      for (Revision r : m.revisions()) {
        if (r.definition().schedule() instanceof Schedule.ByTime t) {
          Range after = new Range(t.grid().cellAt(newest), Long.MAX_VALUE);
          Coverage stored = parts.coverage().load(m.id(), r.number(), after);
          RangeSet empty = stored.cells(CellState.EMPTY);
          if (!empty.isEmpty()) {
            n += empty.count();
            parts.coverage().uncover(m.id(), r.number(), empty, "the clock was wrong");
            scheduler.changed(m.id());
          }
        }
      }
    }
    return n;
  }

  private long newestInput(Model m, long now) throws ProviderException {
    long newest = m.floor();
    for (String s : m.definition().reads()) {
      Optional<SeriesInfo> info = parts.series().find(s);
      if (info.isPresent() && info.get().hasPoints()) {
        newest = Math.max(newest, info.get().last());
      }
    }
    return Math.min(newest, now);
  }
}
