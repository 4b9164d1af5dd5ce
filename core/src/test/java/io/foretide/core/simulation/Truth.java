package io.foretide.core.simulation;

import io.foretide.core.coverage.CellState;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Range;
import java.util.Map;
import java.util.NavigableMap;

/** At rest, compares stored rows with what the points say now. */
final class Truth {
  private final Disk disk;
  private final Ledger ledger;

  Truth(Disk disk, Ledger ledger) {
    this.disk = disk;
    this.ledger = ledger;
  }

  void check() {
    for (Model m : disk.models.values()) {
      if (m.state() == Model.State.DELETED) {
        continue;
      }
      for (Revision r : m.revisions()) {
        RevisionKey key = new RevisionKey(m.id(), r.number());
        disk.coverage(key)
            .forEach((cell, how) -> {
              if (how.state() == CellState.PREDICTED) {
                cell(key, r, cell);
              }
            });
      }
    }
  }

  private void cell(RevisionKey key, Revision r, long cell) {
    if (!(r.definition().schedule() instanceof Schedule.ByTime t)) {
      return;
    }
    Range interval = new Range(t.grid().start(cell), t.grid().end(cell));
    Disk.Row row = disk.rows(key).get(cell);
    if (row == null) {
      throw new Broken(Invariants.ROWS, key + " cell " + cell + " has no rows");
    }
    compare(key, r, cell, interval, row.block());
    // What a candidate predicts beside the owner is kept from an outside sink.
    boolean seen = interval.to() > r.activeFrom() && interval.to() <= r.activeUntil();
    if (seen && !r.definition().predictionStorage().isEmpty()) {
      PredictionBlock sent = disk.outside(key).get(interval.to());
      if (sent == null) {
        throw new Broken(Invariants.ROWS, key + " cell " + cell + " has no rows in the sink");
      }
      compare(key, r, cell, interval, sent);
    }
  }

  private void compare(
      RevisionKey key, Revision r, long cell, Range interval, PredictionBlock block) {
    long version = (long) block.values()[1][0];
    if (version < ledger.takenAwayAt(key, cell)) {
      throw new Broken(
          Invariants.FRESH,
          key + " cell " + cell + " was read at " + version + " before it was taken away");
    }
    double sum = 0;
    boolean changed = false;
    for (String series : r.definition().inputs()) {
      NavigableMap<Long, Double> inside =
          disk.points(series).subMap(interval.from(), true, interval.to(), false);
      for (Map.Entry<Long, Double> p : inside.entrySet()) {
        sum += p.getValue();
        changed |= disk.changedAt(series, p.getKey()) > version;
      }
    }
    if (!changed && sum != block.values()[0][0]) {
      throw new Broken(
          Invariants.TRUE_ROWS,
          key + " cell " + cell + " holds " + block.values()[0][0] + ", its points say " + sum);
    }
  }
}
