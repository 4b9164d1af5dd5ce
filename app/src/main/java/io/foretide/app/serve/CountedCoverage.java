package io.foretide.app.serve;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.CoverageListener;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.PointCells;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A coverage store that counts what commits read and wrote since the start. Thread-safe. */
final class CountedCoverage implements CoverageStore {
  private final CoverageStore store;
  private final LongAdder read = new LongAdder();
  private final LongAdder written = new LongAdder();
  private final Map<String, LongAdder> tasks = new ConcurrentHashMap<>();

  CountedCoverage(CoverageStore store) {
    this.store = store;
  }

  /** Points that committed tasks read. */
  long pointsRead() {
    return read.sum();
  }

  /** Predicted rows that committed tasks wrote. */
  long pointsWritten() {
    return written.sum();
  }

  /** Committed tasks by executor. */
  Map<String, Long> tasks() {
    Map<String, Long> out = new TreeMap<>();
    tasks.forEach((executor, n) -> out.put(executor, n.sum()));
    return out;
  }

  @Override
  public CommitReceipt commit(Commit commit) throws ProviderException {
    CommitReceipt receipt = store.commit(commit);
    read.add(commit.points());
    String executor = commit.owner().replaceFirst("-\\d+$", "");
    tasks.computeIfAbsent(executor, k -> new LongAdder()).increment();
    for (OutcomePart part : commit.parts()) {
      if (!receipt.covered().intersect(part.cells()).isEmpty()) {
        for (PredictionBlock block : part.blocks()) {
          written.add(block.rows());
        }
      }
    }
    return receipt;
  }

  @Override
  public Coverage load(ModelId model, int revision, Range cells) throws ProviderException {
    return store.load(model, revision, cells);
  }

  @Override
  public Counts counts(ModelId model, int revision) throws ProviderException {
    return store.counts(model, revision);
  }

  @Override
  public RangeSet uncover(ModelId model, int revision, RangeSet cells, String cause)
      throws ProviderException {
    return store.uncover(model, revision, cells, cause);
  }

  @Override
  public List<Uncovered> settle(long now) throws ProviderException {
    return store.settle(now);
  }

  @Override
  public Optional<Checkpoint> checkpoint(ModelId model, int revision, long notAfter)
      throws ProviderException {
    return store.checkpoint(model, revision, notAfter);
  }

  @Override
  public PointCells pointCells(ModelId model, int revision, Range cells) throws ProviderException {
    return store.pointCells(model, revision, cells);
  }

  @Override
  public void listen(CoverageListener listener) {
    store.listen(listener);
  }
}
