package io.foretide.core.schedule;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.plan.Planner;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tracks of all living models, made from the stores. Guarded by the scheduler. */
final class TrackBook {
  private static final List<Track> NONE = List.of();
  private static final Range NOTHING = new Range(0, 0);

  private final PlanSource source;
  private final CoverageStore coverage;
  private final Map<ModelId, List<Track>> tracks = new HashMap<>();

  TrackBook(PlanSource source, CoverageStore coverage) {
    this.source = source;
    this.coverage = coverage;
  }

  /**
   * @param now the model's tracks as they are now
   * @param gone tracks of a deleted model
   */
  record Reloaded(List<Track> now, List<Track> gone) {}

  boolean knows(ModelId model) {
    return tracks.containsKey(model);
  }

  List<Track> of(ModelId model) {
    return tracks.getOrDefault(model, NONE);
  }

  Map<ModelId, List<Track>> all() {
    return tracks;
  }

  @Nullable Track find(ModelId model, int revision) {
    for (Track t : of(model)) {
      if (t.revision == revision) {
        return t;
      }
    }
    return null;
  }

  List<Track> busy() {
    List<Track> out = new ArrayList<>();
    for (List<Track> list : tracks.values()) {
      for (Track t : list) {
        if (!t.sent.isEmpty()) {
          out.add(t);
        }
      }
    }
    return out;
  }

  /**
   * When the next cell of a model falls due, whichever revision owns it; {@link Long#MIN_VALUE} if
   * none will by time, so that nothing has to wait for it.
   */
  static long nextTick(List<Track> ofModel) {
    long next = ofModel.stream().mapToLong(Track::nextDue).min().orElse(Long.MAX_VALUE);
    return next == Long.MAX_VALUE ? Long.MIN_VALUE : next;
  }

  /** Reads a model and its coverage anew; what is in flight and what waits carries over. */
  Reloaded reload(ModelId id, long now) throws ProviderException {
    Optional<Model> found = source.find(id);
    if (found.isEmpty() || found.get().state() == Model.State.DELETED) {
      List<Track> gone = of(id);
      gone.forEach(t -> t.removed = true);
      tracks.remove(id);
      return new Reloaded(NONE, gone);
    }
    Model model = found.get();
    List<Track> fresh = new ArrayList<>(model.revisions().size());
    for (Revision r : model.revisions()) {
      fresh.add(track(model, r, now));
    }
    for (Track old : of(id)) {
      old.removed = true;
      Track next = fresh.stream().filter(t -> t.revision == old.revision).findAny().orElse(null);
      if (next != null) {
        carryOver(old, next);
      }
    }
    List<Track> result = List.copyOf(fresh);
    tracks.put(id, result);
    return new Reloaded(result, NONE);
  }

  /**
   * A revision whose settings its execution provider refuses by now is planned all the same: its
   * intervals fail with that reason, where everybody sees it.
   */
  private Order order(ModelDefinition d) throws ProviderException {
    try {
      return source.needs(d).order();
    } catch (ProviderException.Rejected refused) {
      Order wish = d.order();
      return wish == null ? Order.ANY : wish;
    }
  }

  private Track track(Model model, Revision r, long now) throws ProviderException {
    ModelDefinition d = r.definition();
    Schedule schedule = d.schedule();
    Order order = order(d);
    Range owned = owned(model, r);
    Track t =
        new Track(
            model.id(),
            r.number(),
            schedule,
            order,
            span(d),
            d.maxInFlight(),
            owned,
            lane(model, r, owned));
    t.paused = model.state() == Model.State.PAUSED;
    if (schedule instanceof Schedule.ByTime) {
      t.advance(now);
    } else {
      t.advanceTo(coverage.pointCells(model.id(), r.number(), new Range(0, Long.MAX_VALUE)).end());
    }
    Range desired = new Range(t.first, t.dueEnd);
    Range span = new Range(t.first, Math.max(t.first, t.end));
    Coverage stored = span.isEmpty() ? Coverage.NONE : coverage.load(model.id(), r.number(), span);
    RangeSet covered = stored.covered();
    t.missing = t.desired(Planner.missing(desired, covered));
    t.ahead = t.later(covered);
    t.counts =
        t.lane == null ? coverage.counts(model.id(), r.number()) : Counts.of(stored.within(owned));
    t.everCaughtUp = t.missing.isEmpty();
    return t;
  }

  /** The cells that a revision owns and that have not expired. */
  static Range owned(Model model, Revision r) {
    if (!(r.definition().schedule() instanceof Schedule.ByTime t)) {
      return new Range(0, Long.MAX_VALUE);
    }
    Grid grid = t.grid();
    return cells(grid, Math.max(r.activeFrom(), model.floor()), r.activeUntil());
  }

  private static Range cells(Grid grid, long from, long until) {
    long first = grid.cellAt(from);
    if (grid.start(first) < from) {
      first++;
    }
    long end = until == Long.MAX_VALUE ? Long.MAX_VALUE : grid.cellAt(until);
    return new Range(first, Math.max(first, end));
  }

  private static @Nullable TrackLane lane(Model model, Revision r, Range owned) {
    Range lane = r.lane();
    if (lane == null || !(r.definition().schedule() instanceof Schedule.ByTime t)) {
      return null;
    }
    Range cells = cells(t.grid(), Math.max(lane.from(), model.floor()), lane.to());
    return new TrackLane(owned, RangeSet.of(cells).minus(owned).isEmpty() ? NOTHING : cells);
  }

  private static long span(ModelDefinition d) {
    return d.schedule() instanceof Schedule.ByTime t
        ? Math.max(1, d.taskSpan() / t.grid().every())
        : 1;
  }

  private static void carryOver(Track old, Track next) {
    next.sent = old.sent;
    next.waits = old.waits;
    next.generation = old.generation;
    next.planFrom = old.planFrom;
    next.retries = old.retries;
    next.trouble = old.trouble;
    next.lastFailed = old.lastFailed;
    next.everCaughtUp |= old.everCaughtUp;
  }
}
