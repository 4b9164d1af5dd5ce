package io.foretide.core.simulation;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Reason;
import io.foretide.core.engine.Segment;
import io.foretide.core.engine.SteppedEngine;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.model.Schedule;
import io.foretide.core.rollout.Member;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutState;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold after every event. */
final class Invariants {
  static final String ONE_STATE = "each due interval is in exactly one state";
  static final String ONE_CLAIM = "at most one valid claim per interval";
  static final String ROWS = "no predicted interval without rows of its accepted generation";
  static final String FRESH = "no row older than the last un-cover of its interval";
  static final String REFUSED = "no row of a refused commit is visible";
  static final String NOT_BEYOND_NOW = "nothing is covered beyond now";
  static final String SHRINKS = "coverage changes only by commit, un-cover or retention";
  static final String PICTURE = "planning sees what the store holds";
  static final String IN_ORDER = "a sequential model goes on at its first missing interval";
  static final String POISON = "poison is only what was lost with its executor";
  static final String BOUNDED = "tasks in flight stay bounded";
  static final String COMPLETE = "once faults stop, missing reaches 0";
  static final String ONE_OWNER = "each instant of a model has exactly one owner";
  static final String DECIDED = "a candidate is active only where its rollout says so";
  static final String TRUE_ROWS = "rows are computed from the interval's own points";

  private final Disk disk;
  private final Ledger ledger;
  private final Revisions revisions;
  private long maxBelieved = Long.MIN_VALUE;

  Invariants(Disk disk, Ledger ledger) {
    this.disk = disk;
    this.ledger = ledger;
    this.revisions = new Revisions(disk);
  }

  void believed(long now) {
    maxBelieved = Math.max(maxBelieved, now);
  }

  /** Checks who owns what: what people see as "the prediction". */
  void owners() {
    for (Model m : disk.models.values()) {
      List<Revision> owners =
          m.revisions().stream()
              .filter(r -> !r.active().isEmpty())
              .sorted(Comparator.comparingLong(Revision::activeFrom))
              .toList();
      for (int i = 0; i < owners.size(); i++) {
        long next = i + 1 < owners.size() ? owners.get(i + 1).activeFrom() : Long.MAX_VALUE;
        if (owners.get(i).activeUntil() != next) {
          throw new Broken(ONE_OWNER, m.name() + " is owned by " + owners);
        }
      }
      if (owners.isEmpty()) {
        throw new Broken(ONE_OWNER, m.name() + " has no owner: " + m.revisions());
      }
    }
    for (Rollout r : disk.rollouts.values()) {
      boolean mayBeActive =
          r.state() != RolloutState.PREDICTING
              && r.state() != RolloutState.REJECTED
              && r.state() != RolloutState.ROLLED_BACK;
      for (Member member : r.members()) {
        Model m = disk.models.get(member.model());
        if (m != null
            && m.state() != Model.State.DELETED
            && !mayBeActive
            && m.active().number() == member.candidate()) {
          throw new Broken(DECIDED, m.name() + " shows the candidate of " + r);
        }
      }
    }
  }

  /** Whether an interval is, or is about to be again, what people see. */
  private boolean isSeen(RevisionKey key, Revision revision, long end) {
    boolean undoing =
        disk.rollouts.values().stream()
            .anyMatch(r ->
                r.state() == RolloutState.ROLLING_BACK
                    && r.members().stream().anyMatch(m -> m.model().equals(key.model())));
    return !undoing && end > revision.activeFrom() && end <= revision.activeUntil();
  }

  /** Checks what the last event touched. */
  void touched(MemoryClaims claims) {
    if (ledger.touched.isEmpty()) {
      return;
    }
    claims(claims);
    revisions.check();
    for (RevisionKey key : List.copyOf(ledger.touched)) {
      revision(key, claims);
    }
    ledger.touched.clear();
  }

  private void claims(MemoryClaims claims) {
    Map<RevisionKey, RangeSet> held = new HashMap<>();
    for (Claim c : claims.all()) {
      RevisionKey key = new RevisionKey(c.task().model(), c.task().revision());
      RangeSet before = held.getOrDefault(key, RangeSet.empty());
      if (!before.intersect(c.cells()).isEmpty()) {
        throw new Broken(ONE_CLAIM, key + " cells " + before.intersect(c.cells()).ranges());
      }
      held.put(key, before.plus(c.cells()));
    }
  }

  private void revision(RevisionKey key, MemoryClaims claims) {
    Model model = disk.models.get(key.model());
    if (model == null) {
      throw new Broken(ONE_STATE, key + " is no model");
    }
    disk.coverage(key).forEach((cell, how) -> cell(key, model.revision(key.revision()), cell, how));
    RangeSet covered = disk.covered(key);
    RangeSet expected = ledger.expected(key);
    if (!covered.equals(expected) && !covered.ranges().equals(expected.ranges())) {
      throw new Broken(
          SHRINKS,
          key
              + " too much "
              + covered.minus(expected).ranges()
              + ", too little "
              + expected.minus(covered).ranges());
    }
    RangeSet both = covered.intersect(claims.inFlight(key.model(), key.revision()));
    if (!both.isEmpty()) {
      throw new Broken(ONE_STATE, key + " covered and in flight: " + both.ranges());
    }
  }

