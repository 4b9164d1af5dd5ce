package io.foretide.core.schedule;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.model.Schedule;
import io.foretide.core.plan.Piece;
import io.foretide.core.plan.Planner;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One revision as planning sees it: an up-to-date one is a few numbers and shared empty sets.
 * Guarded by the scheduler.
 */
final class Track {
  final ModelId model;
  final int revision;
  final Schedule schedule;
  final Order order;
  final long span;
  final int maxInFlight;

  /** The owned cells [first, end). */
  final long first;

  final long end;

  /** Its part in a rollout; null if it never had one. */
  final @Nullable TrackLane lane;

  /** First cell that is not due. */
  long dueEnd;

  /** Due and not covered. */
  RangeSet missing = RangeSet.empty();

  /** Covered and not due any more, since a longer delay was set; at most a few cells. */
  RangeSet ahead = RangeSet.empty();

  List<Sent> sent = List.of();
  List<Wait> waits = List.of();
  long generation = 1;
  long planFrom = Long.MIN_VALUE;
  Counts counts = Counts.ZERO;
  boolean countsStale;
  boolean paused;
  boolean removed;
  boolean queuedLive;
  boolean queuedBacklog;
  boolean lastFailed;
  boolean everCaughtUp;
  int retries;
  String trouble = "";

  Track(
      ModelId model,
      int revision,
      Schedule schedule,
      Order order,
      long span,
      int maxInFlight,
      Range owned,
      @Nullable TrackLane lane) {
    this.model = model;
    this.revision = revision;
    this.schedule = schedule;
    this.order = order;
    this.span = span;
    this.maxInFlight = maxInFlight;
    this.lane = lane;
    Range cells = lane == null ? owned : lane.span();
    this.first = cells.from();
    this.end = cells.to();
    this.dueEnd = first;
  }

  RevisionKey key() {
    return new RevisionKey(model, revision);
  }

  /** When the next cell falls due; {@link Long#MAX_VALUE} if none will by time. */
  long nextDue() {
    return dueEnd < end && schedule instanceof Schedule.ByTime t
        ? t.grid().dueAt(dueEnd, t.delay())
        : Long.MAX_VALUE;
  }

  /**
   * When a cell fell or falls due; {@link Long#MIN_VALUE} for points, where it is due once it is
   * closed.
   */
  long dueAt(long cell) {
    return schedule instanceof Schedule.ByTime t ? t.grid().dueAt(cell, t.delay()) : Long.MIN_VALUE;
  }

  /** Takes in the cells that have fallen due by now. */
  void advance(long now) {
    if (schedule instanceof Schedule.ByTime t) {
      advanceTo(t.grid().dueEnd(now, t.delay()));
    }
  }

  void advanceTo(long newEnd) {
    long to = Math.min(end, newEnd);
    if (to > dueEnd) {
      missing = missing.plus(desired(RangeSet.of(dueEnd, to)).minus(ahead));
      dueEnd = to;
    }
  }

  void add(Sent more) {
    List<Sent> all = new ArrayList<>(sent);
    all.add(more);
    sent = all;
  }

  /** Notes that a task in flight was sent again; false if it is not known. */
  boolean sentAgain(Task task) {
    for (Sent s : sent) {
      if (s.task.claim() == task.claim()) {
        s.task = task;
        return true;
      }
    }
    return false;
  }

  /** Takes a task out of those in flight; null if it is not known. */
  @Nullable Sent takeSent(long claim) {
    for (Sent s : sent) {
      if (s.task.claim() == claim) {
        List<Sent> rest = new ArrayList<>(sent);
        rest.remove(s);
        sent = rest.isEmpty() ? List.of() : rest;
        return s;
      }
    }
    return null;
  }

  /** Tasks whose claim was gone at two looks in a row: nobody will say what became of them. */
  List<Task> gone(LongPredicate stands) {
    List<Task> out = new ArrayList<>();
    for (Sent s : sent) {
      boolean there = stands.test(s.task.claim());
      if (!there && s.suspect) {
        out.add(s.task);
      }
      s.suspect = !there;
    }
    return out;
  }

