package io.foretide.core.world;

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
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A coverage store in memory: one map a revision, one entry a cell. */
public final class MemoryCoverage implements CoverageStore {
  private final Claims claims;
  private final Map<RevisionKey, TreeMap<Long, CoverageRun>> cells = new HashMap<>();
  private final Map<RevisionKey, TreeMap<Long, Checkpoint>> checkpoints = new HashMap<>();
  private final Map<RevisionKey, long[]> bounds = new HashMap<>();
  private final List<CoverageListener> listeners = new ArrayList<>();
  public final List<Commit> commits = new ArrayList<>();
  public @Nullable ProviderException failNext;

  public MemoryCoverage(Claims claims) {
    this.claims = claims;
  }

  private TreeMap<Long, CoverageRun> of(ModelId model, int revision) {
    return cells.computeIfAbsent(new RevisionKey(model, revision), k -> new TreeMap<>());
  }

  @Override
  public Coverage load(ModelId model, int revision, Range range) {
    return new Coverage(List.copyOf(of(model, revision).subMap(range.from(), range.to()).values()));
  }

  @Override
  public Counts counts(ModelId model, int revision) {
    return Counts.of(new Coverage(List.copyOf(of(model, revision).values())));
  }

  @Override
  public CommitReceipt commit(Commit commit) throws ProviderException {
    if (failNext != null) {
      ProviderException e = failNext;
      failNext = null;
      throw e;
    }
    Task t = commit.task();
    Claims.Acceptance may = claims.accept(t);
    List<CoverageRun> runs = new ArrayList<>();
    for (OutcomePart p : commit.parts()) {
      for (long c = p.cells().from(); c < p.cells().to(); c++) {
        if (may.accepted().contains(c)) {
          CoverageRun run = new CoverageRun(new Range(c, c + 1), p.state(), p.reason());
          of(t.model(), t.revision()).put(c, run);
          runs.add(run);
        }
      }
    }
    Checkpoint checkpoint = commit.checkpoint();
    if (checkpoint != null) {
      checkpoints
          .computeIfAbsent(new RevisionKey(t.model(), t.revision()), k -> new TreeMap<>())
          .put(checkpoint.instant(), checkpoint);
    }
    commits.add(commit);
    Coverage covered = new Coverage(runs);
    listeners.forEach(l -> l.covered(t.model(), t.revision(), covered));
    claims.committed(t);
    return new CommitReceipt(covered.covered(), may.refused(), may.stale());
  }

  @Override
  public RangeSet uncover(ModelId model, int revision, RangeSet set, String cause) {
    claims.supersede(model, revision, set);
    RangeSet was = RangeSet.empty();
    for (Long c : List.copyOf(of(model, revision).keySet())) {
      if (set.contains(c)) {
        of(model, revision).remove(c);
        was = was.plus(RangeSet.of(c, c + 1));
      }
    }
    listeners.forEach(l -> l.uncovered(model, revision, set));
    return was;
  }

  @Override
  public List<Uncovered> settle(long now) {
    return List.of();
  }

  @Override
  public Optional<Checkpoint> checkpoint(ModelId model, int revision, long notAfter) {
    var entry =
        checkpoints
            .getOrDefault(new RevisionKey(model, revision), new TreeMap<>())
            .floorEntry(notAfter);
    return entry == null ? Optional.empty() : Optional.of(entry.getValue());
  }

  /** Closes cells of a model that is driven by points. */
  public void close(ModelId model, int revision, long... boundaries) {
    bounds.put(new RevisionKey(model, revision), boundaries);
    listeners.forEach(l -> l.closed(model, revision, boundaries.length - 1));
  }

  @Override
  public PointCells pointCells(ModelId model, int revision, Range range) {
    return new PointCells(0, bounds.getOrDefault(new RevisionKey(model, revision), new long[0]));
  }

  @Override
  public void listen(CoverageListener listener) {
    listeners.add(listener);
  }

  /** The state of a cell; null if it is not covered. */
  public @Nullable CellState state(ModelId model, int revision, long cell) {
    CoverageRun run = of(model, revision).get(cell);
    return run == null ? null : run.state();
  }

  public @Nullable Reason reason(ModelId model, int revision, long cell) {
    CoverageRun run = of(model, revision).get(cell);
    return run == null ? null : run.reason();
  }
}
