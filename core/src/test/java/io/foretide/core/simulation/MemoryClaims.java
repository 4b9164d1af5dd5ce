package io.foretide.core.simulation;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.time.RangeSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The real claims, with an observer, and with a flaw if one is planted. */
final class MemoryClaims implements Claims {
  private final Claims real = new InMemoryClaims();
  private final Flaw flaw;
  private final Ledger ledger;
  private final Consumer<Task> onPut;

  MemoryClaims(Flaw flaw, Ledger ledger, Consumer<Task> onPut) {
    this.flaw = flaw;
    this.ledger = ledger;
    this.onPut = onPut;
  }

  @Override
  public boolean put(Task task, long deadline) {
    boolean fresh = real.find(task.claim()).isEmpty();
    boolean ok = real.put(task, deadline);
    if (ok && fresh) {
      onPut.accept(task);
    }
    touch(task);
    return ok;
  }

  private void touch(Task task) {
    ledger.touched.add(new RevisionKey(task.model(), task.revision()));
  }

  @Override
  public boolean renew(Task task, String owner, long deadline) {
    return real.renew(task, owner, deadline);
  }

  @Override
  public Acceptance check(Task task) {
    return flaw == Flaw.NO_CLAIM_CHECK ? everything(task) : real.check(task);
  }

  @Override
  public Acceptance accept(Task task) {
    Acceptance honest = real.accept(task);
    return flaw == Flaw.NO_CLAIM_CHECK ? everything(task) : honest;
  }

  private static Acceptance everything(Task task) {
    return new Acceptance(RangeSet.of(task.cells()), RangeSet.empty(), RangeSet.empty());
  }

  /** What an honest look says, whatever flaw is planted. */
  Acceptance honest(Task task) {
    return real.check(task);
  }

  @Override
  public void committed(Task task) {
    touch(task);
    if (flaw == Flaw.CLAIM_NOT_REMOVED) {
      real.abandon(task);
    } else {
      real.committed(task);
    }
  }

  @Override
  public void abandon(Task task) {
    real.abandon(task);
  }

  @Override
  public void release(Task task) {
    touch(task);
    real.release(task);
  }

  @Override
  public void supersede(ModelId model, int revision, RangeSet cells) {
    ledger.touched.add(new RevisionKey(model, revision));
    if (flaw != Flaw.GENERATION_NOT_RAISED) {
      real.supersede(model, revision, cells);
    }
  }

  @Override
  public RangeSet markStale(ModelId model, int revision, RangeSet cells) {
    return real.markStale(model, revision, cells);
  }

  @Override
  public RangeSet inFlight(ModelId model, int revision) {
    return real.inFlight(model, revision);
  }

  @Override
  public Optional<Claim> find(long claim) {
    return real.find(claim);
  }

  @Override
  public List<Claim> expired(long now) {
    return real.expired(now);
  }

  @Override
  public List<Claim> all() {
    return real.all();
  }

  @Override
  public int size() {
    return real.size();
  }
}
