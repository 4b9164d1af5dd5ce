package io.foretide.connectors.onnx;

import io.foretide.connectors.onnx.OnnxSettings.Missing;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelDefinition;
import io.foretide.models.window.Buckets;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a graph over rows in batches. Used by one thread. */
final class GraphRun {
  private static final int TILE = 128;

  private final OnnxSettings settings;
  private final Graph graph;
  private String lacking = "";

  /** Looks in between whether there is still time. */
  interface Check {
    void at(int row) throws ProviderException;
  }

  GraphRun(OnnxSettings settings, Graph graph) {
    this.settings = settings;
    this.graph = graph;
  }

  /** Numbers that a row yields for each column: the steps ahead of a forecast, else 1. */
  private int steps() {
    return settings.rows() == OnnxSettings.Rows.INTERVAL ? Math.max(1, settings.horizon()) : 1;
  }

  /** A feature for whose lack rows were left out; empty if none were. */
  String lacking() {
    return lacking;
  }

  /**
   * All rows.
   *
   * @return {@code [column][row * steps + step]}; NaN where a row was not run
   */
  double[][] run(Buckets buckets, RowTimes rows, Check check) throws ProviderException {
    return run(buckets, rows, check, settings.missing(), settings.fill());
  }

  /**
   * Runs two rows of zeros, so that what does not fit is found before there is a model.
   *
   * @throws ProviderException.Rejected naming the output that does not fit
   */
  static void tryOut(OnnxSettings settings, Graph graph, ModelDefinition definition)
      throws ProviderException {
    List<String> names = definition.inputs();
    Frame none = new Frame(names, new long[0], new double[names.size()][0]);
    Buckets buckets = Buckets.of(none, settings.shape().step(), 0, 1);
    RowTimes rows = new RowTimes(new long[2], new long[2]);
    new GraphRun(settings, graph).run(buckets, rows, row -> {}, Missing.FILL, 0);
  }

  private double[][] run(Buckets buckets, RowTimes rows, Check check, Missing missing, double fill)
      throws ProviderException {
    int n = rows.count();
    double[][] out = new double[settings.outputs().size()][n * steps()];
    for (double[] column : out) {
      Arrays.fill(column, Double.NaN);
    }
    int chunk = Math.max(1, Math.min(n, settings.batch()));
    try (Arena arena = Arena.ofConfined()) {
      List<Packed> packed = new ArrayList<>();
      for (BoundInput input : graph.inputs()) {
        packed.add(new Packed(input, missing, fill, arena, chunk));
      }
      for (int from = 0; from < n; from += chunk) {
        check.at(from);
        int to = Math.min(n, from + chunk);
        boolean[] skip = new boolean[to - from];
        for (Packed p : packed) {
          p.compute(buckets, rows.slice(from, to), skip);
        }
        for (Packed p : packed) {
          p.pack(to - from, skip);
        }
        runPacked(packed, from, skip, out);
      }
      for (Packed p : packed) {
        lacking = lacking.isEmpty() ? p.lacking() : lacking;
      }
    }
    return out;
  }

  private void runPacked(List<Packed> packed, int first, boolean[] skip, double[][] out)
      throws ProviderException.Rejected {
    int[] row = new int[skip.length];
    int m = 0;
    for (int i = 0; i < skip.length; i++) {
      if (!skip[i]) {
        row[m++] = first + i;
      }
    }
    int batch = graph.batch(Math.max(1, m));
    for (int from = 0; from < m; from += batch) {
      int to = Math.min(m, from + batch);
      double[][] numbers = graph.run(packed, from, to);
      int[] wide = new int[out.length];
      for (int o = 0; o < out.length; o++) {
        wide[o] = wide(settings.outputs().get(o), numbers[o].length / (to - from));
      }
      // In tiles, so that a row's numbers are still in the cache for the next column.
      for (int tile = from; tile < to; tile += TILE) {
        int end = Math.min(to, tile + TILE);
        for (int o = 0; o < out.length; o++) {
          int index = Math.max(0, settings.outputs().get(o).index());
          take(numbers[o], row, from, tile, end, wide[o], index, out[o]);
        }
      }
    }
  }

  /**
   * Numbers that an output has for each step of a row.
   *
   * @throws ProviderException.Rejected if they do not fit
   */
  private int wide(OutputBinding binding, int each) throws ProviderException.Rejected {
    int steps = steps();
    int wide = each / steps;
    int index = Math.max(0, binding.index());
    if (each % steps != 0 || index >= wide || (binding.index() < 0 && wide != 1)) {
      throw new ProviderException.Rejected(
          "column '"
              + binding.column()
              + "': the graph's output yields "
              + each
              + " numbers a row: expected "
              + (binding.index() < 0
                  ? steps + (wide > 1 ? ", or an index from 0 to " + (wide - 1) : "")
                  : "more than index " + binding.index() + " for each of " + steps));
    }
    return wide;
  }

  private void take(
      double[] numbers, int[] row, int batch, int from, int to, int wide, int index, double[] out) {
    int steps = steps();
    for (int i = from; i < to; i++) {
      int source = (i - batch) * steps * wide + index;
      int target = row[i] * steps;
      for (int t = 0; t < steps; t++) {
        double x = numbers[source + t * wide];
        out[target + t] = Double.isInfinite(x) ? Double.NaN : x;
      }
    }
  }
}
