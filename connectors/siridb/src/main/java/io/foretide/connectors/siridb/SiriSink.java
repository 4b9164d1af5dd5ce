package io.foretide.connectors.siridb;

import io.foretide.connectors.qpack.QpackWriter;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Predictions into SiriDB. A forecast (rows beyond its origin) replaces the one before it: its
 * series is dropped and written anew, and an older forecast never replaces a newer. Rows inside
 * their interval are kept as history; SiriDB keeps points of equal time, so where some are there
 * already the series is read, dropped and written without doubles. Thread-safe for one process.
 */
final class SiriSink implements PredictionStorageProvider, Verified, AutoCloseable {
  /** Ends the name of the copy that stands beside a series while it is written anew. */
  private static final String COPY = "~";

  /** Points of one insert. */
  private static final int BATCH = 100_000;

  private final SiriClient client;
  private final SeriesList list;
  private final Selection selection;
  private final SeriesNaming naming;
  private final Map<String, Lock> locks = new ConcurrentHashMap<>();

  SiriSink(SiriClient client, SeriesList list, SeriesNaming naming) {
    this.client = client;
    this.list = list;
    this.selection = new Selection(client);
    this.naming = naming;
  }

  @Override
  public void verify() throws ProviderException {
    list.refresh();
  }

  @Override
  public void write(
      Model model, Revision revision, List<String> outputs, List<PredictionBlock> blocks)
      throws ProviderException {
    Precision p = list.precision();
    List<PredictionBlock> rising =
        blocks.stream().sorted(Comparator.comparingLong(PredictionBlock::origin)).toList();
    for (int o = 0; o < outputs.size(); o++) {
      String name = naming.name(model, revision, outputs.get(o));
      Lock lock = locks.computeIfAbsent(name, n -> new ReentrantLock());
      lock.lock();
      try {
        PredictionBlock newest = rising.getLast();
        if (newest.end() > newest.origin() + newest.step()) {
          replace(name, points(newest, o, p), p);
        } else {
          TreeMap<Long, Double> points = new TreeMap<>();
          for (PredictionBlock block : rising) {
            points.putAll(points(block, o, p));
          }
          merge(name, points);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private static TreeMap<Long, Double> points(PredictionBlock block, int output, Precision p) {
    TreeMap<Long, Double> out = new TreeMap<>();
    double[] values = block.values()[output];
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        out.put(p.floor(block.first() + i * block.step()), values[i]);
      }
    }
    return out;
  }

  private void replace(String name, TreeMap<Long, Double> points, Precision p)
      throws ProviderException {
    if (points.isEmpty()) {
      return;
    }
    PointColumn last =
        selection.select("select * from " + SiriText.name(name) + " tail 1").get(name);
    if (last != null && last.size() > 0 && last.times()[0] > points.lastKey()) {
      return;
    }
    if (last != null) {
      drop(name);
    }
    insert(name, points);
  }

  private void merge(String name, TreeMap<Long, Double> points) throws ProviderException {
    if (points.isEmpty()) {
      return;
    }
    String copy = name + COPY;
    Map<String, PointColumn> there =
        selection.select(
            "select * from "
                + SiriText.names(List.of(name, copy))
                + " between "
                + points.firstKey()
                + " and "
                + (points.lastKey() + 1));
    PointColumn same = there.get(name);
    if (!there.containsKey(copy) && (same == null || same.size() == 0)) {
      insert(name, points);
    } else if (there.containsKey(copy) || !equal(same, points)) {
      rewrite(name, copy, points);
    }
  }

  private static boolean equal(@Nullable PointColumn column, TreeMap<Long, Double> points) {
    if (column == null || column.size() != points.size()) {
      return false;
    }
    for (int i = 0; i < column.size(); i++) {
      Double value = points.get(column.times()[i]);
      if (value == null || value != column.values()[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The whole series anew. A copy stands beside it meanwhile, so that a stop in the middle loses
   * nothing: the next write finds the copy and does this again.
   */
  private void rewrite(String name, String copy, TreeMap<Long, Double> points)
      throws ProviderException {
    TreeMap<Long, Double> all = new TreeMap<>();
    Map<String, PointColumn> whole =
        selection.select("select * from " + SiriText.names(List.of(copy, name)));
    for (String from : List.of(copy, name)) {
      PointColumn column = whole.getOrDefault(from, new PointColumn());
      for (int i = 0; i < column.size(); i++) {
        all.put(column.times()[i], column.values()[i]);
      }
    }
    all.putAll(points);
    drop(copy);
    insert(copy, all);
    drop(name);
    insert(name, all);
    drop(copy);
  }

  /** Without the last words SiriDB refuses to drop the last series of a pool. */
  private void drop(String name) throws ProviderException {
    var unused = client.query("drop series " + SiriText.name(name) + " set ignore_threshold true");
  }

  private void insert(String name, TreeMap<Long, Double> points) throws ProviderException {
    List<Map.Entry<Long, Double>> all = List.copyOf(points.entrySet());
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Map.Entry<Long, Double>> some = all.subList(from, Math.min(all.size(), from + BATCH));
      QpackWriter out = new QpackWriter().map(1).text(name).array(some.size());
      for (Map.Entry<Long, Double> point : some) {
        out.array(2).whole(point.getKey()).real(point.getValue()).endArray(2);
      }
      client.insert(out.endArray(some.size()).endMap(1).bytes());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
