package io.foretide.store.coverage;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageChunk;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.Reason;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.coverage.ChunkCache.Key;
import io.foretide.store.sql.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of coverage that one operation collects, and makes in memory once nothing can fail any
 * more. Used on the writer's thread only.
 */
public final class CoverageEdit {
  private static final int FEW = 16;
  private final ChunkCache cache;
  private final Session session;
  private final List<Runnable> changes = new ArrayList<>();

  CoverageEdit(ChunkCache cache, Session session) {
    this.cache = cache;
    this.session = session;
  }

  /** Covers cells. */
  void set(long model, int revision, Range cells, CellState state, Reason reason)
      throws SQLException {
    for (long c = CoverageChunk.indexOf(cells.from());
        !cells.isEmpty() && c <= CoverageChunk.indexOf(cells.to() - 1);
        c++) {
      Key key = new Key(model, revision, c);
      CoverageChunk chunk = cache.get(session, key);
      changes.add(() -> {
        chunk.set(cells, state, reason);
        cache.changed(key);
      });
    }
  }

  /**
   * Un-covers cells.
   *
   * @return those that were covered before this edit
   */
  public RangeSet clear(long model, int revision, RangeSet cells) throws SQLException {
    RangeSet out = RangeSet.empty();
    for (Range range : cells.ranges()) {
      for (long c : chunks(model, revision, range)) {
        Key key = new Key(model, revision, c);
        CoverageChunk chunk = cache.get(session, key);
        List<CoverageRun> runs = new ArrayList<>();
        chunk.runs(runs);
        RangeSet hit = new Coverage(runs).within(range).covered();
        if (!hit.isEmpty()) {
          out = out.plus(hit);
          changes.add(() -> {
            hit.forEach(chunk::clear);
            cache.changed(key);
          });
        }
      }
    }
    return out;
  }

  private List<Long> chunks(long model, int revision, Range cells) throws SQLException {
    if (cells.isEmpty()) {
      return List.of();
    }
    long first = CoverageChunk.indexOf(cells.from());
    long last = CoverageChunk.indexOf(cells.to() - 1);
    if (last - first >= FEW) {
      return cache.existing(session, model, revision, new Range(first, last + 1));
    }
    List<Long> out = new ArrayList<>();
    for (long c = first; c <= last; c++) {
      out.add(c);
    }
    return out;
  }

  /** Makes the changes in memory; they are written with the transaction. */
  public void apply() {
    changes.forEach(Runnable::run);
  }
}
