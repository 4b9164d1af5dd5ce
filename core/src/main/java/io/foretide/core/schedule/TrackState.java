package io.foretide.core.schedule;

import io.foretide.core.coverage.Counts;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Schedule;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.List;

/**
 * One revision as planning sees it at one moment.
 *
 * @param model whose
 * @param revision which
 * @param due its due cells that have not expired
 * @param missing due and not covered
 * @param inFlight of them in flight
 * @param tasks the tasks in flight
 * @param waiting put off, with their reasons
 * @param counts covered cells by state
 * @param countsStale true if {@code counts} must be asked of the store again
 * @param every length of a cell, nanoseconds; 0 if driven by points
 * @param nextDue when the next cell falls due
 * @param oldestDue when the oldest missing cell fell due; {@link Long#MAX_VALUE} if none is missing
 * @param planFrom nothing is planned before; {@link Long#MIN_VALUE} if nothing holds it
 * @param paused nothing is planned
 * @param lastFailed the newest ended cell failed
 * @param everCaughtUp nothing was missing at least once
 * @param retries how often its tasks were put off
 * @param trouble the newest reason to wait or fail; empty if none
 * @param inRollout the revision has or had a lane: the store's counts hold more than {@code due}
 */
public record TrackState(
    ModelId model,
    int revision,
    Range due,
    RangeSet missing,
    RangeSet inFlight,
    List<Task> tasks,
    List<Waiting> waiting,
    Counts counts,
    boolean countsStale,
    long every,
    long nextDue,
    long oldestDue,
    long planFrom,
    boolean paused,
    boolean lastFailed,
    boolean everCaughtUp,
    int retries,
    String trouble,
    boolean inRollout) {
  /**
   * @param cells put off
   * @param tries how often
   * @param retryAt earliest next try
   * @param why in words
   */
  public record Waiting(RangeSet cells, int tries, long retryAt, String why) {}

  static TrackState of(Track t) {
    return of(t, t.owned());
  }

  /** A track as if it had these of its cells only. */
  static TrackState of(Track t, Range cells) {
    if (t.lane == null) {
      return of(t, new Range(t.first, Math.max(t.first, t.dueEnd)), t.missing, t.nextDue());
    }
    long dueTo = Math.clamp(t.dueEnd, cells.from(), cells.to());
    long next = Math.max(t.dueEnd, cells.from());
    return of(
        t,
        new Range(cells.from(), dueTo),
        t.missing.intersect(cells),
        next < cells.to() ? t.dueAt(next) : Long.MAX_VALUE);
  }

  private static TrackState of(Track t, Range due, RangeSet missing, long nextDue) {
    return new TrackState(
        t.model,
        t.revision,
        due,
        missing,
        t.inFlight().intersect(missing),
        t.sent.stream().map(s -> s.task).toList(),
        t.waits.stream()
            .filter(w -> !w.over() && (t.lane == null || !missing.intersect(w.cells()).isEmpty()))
            .map(w -> new Waiting(w.cells(), w.tries(), w.retryAt(), w.why()))
            .toList(),
        t.counts,
        t.countsStale,
        t.schedule instanceof Schedule.ByTime time ? time.grid().every() : 0,
        t.paused ? Long.MAX_VALUE : nextDue,
        missing.isEmpty() ? Long.MAX_VALUE : t.dueAt(missing.first()),
        t.planFrom,
        t.paused,
        t.lastFailed,
        t.everCaughtUp,
        t.retries,
        t.trouble,
        t.lane != null);
  }
}
