package io.foretide.core.task;

import io.foretide.core.model.ModelId;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in flight: the truth about who may commit. Thread-safe. No two claims of one revision
 * hold the same cell.
 */
public interface Claims {
  /**
   * Writes a claim for a task that is about to be sent.
   *
   * @return false if another claim holds one of its cells
   */
  boolean put(Task task, long deadline);

  /**
   * Writes claims for tasks that are about to be sent, in one go.
   *
   * @return those that were granted: no other claim holds one of their cells, and this process may
   *     write claims
   */
  default List<Task> put(List<Task> tasks, long deadline) {
    List<Task> granted = new ArrayList<>(tasks.size());
    for (Task t : tasks) {
      if (put(t, deadline)) {
        granted.add(t);
      }
    }
    return granted;
  }

  /** Names the owner of a claim and moves its deadline; false if the claim is gone or newer. */
  boolean renew(Task task, String owner, long deadline);

  /** Which cells a commit of this task may cover now, without changing anything. */
  Acceptance check(Task task);

  /**
   * Reserves a claim for a commit in progress: a second acceptance of the same claim is refused
   * until {@link #abandon}.
   */
  Acceptance accept(Task task);

  /** The commit that {@link #accept} reserved is durable: the claim ends. */
  void committed(Task task);

  /** The commit that {@link #accept} reserved failed: the claim is as before. */
  void abandon(Task task);

  /** Gives the claim up without a commit. */
  void release(Task task);

  /** Takes cells away from every claim that holds them (a re-run, an edit, a deletion). */
  void supersede(ModelId model, int revision, RangeSet cells);

  /** Marks cells in flight as stale; returns those that are in flight. */
  RangeSet markStale(ModelId model, int revision, RangeSet cells);

  RangeSet inFlight(ModelId model, int revision);

  Optional<Claim> find(long claim);

  /** Claims whose deadline has passed. */
  List<Claim> expired(long now);

  List<Claim> all();

  int size();

  /**
   * @param accepted cells that may be covered
   * @param refused cells of the task that belong to nobody or to somebody else now
   * @param stale accepted cells whose input changed in flight
   */
  record Acceptance(RangeSet accepted, RangeSet refused, RangeSet stale) {}
}
