package io.foretide.core.commit;

import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.PointCells;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.List;
import java.util.Optional;

/**
 * Keeps coverage in chunks, with the checkpoints and the re-plans that belong to it. Thread-safe;
 * changes are serialised, and each returns when it is durable.
 */
public interface CoverageStore {
  /** The coverage of a revision within a range of cells. */
  Coverage load(ModelId model, int revision, Range cells) throws ProviderException;

  /** How many cells of a revision are covered. */
  Counts counts(ModelId model, int revision) throws ProviderException;

  /**
   * Writes rows, coverage and checkpoint and ends the claim, all or nothing. Cells that the claim
   * no longer holds are refused and leave no trace. Stale cells are remembered for {@link #settle}.
   *
   * @throws ProviderException.Transient if nothing was written; the claim is as before
   */
  CommitReceipt commit(Commit commit) throws ProviderException;

  /**
   * Makes cells not covered and takes them from whoever has them in flight.
   *
   * @return those that were covered
   */
  RangeSet uncover(ModelId model, int revision, RangeSet cells, String cause)
      throws ProviderException;

  /** Un-covers the stale cells whose settling time is over; tells which. */
  List<Uncovered> settle(long now) throws ProviderException;

  /** The latest checkpoint at or before an instant. */
  Optional<Checkpoint> checkpoint(ModelId model, int revision, long notAfter)
      throws ProviderException;

  /** Boundaries of the closed intervals of a revision that is driven by points. */
  PointCells pointCells(ModelId model, int revision, Range cells) throws ProviderException;

  /** Registers who is told of durable changes, on the store's own thread; must return at once. */
  void listen(CoverageListener listener);

  /**
   * @param model whose
   * @param revision which
   * @param cells that are not covered any more
   */
  record Uncovered(ModelId model, int revision, RangeSet cells) {}
}
