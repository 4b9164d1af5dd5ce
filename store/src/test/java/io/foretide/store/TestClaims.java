package io.foretide.store;

import io.foretide.core.model.ModelId;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.time.RangeSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plainest claims that keep the contract. */
final class TestClaims implements Claims {
  private final Map<Long, Claim> claims = new HashMap<>();
  private final Set<Long> reserved = new HashSet<>();

  @Override
  public synchronized boolean put(Task task, long deadline) {
    RangeSet cells = RangeSet.of(task.cells());
    for (Claim c : claims.values()) {
      if (same(c, task.model(), task.revision()) && !c.cells().intersect(cells).isEmpty()) {
        return false;
      }
    }
    claims.put(task.claim(), new Claim(task, cells, RangeSet.empty(), deadline, ""));
    return true;
  }

  private static boolean same(Claim c, ModelId model, int revision) {
    return c.task().model().equals(model) && c.task().revision() == revision;
  }

  @Override
  public synchronized boolean renew(Task task, String owner, long deadline) {
    return claims.containsKey(task.claim());
  }

  @Override
  public synchronized Acceptance check(Task task) {
    RangeSet all = RangeSet.of(task.cells());
    Claim c = claims.get(task.claim());
    if (c == null || reserved.contains(task.claim())) {
      return new Acceptance(RangeSet.empty(), all, RangeSet.empty());
    }
    return new Acceptance(c.cells(), all.minus(c.cells()), c.stale());
  }

  @Override
  public synchronized Acceptance accept(Task task) {
    Acceptance a = check(task);
    if (!a.accepted().isEmpty()) {
      reserved.add(task.claim());
    }
    return a;
  }

  @Override
  public synchronized void committed(Task task) {
    claims.remove(task.claim());
    reserved.remove(task.claim());
  }

  @Override
  public synchronized void abandon(Task task) {
    reserved.remove(task.claim());
  }

  @Override
  public synchronized void release(Task task) {
    committed(task);
  }

  @Override
  public synchronized void supersede(ModelId model, int revision, RangeSet cells) {
    claims.replaceAll(
        (_, c) ->
            same(c, model, revision)
                ? new Claim(c.task(), c.cells().minus(cells), c.stale(), c.deadline(), c.owner())
                : c);
    claims.values().removeIf(c -> c.cells().isEmpty());
  }

  @Override
  public synchronized RangeSet markStale(ModelId model, int revision, RangeSet cells) {
    RangeSet out = RangeSet.empty();
    for (Map.Entry<Long, Claim> e : claims.entrySet()) {
      Claim c = e.getValue();
      RangeSet hit = c.cells().intersect(cells);
      if (same(c, model, revision) && !hit.isEmpty()) {
        out = out.plus(hit);
        e.setValue(
            new Claim(c.task(), c.cells(), c.stale().plus(hit), c.deadline(), c.owner()));
      }
    }
    return out;
  }

  @Override
  public synchronized RangeSet inFlight(ModelId model, int revision) {
    RangeSet out = RangeSet.empty();
    for (Claim c : claims.values()) {
      out = same(c, model, revision) ? out.plus(c.cells()) : out;
    }
    return out;
  }

  @Override
  public synchronized Optional<Claim> find(long claim) {
    return Optional.ofNullable(claims.get(claim));
  }

  @Override
  public List<Claim> expired(long now) {
    return List.of();
  }

  @Override
  public synchronized List<Claim> all() {
    return List.copyOf(claims.values());
  }

  @Override
  public synchronized int size() {
    return claims.size();
  }
}
