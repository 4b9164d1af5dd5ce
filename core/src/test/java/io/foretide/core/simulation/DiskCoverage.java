package io.foretide.core.simulation;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.CoverageListener;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.PointCells;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Coverage on the disk, in one transaction with rows, by one process. */
final class DiskCoverage implements CoverageStore {
  private final Disk disk;
  private final MemoryClaims claims;
  private final Faults faults;
  private final Flaw flaw;
  private final Ledger ledger;
  private final SimulatedClock clock;
  private final int process;
  private final List<CoverageListener> listeners = new ArrayList<>();
  private final Map<RevisionKey, Long> settles = new HashMap<>();

  DiskCoverage(
      Disk disk,
      MemoryClaims claims,
      Faults faults,
      Flaw flaw,
      Ledger ledger,
      SimulatedClock clock,
      int process) {
    this.disk = disk;
    this.claims = claims;
    this.faults = faults;
    this.flaw = flaw;
    this.ledger = ledger;
    this.clock = clock;
    this.process = process;
  }

  private static RevisionKey key(Task t) {
    return new RevisionKey(t.model(), t.revision());
  }

  @Override
  public void listen(CoverageListener listener) {
    listeners.add(listener);
  }

  List<CoverageListener> listeners() {
    return listeners;
  }

  /** In-flight cells of a revision changed: their re-plan waits this long. */
  void settleAfter(RevisionKey key, long nanos) {
    settles.put(key, nanos);
  }

  @Override
  public Coverage load(ModelId model, int revision, Range cells) throws ProviderException {
    faults.store();
    NavigableMap<Long, Disk.Cell> within =
        disk.coverage(new RevisionKey(model, revision))
            .subMap(cells.from(), true, cells.to(), false);
    return coverage(within);
  }

  static Coverage coverage(NavigableMap<Long, Disk.Cell> cells) {
    List<CoverageRun> runs = new ArrayList<>();
    cells.forEach((c, cell) -> {
      CoverageRun last = runs.isEmpty() ? null : runs.getLast();
      if (last != null
          && last.cells().to() == c
          && last.state() == cell.state()
          && last.reason() == cell.reason()) {
        runs.set(
            runs.size() - 1,
            new CoverageRun(new Range(last.cells().from(), c + 1), cell.state(), cell.reason()));
      } else {
        runs.add(new CoverageRun(new Range(c, c + 1), cell.state(), cell.reason()));
      }
    });
    return new Coverage(runs);
  }

  @Override
  public Counts counts(ModelId model, int revision) throws ProviderException {
    faults.store();
    return disk.counts(new RevisionKey(model, revision));
  }

  @Override
  public CommitReceipt commit(Commit commit) throws ProviderException {
    faults.store();
    faults.mayDie(0.01);
    Task task = commit.task();
    RangeSet honest = claims.honest(task).accepted();
    Claims.Acceptance acceptance = claims.accept(task);
    if (acceptance.accepted().isEmpty()) {
      return new CommitReceipt(RangeSet.empty(), acceptance.refused(), RangeSet.empty());
    }
    List<CoverageRun> runs = runs(commit, acceptance.accepted());
    if (flaw == Flaw.COVER_BEFORE_WRITE) {
      cover(task, runs);
    }
    if (faults.chance(0.05)) {
      claims.abandon(task);
      throw new ProviderException.Transient("the rows could not be written", null);
    }
    RangeSet done = new Coverage(runs).covered();
    RangeSet stale = acceptance.stale().intersect(done);
    cover(task, runs);
    rows(commit, acceptance.accepted());
    checkpoint(commit, done);
    if (!stale.isEmpty()) {
      long wait = settles.getOrDefault(key(task), Instants.MINUTE);
      disk.replans.add(new Disk.Replan(clock.now() + wait, key(task), stale));
    }
    ledger.covered(key(task), done.intersect(honest));
    Killed death = faults.death(0.01);
    if (death != null && death.process()) {
      throw death;
    }
    // The store tells of what is durable even if the executor that asked has died meanwhile.
    claims.committed(task);
    listeners.forEach(l -> l.covered(task.model(), task.revision(), new Coverage(runs)));
    if (death != null) {
      throw death;
    }
    return new CommitReceipt(done, acceptance.refused(), stale);
  }

