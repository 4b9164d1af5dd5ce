package io.foretide.core.engine;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.PointCells;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Backfills and re-runs: both only move what is desired or take away what is covered; planning does
 * the rest. Thread-safe.
 */
final class Backfills {
  private final ModelBook book;
  private final ModelStore models;
  private final CoverageStore coverage;
  private final Scheduler scheduler;
  private final SensorInformationProvider series;
  private final Lookup lookup;

  Backfills(
      ModelBook book,
      ModelStore models,
      CoverageStore coverage,
      Scheduler scheduler,
      SensorInformationProvider series) {
    this.book = book;
    this.models = models;
    this.coverage = coverage;
    this.scheduler = scheduler;
    this.series = series;
    this.lookup = new Lookup(book);
  }

  /** What a backfill does to one model. */
  private record Work(Model model, Backfill.Line line, List<Redo> redo, long newStart) {}

  private record Redo(int revision, RangeSet cells) {}

  Backfill.Plan preview(Backfill wish, double intervalsPerSecond) throws ProviderException {
    List<Backfill.Line> lines = new ArrayList<>();
    for (Work w : work(wish)) {
      lines.add(w.line());
    }
    return plan(lines, intervalsPerSecond);
  }

  Backfill.Plan start(Backfill wish, double intervalsPerSecond) throws ProviderException {
    List<Backfill.Line> lines = new ArrayList<>();
    for (Work w : work(wish)) {
      if (w.newStart() < w.model().revisions().getFirst().activeFrom()) {
        moveStart(w);
      }
      for (Redo r : w.redo()) {
        coverage.uncover(w.model().id(), r.revision(), r.cells(), "re-run asked for");
        scheduler.uncovered(w.model().id(), r.revision(), r.cells());
      }
      lines.add(w.line());
    }
    return plan(lines, intervalsPerSecond);
  }

  private static Backfill.Plan plan(List<Backfill.Line> lines, double intervalsPerSecond) {
    long n = lines.stream().mapToLong(l -> l.missing() + l.rerun()).sum();
    return new Backfill.Plan(
        lines, n == 0 ? 0 : intervalsPerSecond > 0.01 ? n / intervalsPerSecond : -1);
  }

  private List<Work> work(Backfill wish) throws ProviderException {
    List<Work> out = new ArrayList<>();
    List<String> names =
        wish.models().isEmpty() ? book.names().stream().sorted().toList() : wish.models();
    for (String name : names) {
      out.add(work(lookup.model(name), wish));
    }
    return out;
  }

  private Work work(Model model, Backfill wish) throws ProviderException {
    List<TrackState> tracks = scheduler.look(view -> view.of(model.id()));
    long inputFrom = inputFrom(model);
    long missing = 0;
    long rerun = 0;
    long lost = 0;
    List<Redo> redo = new ArrayList<>();
    for (TrackState t : tracks) {
      Revision r = model.revision(t.revision());
      Range cells = within(t, r, wish.instants()).intersect(t.due());
      if (cells.isEmpty()) {
        continue;
      }
      missing += t.missing().intersect(cells).count();
      RangeSet again = again(t, cells, wish.mode());
      RangeSet without = again.intersect(expiredInput(t, r, inputFrom, cells));
      lost += without.count();
      again = again.minus(without);
      rerun += again.count();
      if (wish.mode() == Backfill.Mode.ALL) {
        // Work that is under way may have read its input before this wish: it starts afresh.
        again = again.plus(t.inFlight().intersect(cells));
      }
      if (!again.isEmpty()) {
        redo.add(new Redo(t.revision(), again));
      }
    }
    long newStart = newStart(model, wish);
    long moved = moved(model, newStart);
    return new Work(
        model,
        new Backfill.Line(model.name(), missing + moved, rerun, moved, lost),
        redo,
        newStart);
  }

  private RangeSet again(TrackState t, Range cells, Backfill.Mode mode) throws ProviderException {
    Coverage stored = coverage.load(t.model(), t.revision(), cells);
    RangeSet inside = RangeSet.of(cells);
    return switch (mode) {
      case ONLY_MISSING -> RangeSet.empty();
      case FAILED -> stored.cells(CellState.FAILED).intersect(inside);
      case ALL -> stored.covered().intersect(inside);
    };
  }

  /**
   * The cells whose whole interval lies before the first point that is still stored of any input.
   */
  private RangeSet expiredInput(TrackState t, Revision r, long inputFrom, Range cells)
      throws ProviderException {
    if (inputFrom == Long.MAX_VALUE) {
      return RangeSet.empty();
    }
    long end = cells.from();
    if (r.definition().schedule() instanceof Schedule.ByTime time) {
      end = time.grid().cellAt(inputFrom);
    } else {
      PointCells closed = coverage.pointCells(t.model(), r.number(), cells);
      while (end < cells.to() && closed.instants(end).to() <= inputFrom) {
        end++;
      }
    }
    return RangeSet.of(cells.from(), Math.clamp(end, cells.from(), cells.to()));
  }

  /** The cells of a revision whose whole interval lies within a span. */
  private Range within(TrackState t, Revision r, Range instants) throws ProviderException {
    if (r.definition().schedule() instanceof Schedule.ByTime time) {
      return time.grid().cellsWithin(instants);
    }
    PointCells closed = coverage.pointCells(t.model(), r.number(), t.due());
    long from = closed.first();
    while (from < closed.end() && closed.instants(from).from() < instants.from()) {
      from++;
    }
    long to = closed.end();
    while (to > from && closed.instants(to - 1).to() > instants.to()) {
      to--;
    }
    return new Range(from, to);
  }

  private long inputFrom(Model model) throws ProviderException {
    long first = Long.MAX_VALUE;
    for (String name : model.definition().inputs()) {
      Optional<SeriesInfo> info = series.find(name);
      if (info.isPresent() && info.get().hasPoints()) {
        first = Math.min(first, info.get().first());
      }
    }
    return first;
  }

  /** Where the model starts after the backfill: a span before its start moves it, on the grid. */
  private static long newStart(Model model, Backfill wish) {
    Revision first = model.revisions().getFirst();
    if (wish.mode() != Backfill.Mode.FAILED
        && first.definition().schedule() instanceof Schedule.ByTime t) {
      Grid grid = t.grid();
      long cell = grid.cellsWithin(wish.instants()).from();
      return Math.min(first.activeFrom(), grid.start(cell));
    }
    return first.activeFrom();
  }

  private static long moved(Model model, long newStart) {
    Revision first = model.revisions().getFirst();
    return first.definition().schedule() instanceof Schedule.ByTime t
        ? (first.activeFrom() - newStart) / t.grid().every()
        : 0;
  }

  private void moveStart(Work w) throws ProviderException {
    Model m = w.model();
    List<Revision> revisions = new ArrayList<>(m.revisions());
    revisions.set(0, revisions.getFirst().from(w.newStart()));
    Model moved =
        new Model(
            m.id(),
            m.definition(),
            revisions,
            m.state(),
            m.version(),
            Math.min(m.floor(), w.newStart()),
            m.createdAt());
    Model stored =
        models
            .replace(moved)
            .orElseThrow(() ->
                new ProviderException.Transient(
                    "model '" + m.name() + "' was changed by somebody else: try again", null));
    book.put(stored);
    scheduler.changed(stored.id());
  }
}