  RangeSet inFlight() {
    RangeSet out = RangeSet.empty();
    for (Sent s : sent) {
      out = out.plus(s.cells);
    }
    return out;
  }

  /** Those of some cells between first and end that it is to predict. */
  RangeSet desired(RangeSet cells) {
    return lane == null ? cells : cells.minus(lane.idle());
  }

  /** The cells that it owns. */
  Range owned() {
    return lane == null ? new Range(first, Math.max(first, end)) : lane.owned();
  }

  /** Open cells as tasks, see {@link Planner#pieces}; those of a lane wait behind owned ones. */
  List<Piece> pieces(int slots) {
    RangeSet open = open();
    if (lane == null || open.isEmpty()) {
      return Planner.pieces(open, dueEnd, order, span, slots);
    }
    RangeSet mine = open.intersect(lane.owned());
    RangeSet beside = open.intersect(lane.cells());
    boolean besideFirst = mine.isEmpty() || (!beside.isEmpty() && beside.first() < mine.first());
    if (order == Order.SEQUENTIAL) {
      return besideFirst
          ? Planner.pieces(beside, Long.MAX_VALUE, order, span, slots)
          : Planner.pieces(mine, dueEnd, order, span, slots);
    }
    List<Piece> out = new ArrayList<>(Planner.pieces(mine, dueEnd, order, span, slots));
    out.addAll(Planner.pieces(beside, Long.MAX_VALUE, order, span, slots - out.size()));
    return out;
  }

  private RangeSet waiting() {
    RangeSet out = RangeSet.empty();
    for (Wait w : waits) {
      if (!w.over()) {
        out = out.plus(w.cells());
      }
    }
    return out;
  }

  /**
   * Missing, and neither in flight nor waiting; of a sequential model only what begins with its
   * first missing cell, for it cannot go past one that waits.
   */
  RangeSet open() {
    if (missing.isEmpty() || (sent.isEmpty() && waits.isEmpty())) {
      return missing;
    }
    RangeSet open = missing.minus(inFlight()).minus(waiting());
    boolean stuck = order == Order.SEQUENTIAL && !open.isEmpty() && open.first() != missing.first();
    return stuck ? RangeSet.empty() : open;
  }

  void covered(Coverage cells) {
    RangeSet set = cells.covered();
    if (missing.containsAll(set) && lane == null) {
      counts = counts.plus(Counts.of(cells));
    } else {
      // Some were read from the store already, or are not desired: only the store can tell.
      countsStale = true;
    }
    missing = missing.minus(set);
    ahead = ahead.plus(later(set));
    cutWaits(set);
    if (!cells.runs().isEmpty() && owned().contains(cells.runs().getLast().cells().from())) {
      CoverageRun last = cells.runs().getLast();
      lastFailed = last.state() == CellState.FAILED;
      if (!lastFailed) {
        trouble = "";
      } else {
        trouble = last.reason().text();
      }
    }
    if (missing.isEmpty()) {
      everCaughtUp = true;
    }
  }

  void uncovered(RangeSet cells) {
    generation++;
    countsStale = true;
    if (cells.count() > 2) {
      everCaughtUp = false;
    }
    missing = missing.plus(desired(cells.intersect(new Range(first, Math.max(first, dueEnd)))));
    ahead = ahead.minus(cells);
    cutWaits(cells);
    for (Sent s : sent) {
      s.cells = s.cells.minus(cells);
    }
  }

  /** Those of some cells that are owned and not due. */
  RangeSet later(RangeSet cells) {
    return dueEnd < end ? desired(cells.intersect(new Range(dueEnd, end))) : RangeSet.empty();
  }

  private void cutWaits(RangeSet gone) {
    if (!waits.isEmpty()) {
      waits = waits.stream().map(w -> w.without(gone)).filter(w -> !w.cells().isEmpty()).toList();
    }
  }

  /** The newest put-off that touches a range of cells. */
  @Nullable Wait lastWait(Range cells) {
    Wait out = null;
    for (Wait w : waits) {
      if (w.cells().overlaps(cells) && (out == null || w.tries() > out.tries())) {
        out = w;
      }
    }
    return out;
  }
}
