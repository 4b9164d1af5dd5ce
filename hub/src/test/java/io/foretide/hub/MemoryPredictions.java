package io.foretide.hub;

import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.time.Range;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Predictions of one model in memory. */
final class MemoryPredictions implements PredictionHistory {
  private final TreeMap<Long, Stored> byOrigin = new TreeMap<>();
  private List<String> outputs = List.of("mean");
  int largestRead;

  synchronized void write(
      ModelId model, int revision, List<String> names, List<PredictionBlock> blocks) {
    outputs = names;
    for (PredictionBlock b : blocks) {
      byOrigin.put(b.origin(), new Stored(revision, names, b, b.origin()));
    }
  }

  @Override
  public synchronized Frame latest(ModelId model, Range instants, long minLead) {
    return rows(byOrigin.values(), instants, minLead);
  }

  @Override
  public synchronized Frame latestOf(ModelId model, int revision, Range instants, long minLead) {
    return rows(
        byOrigin.values().stream().filter(s -> s.revision() == revision).toList(),
        instants,
        minLead);
  }

  private Frame rows(Collection<Stored> stored, Range instants, long minLead) {
    TreeMap<Long, double[]> rows = new TreeMap<>();
    for (Stored s : stored) {
      PredictionBlock b = s.block();
      for (int i = 0; i < b.rows(); i++) {
        long t = b.first() + i * b.step();
        if (instants.contains(t) && t - b.origin() >= minLead) {
          double[] row = new double[outputs.size()];
          for (int c = 0; c < row.length; c++) {
            row[c] = b.values()[c][i];
          }
          rows.put(t, row);
        }
      }
    }
    largestRead = Math.max(largestRead, rows.size());
    long[] times = rows.keySet().stream().mapToLong(Long::longValue).toArray();
    double[][] columns = new double[outputs.size()][times.length];
    int i = 0;
    for (double[] row : rows.values()) {
      for (int c = 0; c < row.length; c++) {
        columns[c][i] = row[c];
      }
      i++;
    }
    return new Frame(outputs, times, columns);
  }

  @Override
  public synchronized Optional<Stored> origin(ModelId model, long origin) {
    return Optional.ofNullable(byOrigin.get(origin));
  }

  @Override
  public synchronized List<Stored> origins(ModelId model, Range origins, int limit) {
    return byOrigin.subMap(origins.from(), true, origins.to(), false).values().stream()
        .limit(limit)
        .toList();
  }
}
