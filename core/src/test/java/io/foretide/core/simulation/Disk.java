package io.foretide.core.simulation;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Reason;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What survives a crash, and nothing else. */
final class Disk {
  /**
   * A covered cell and the task that covered it.
   *
   * @param claim number of its claim in its process
   * @param process which start of the process
   */
  record Cell(CellState state, Reason reason, long claim, long generation, int process) {}

  /** The rows of a cell and the task that wrote them. */
  record Row(PredictionBlock block, long claim, long generation, int process) {}

  record Replan(long at, RevisionKey key, RangeSet cells) {}

  private record Summary(RangeSet covered, Counts counts) {}

  /** Progress of a revision that is driven by points. */
  static final class Counter {
    final List<Long> bounds = new ArrayList<>();
    long counted;
    long latest;
  }

  final Map<ModelId, Model> models = new LinkedHashMap<>();
  private final Map<RevisionKey, TreeMap<Long, Cell>> coverage = new HashMap<>();
  private final Map<RevisionKey, Summary> summaries = new HashMap<>();
  final Map<RevisionKey, TreeMap<Long, Row>> rows = new HashMap<>();
  final Map<RevisionKey, TreeMap<Long, PredictionBlock>> outside = new HashMap<>();
  final Map<RevisionKey, TreeMap<Long, Checkpoint>> checkpoints = new HashMap<>();
  final Map<RevisionKey, Counter> counters = new HashMap<>();
  final Map<RevisionKey, byte[]> artifacts = new HashMap<>();
  final Map<ModelId, Long> demands = new HashMap<>();

  /** Revisions whose training was acknowledged, for the observer. */
  final Set<RevisionKey> trained = new HashSet<>();

  final List<Replan> replans = new ArrayList<>();
  final Map<Long, Rollout> rollouts = new TreeMap<>();

  /** After which writes of rollouts the process died. */
  final Set<String> deaths = new TreeSet<>();

  final Map<String, TreeMap<Long, Double>> points = new HashMap<>();
  private final Map<String, Map<Long, Long>> changes = new HashMap<>();

  /** Rises with each changed point. */
  long version = 1;

  long clockMemory = Long.MIN_VALUE;

  TreeMap<Long, Cell> coverage(RevisionKey key) {
    return coverage.computeIfAbsent(key, k -> new TreeMap<>());
  }

  TreeMap<Long, Row> rows(RevisionKey key) {
    return rows.computeIfAbsent(key, k -> new TreeMap<>());
  }

  TreeMap<Long, PredictionBlock> outside(RevisionKey key) {
    return outside.computeIfAbsent(key, k -> new TreeMap<>());
  }

  TreeMap<Long, Checkpoint> checkpoints(RevisionKey key) {
    return checkpoints.computeIfAbsent(key, k -> new TreeMap<>());
  }

  TreeMap<Long, Double> points(String series) {
    return points.computeIfAbsent(series, k -> new TreeMap<>());
  }

  /** Notes that a point changed with the present version. */
  void changed(String series, long time) {
    changes.computeIfAbsent(series, k -> new HashMap<>()).put(time, version);
  }

  /** The data version with which a point came or changed last. */
  long changedAt(String series, long time) {
    return changes.getOrDefault(series, Map.of()).getOrDefault(time, 0L);
  }

  /** Covers a cell. */
  void cover(RevisionKey key, long cell, Cell how) {
    coverage(key).put(cell, how);
    summaries.remove(key);
  }

  /** Un-covers cells. */
  void clear(RevisionKey key, RangeSet cells) {
    cells.forEach(r -> coverage(key).subMap(r.from(), true, r.to(), false).clear());
    summaries.remove(key);
  }

  /** The covered cells of a revision. */
  RangeSet covered(RevisionKey key) {
    return summary(key).covered();
  }

  /** How many of them there are in each state. */
  Counts counts(RevisionKey key) {
    return summary(key).counts();
  }

  private Summary summary(RevisionKey key) {
    return summaries.computeIfAbsent(
        key,
        k -> {
          RangeSet.Builder out = new RangeSet.Builder(4);
          long[] n = new long[CellState.values().length];
          coverage(k)
              .forEach((cell, how) -> {
                out.add(cell, cell + 1);
                n[how.state().ordinal()]++;
              });
          return new Summary(out.build(), new Counts(n[0], n[1], n[2]));
        });
  }
}