  private void cell(RevisionKey key, Revision revision, long cell, Disk.Cell how) {
    Disk.Row row = disk.rows(key).get(cell);
    long end = end(key, revision, cell);
    // A cell that points closed has ended with its last point, whatever the clock says.
    if (end > maxBelieved && revision.definition().schedule() instanceof Schedule.ByTime) {
      throw new Broken(NOT_BEYOND_NOW, key + " cell " + cell);
    }
    boolean together = revision.definition().predictionStorage().isEmpty();
    if (how.state() == CellState.PREDICTED
        && !together
        && isSeen(key, revision, end)
        && !disk.outside(key).containsKey(end)) {
      throw new Broken(ROWS, key + " cell " + cell + " has no rows in the sink");
    }
    if (how.state() == CellState.PREDICTED) {
      if (row == null
          || row.claim() != how.claim()
          || row.generation() != how.generation()
          || row.process() != how.process()) {
        throw new Broken(ROWS, key + " cell " + cell + " is " + how + ", rows are " + row);
      }
      revisions.rows(key, row);
      if (row.block().values()[1][0] < ledger.takenAwayAt(key, cell)) {
        throw new Broken(
            FRESH,
            key
                + " cell "
                + cell
                + " read version "
                + row.block().values()[1][0]
                + ", taken away at "
                + ledger.takenAwayAt(key, cell));
      }
    } else if (row != null) {
      throw new Broken(ROWS, key + " cell " + cell + " is " + how.state() + " and shows rows");
    }
    if (how.reason() == Reason.POISON
        && ledger.losses(key, cell) < ExecutorSettings.DEFAULT.maxLosses()) {
      throw new Broken(
          POISON,
          key + " cell " + cell + " lost its executor " + ledger.losses(key, cell) + " times");
    }
  }

  private long end(RevisionKey key, Revision revision, long cell) {
    if (revision.definition().schedule() instanceof Schedule.ByTime t) {
      return t.grid().end(cell);
    }
    Disk.Counter counter = disk.counters.get(key);
    if (counter == null || cell + 1 >= counter.bounds.size()) {
      return Long.MAX_VALUE;
    }
    return counter.bounds.get((int) cell + 1);
  }

  /** Checks what a tick left behind. */
  void afterTick(SteppedEngine engine, int most) {
    if (engine.inFlightTasks() < 0 || engine.inFlightTasks() > most) {
      throw new Broken(BOUNDED, engine.inFlightTasks() + " tasks, expected at most " + most);
    }
    for (Model m : disk.models.values()) {
      if (m.state() == Model.State.DELETED) {
        continue;
      }
      for (TrackState t : tracks(engine, m.id())) {
        RevisionKey key = new RevisionKey(m.id(), t.revision());
        RangeSet missing = RangeSet.of(t.due()).minus(disk.covered(key));
        if (!missing.ranges().equals(t.missing().ranges())) {
          throw new Broken(
              PICTURE,
              key + " is missing " + missing.ranges() + ", planned from " + t.missing().ranges());
        }
        Counts counts = disk.counts(key);
        if (!t.countsStale() && !t.inRollout() && !t.counts().equals(counts)) {
          throw new Broken(PICTURE, key + " counts " + t.counts() + ", stored " + counts);
        }
      }
    }
  }

  /** What revisions own, and what they predict beside the owner. */
  private static List<TrackState> tracks(SteppedEngine engine, ModelId model) {
    List<TrackState> out = new ArrayList<>(engine.tracks(model));
    out.addAll(engine.lanes(model));
    return out;
  }

  /** A sequential model's new task. */
  void put(Task task, SteppedEngine engine) {
    Model model = disk.models.get(task.model());
    if (task.lane() == Lane.TRAINING
        || model == null
        || model.revision(task.revision()).definition().order()
            != io.foretide.core.model.Order.SEQUENTIAL) {
      return;
    }
    for (TrackState t : tracks(engine, task.model())) {
      if (t.revision() == task.revision()
          && t.due().contains(task.cells().from())
          && t.missing().first() != task.cells().from()) {
        throw new Broken(
            IN_ORDER,
            task + " while " + t.missing().first() + " is missing; waiting: " + t.waiting());
      }
    }
  }

  /** The states that people see: each interval once, as the store and the claims say. */
  void segments(SteppedEngine engine, String name, Range span) throws ProviderException {
    long lastRevision = Long.MIN_VALUE;
    long lastCell = Long.MIN_VALUE;
    Model model =
        disk.models.values().stream()
            .filter(m -> m.name().equals(name) && m.state() != Model.State.DELETED)
            .findFirst()
            .orElseThrow();
    for (Segment s : engine.segments(name, span)) {
      if (s.revision() == lastRevision && s.cells().from() < lastCell) {
        throw new Broken(ONE_STATE, name + " shows cell " + s.cells().from() + " twice");
      }
      lastRevision = s.revision();
      lastCell = s.cells().to();
      RevisionKey key = new RevisionKey(model.id(), s.revision());
      for (long c = s.cells().from(); c < s.cells().to(); c++) {
        Disk.Cell stored = disk.coverage(key).get(c);
        boolean ended = s.state().isEnded();
        if (ended != (stored != null) && s.state() != VisibleState.EXPIRED) {
          throw new Broken(
              ONE_STATE, key + " cell " + c + " shows " + s.state() + ", is " + stored);
        }
        if (stored != null && ended && !stored.state().name().equals(s.state().name())) {
          throw new Broken(
              ONE_STATE, key + " cell " + c + " shows " + s.state() + ", is " + stored);
        }
      }
    }
  }
}