  private static List<CoverageRun> runs(Commit commit, RangeSet accepted) {
    List<CoverageRun> runs = new ArrayList<>();
    for (OutcomePart part : commit.parts()) {
      accepted
          .intersect(part.cells())
          .forEach(r -> runs.add(new CoverageRun(r, part.state(), part.reason())));
    }
    runs.sort((a, b) -> Long.compare(a.cells().from(), b.cells().from()));
    return runs;
  }

  private void cover(Task task, List<CoverageRun> runs) {
    for (CoverageRun run : runs) {
      for (long c = run.cells().from(); c < run.cells().to(); c++) {
        disk.cover(
            key(task),
            c,
            new Disk.Cell(run.state(), run.reason(), task.claim(), task.generation(), process));
      }
    }
  }

  private void rows(Commit commit, RangeSet accepted) {
    Task task = commit.task();
    for (OutcomePart part : commit.parts()) {
      for (long c = part.cells().from(); c < part.cells().to(); c++) {
        if (!accepted.contains(c)) {
          continue;
        }
        if (part.state() != CellState.PREDICTED) {
          disk.rows(key(task)).remove(c);
        } else {
          disk.rows(key(task))
              .put(
                  c,
                  new Disk.Row(
                      part.blocks().get((int) (c - part.cells().from())),
                      task.claim(),
                      task.generation(),
                      process));
        }
      }
    }
  }

  private void checkpoint(Commit commit, RangeSet done) {
    Checkpoint checkpoint = commit.checkpoint();
    boolean whole = commit.parts().stream().allMatch(p -> done.containsAll(RangeSet.of(p.cells())));
    if (checkpoint != null && whole) {
      disk.checkpoints(key(commit.task())).put(checkpoint.instant(), checkpoint);
    }
  }

  /** Takes coverage away; claims are the caller's. */
  RangeSet clear(RevisionKey key, RangeSet cells) {
    RangeSet hit = disk.covered(key).intersect(cells);
    disk.clear(key, hit);
    ledger.takenAway(key, hit, disk.version);
    return hit;
  }

  @Override
  public RangeSet uncover(ModelId model, int revision, RangeSet cells, String cause)
      throws ProviderException {
    faults.store();
    RevisionKey key = new RevisionKey(model, revision);
    RangeSet hit = clear(key, cells);
    ledger.takenAway(key, cells, disk.version);
    claims.supersede(model, revision, cells);
    if (!hit.isEmpty()) {
      listeners.forEach(l -> l.uncovered(model, revision, hit));
    }
    return hit;
  }

  @Override
  public List<Uncovered> settle(long now) throws ProviderException {
    faults.store();
    List<Uncovered> out = new ArrayList<>();
    for (Iterator<Disk.Replan> i = disk.replans.iterator(); i.hasNext(); ) {
      Disk.Replan r = i.next();
      if (r.at() <= now) {
        i.remove();
        RangeSet hit = clear(r.key(), r.cells());
        if (!hit.isEmpty()) {
          out.add(new Uncovered(r.key().model(), r.key().revision(), hit));
        }
      }
    }
    for (Uncovered u : out) {
      listeners.forEach(l -> l.uncovered(u.model(), u.revision(), u.cells()));
    }
    return out;
  }

  @Override
  public Optional<Checkpoint> checkpoint(ModelId model, int revision, long notAfter)
      throws ProviderException {
    faults.store();
    return Optional.ofNullable(
            disk.checkpoints(new RevisionKey(model, revision)).floorEntry(notAfter))
        .map(Map.Entry::getValue);
  }

  @Override
  public PointCells pointCells(ModelId model, int revision, Range cells) throws ProviderException {
    faults.store();
    Disk.Counter counter = disk.counters.get(new RevisionKey(model, revision));
    if (counter == null) {
      return new PointCells(Math.max(0, cells.from()), new long[0]);
    }
    long closed = counter.bounds.size() - 1L;
    long first = Math.clamp(cells.from(), 0, closed);
    long end = Math.clamp(cells.to(), first, closed);
    long[] bounds = new long[(int) (end - first + 1)];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = counter.bounds.get((int) first + i);
    }
    return new PointCells(first, bounds);
  }
}
