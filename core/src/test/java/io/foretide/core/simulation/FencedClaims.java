package io.foretide.core.simulation;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.model.ModelId;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One process' access to claims that all share: it writes them only where it may.
 *
 * @param table all claims
 * @param may whether this process may write claims
 * @param written told of every claim that was
 * @param dead owners that are gone
 */
record FencedClaims(
    InMemoryClaims table, BooleanSupplier may, Consumer<Task> written, Set<String> dead)
    implements Claims {
  @Override
  public boolean put(Task task, long deadline) {
    boolean done = may.getAsBoolean() && table.put(task, deadline);
    if (done) {
      written.accept(task);
    }
    return done;
  }

  @Override
  public boolean renew(Task task, String owner, long deadline) {
    return table.renew(task, owner, deadline);
  }

  @Override
  public Acceptance check(Task task) {
    return table.check(task);
  }

  @Override
  public Acceptance accept(Task task) {
    return table.accept(task);
  }

  @Override
  public void committed(Task task) {
    table.committed(task);
  }

  @Override
  public void abandon(Task task) {
    table.abandon(task);
  }

  @Override
  public void release(Task task) {
    table.release(task);
  }

  @Override
  public void supersede(ModelId model, int revision, RangeSet cells) {
    table.supersede(model, revision, cells);
  }

  @Override
  public RangeSet markStale(ModelId model, int revision, RangeSet cells) {
    return table.markStale(model, revision, cells);
  }

  @Override
  public RangeSet inFlight(ModelId model, int revision) {
    return table.inFlight(model, revision);
  }

  @Override
  public Optional<Claim> find(long claim) {
    return table.find(claim);
  }

  @Override
  public List<Claim> expired(long now) {
    List<Claim> out = new ArrayList<>(table.expired(now));
    for (Claim c : table.all()) {
      if (dead.contains(c.owner()) && c.deadline() > now) {
        out.add(c);
      }
    }
    return out;
  }

  @Override
  public List<Claim> all() {
    return table.all();
  }

  @Override
  public int size() {
    return table.size();
  }
}
