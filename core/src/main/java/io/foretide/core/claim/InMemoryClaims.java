package io.foretide.core.claim;

import io.foretide.core.model.ModelId;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Claims of a single process: a restart simply has none. Thread-safe; every call takes one lock for
 * about a microsecond.
 */
public final class InMemoryClaims implements Claims {
  private final Map<Long, Held> byNumber = new HashMap<>();
  private final Map<RevisionKey, List<Held>> byRevision = new HashMap<>();
  private long earliestDeadline = Long.MAX_VALUE;

  private static final class Held {
    private Task task;
    private RangeSet cells;
    private RangeSet stale = RangeSet.empty();
    private long deadline;
    private String owner = "";
    private boolean committing;

    private Held(Task task, long deadline) {
      this.task = task;
      this.cells = RangeSet.of(task.cells());
      this.deadline = deadline;
    }

    private Claim view() {
      return new Claim(task, cells, stale, deadline, owner);
    }
  }

  @Override
  public synchronized boolean put(Task task, long deadline) {
    Held known = byNumber.get(task.claim());
    if (known != null) {
      return resend(known, task, deadline);
    }
    List<Held> siblings = byRevision.computeIfAbsent(key(task), k -> new ArrayList<>(1));
    for (Held h : siblings) {
      if (h.cells.overlaps(task.cells())) {
        return false;
      }
    }
    Held held = new Held(task, deadline);
    byNumber.put(task.claim(), held);
    siblings.add(held);
    earliestDeadline = Math.min(earliestDeadline, deadline);
    return true;
  }

  /** The same claim sent again: its generation stays, its owner is forgotten. */
  private boolean resend(Held held, Task task, long deadline) {
    if (held.committing || held.task.generation() != task.generation()) {
      return false;
    }
    held.task = task;
    held.owner = "";
    held.deadline = deadline;
    earliestDeadline = Math.min(earliestDeadline, deadline);
    return true;
  }

  @Override
  public synchronized boolean renew(Task task, String owner, long deadline) {
    Held held = current(task);
    if (held == null || (!held.owner.isEmpty() && !held.owner.equals(owner))) {
      return false;
    }
    held.owner = owner;
    held.deadline = deadline;
    earliestDeadline = Math.min(earliestDeadline, deadline);
    return true;
  }

  @Override
  public synchronized Acceptance check(Task task) {
    return acceptance(task, current(task));
  }

  @Override
  public synchronized Acceptance accept(Task task) {
    Held held = current(task);
    Acceptance out = acceptance(task, held);
    if (held != null) {
      held.committing = true;
    }
    return out;
  }

  private static Acceptance acceptance(Task task, @Nullable Held held) {
    RangeSet all = RangeSet.of(task.cells());
    if (held == null) {
      return new Acceptance(RangeSet.empty(), all, RangeSet.empty());
    }
    RangeSet accepted = held.cells.intersect(all);
    return new Acceptance(accepted, all.minus(accepted), held.stale.intersect(accepted));
  }

  /** The claim of a task if it still stands and no commit of it is on its way. */
  private @Nullable Held current(Task task) {
    Held held = byNumber.get(task.claim());
    return held == null || held.committing || held.task.generation() != task.generation()
        ? null
        : held;
  }

  @Override
  public synchronized void committed(Task task) {
    remove(task);
  }

  @Override
  public synchronized void abandon(Task task) {
    Held held = byNumber.get(task.claim());
    if (held != null && held.task.generation() == task.generation()) {
      held.committing = false;
    }
  }

  @Override
  public synchronized void release(Task task) {
    Held held = current(task);
    if (held != null) {
      remove(task);
    }
  }

  private void remove(Task task) {
    Held held = byNumber.get(task.claim());
    if (held == null || held.task.generation() != task.generation()) {
      return;
    }
    drop(held);
  }

  private void drop(Held held) {
    byNumber.remove(held.task.claim());
    RevisionKey key = key(held.task);
    List<Held> siblings = byRevision.get(key);
    if (siblings != null) {
      siblings.remove(held);
      if (siblings.isEmpty()) {
        byRevision.remove(key);
      }
    }
  }

  @Override
  public synchronized void supersede(ModelId model, int revision, RangeSet cells) {
    for (Held held : List.copyOf(siblings(model, revision))) {
      held.cells = held.cells.minus(cells);
      held.stale = held.stale.minus(cells);
      if (held.cells.isEmpty() && !held.committing) {
        drop(held);
      }
    }
  }

  @Override
  public synchronized RangeSet markStale(ModelId model, int revision, RangeSet cells) {
    RangeSet marked = RangeSet.empty();
    for (Held held : siblings(model, revision)) {
      RangeSet hit = held.cells.intersect(cells);
      held.stale = held.stale.plus(hit);
      marked = marked.plus(hit);
    }
    return marked;
  }

  @Override
  public synchronized RangeSet inFlight(ModelId model, int revision) {
    RangeSet out = RangeSet.empty();
    for (Held held : siblings(model, revision)) {
      out = out.plus(held.cells);
    }
    return out;
  }

  private List<Held> siblings(ModelId model, int revision) {
    return byRevision.getOrDefault(new RevisionKey(model, revision), List.of());
  }

  @Override
  public synchronized Optional<Claim> find(long claim) {
    return Optional.ofNullable(byNumber.get(claim)).map(Held::view);
  }

  @Override
  public synchronized List<Claim> expired(long now) {
    if (now < earliestDeadline) {
      return List.of();
    }
    List<Claim> out = new ArrayList<>();
    earliestDeadline = Long.MAX_VALUE;
    for (Held held : byNumber.values()) {
      if (held.deadline <= now && !held.committing) {
        out.add(held.view());
      } else {
        earliestDeadline = Math.min(earliestDeadline, held.deadline);
      }
    }
    if (!out.isEmpty()) {
      earliestDeadline = Math.min(earliestDeadline, now);
    }
    return out;
  }

  @Override
  public synchronized List<Claim> all() {
    List<Claim> out = new ArrayList<>(byNumber.size());
    for (Held held : byNumber.values()) {
      out.add(held.view());
    }
    return out;
  }

  @Override
  public synchronized int size() {
    return byNumber.size();
  }

  /** The claims of a revision. */
  public synchronized List<Claim> of(ModelId model, int revision) {
    return siblings(model, revision).stream().map(Held::view).toList();
  }

  /** Makes a claim what it became elsewhere. */
  public synchronized void set(Claim claim) {
    Held held = byNumber.get(claim.task().claim());
    if (held == null) {
      held = new Held(claim.task(), claim.deadline());
      byNumber.put(claim.task().claim(), held);
      byRevision.computeIfAbsent(key(claim.task()), k -> new ArrayList<>(1)).add(held);
    }
    held.task = claim.task();
    held.cells = claim.cells();
    held.stale = claim.stale();
    held.deadline = claim.deadline();
    held.owner = claim.owner();
    earliestDeadline = Math.min(earliestDeadline, claim.deadline());
  }

  /** Forgets a claim that ended elsewhere. */
  public synchronized void drop(long claim) {
    Held held = byNumber.get(claim);
    if (held != null) {
      drop(held);
    }
  }

  /** Forgets all claims. */
  public synchronized void clear() {
    byNumber.clear();
    byRevision.clear();
    earliestDeadline = Long.MAX_VALUE;
  }

  private static RevisionKey key(Task task) {
    return new RevisionKey(task.model(), task.revision());
  }
}
