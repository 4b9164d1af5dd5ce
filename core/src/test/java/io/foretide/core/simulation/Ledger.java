package io.foretide.core.simulation;

import io.foretide.core.model.RevisionKey;
import io.foretide.core.time.RangeSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What an observer who only sees answers must expect of the disk. */
final class Ledger {
  private final Map<RevisionKey, RangeSet> covered = new HashMap<>();

  /** By revision and cell: data version at the time the cell was last taken away. */
  private final Map<RevisionKey, Map<Long, Long>> takenAway = new HashMap<>();

  /** By revision and cell: how often an executor was lost while it had the cell. */
  private final Map<RevisionKey, Map<Long, Integer>> losses = new HashMap<>();

  /** Revisions of which something changed since the last look. */
  final Set<RevisionKey> touched = new HashSet<>();

  void covered(RevisionKey key, RangeSet cells) {
    covered.merge(key, cells, RangeSet::plus);
    touched.add(key);
  }

  /** Cells may not be read from data older than this version any more. */
  void takenAway(RevisionKey key, RangeSet cells, long version) {
    covered.merge(key, RangeSet.empty(), (a, b) -> a.minus(cells));
    Map<Long, Long> versions = takenAway.computeIfAbsent(key, k -> new HashMap<>());
    cells.forEach(r -> {
      for (long c = r.from(); c < Math.min(r.to(), r.from() + 10_000); c++) {
        versions.put(c, version);
      }
    });
    touched.add(key);
  }

  void lost(RevisionKey key, RangeSet cells) {
    Map<Long, Integer> counts = losses.computeIfAbsent(key, k -> new HashMap<>());
    cells.forEach(r -> {
      for (long c = r.from(); c < r.to(); c++) {
        counts.merge(c, 1, Integer::sum);
      }
    });
  }

  RangeSet expected(RevisionKey key) {
    return covered.getOrDefault(key, RangeSet.empty());
  }

  long takenAwayAt(RevisionKey key, long cell) {
    Map<Long, Long> versions = takenAway.get(key);
    return versions == null ? 0 : versions.getOrDefault(cell, 0L);
  }

  int losses(RevisionKey key, long cell) {
    Map<Long, Integer> counts = losses.get(key);
    return counts == null ? 0 : counts.getOrDefault(cell, 0);
  }
}
