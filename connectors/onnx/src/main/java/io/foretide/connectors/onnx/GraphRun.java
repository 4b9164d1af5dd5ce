package io.foretide.connectors.onnx;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelDefinition;
import io.foretide.models.exported.Missing;
import io.foretide.models.feature.Feature;
import io.foretide.models.feature.RowTimes;
import io.foretide.models.window.Buckets;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Runs a graph over rows in batches. Used by one thread. */
final class GraphRun {
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

  /** A feature for whose lack rows were left out; empty if none were. */
  String lacking() {
    return lacking;
  }

  /**
   * All rows.
   *
   * @param starts the first row of each interval, and the number of rows
   * @return the numbers of each interval; NaN where a row was not run
   */
  Scatter run(Buckets buckets, RowTimes rows, int[] starts, Check check) throws ProviderException {
    return run(buckets, rows, starts, check, settings.row().missing(), settings.row().fill());
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
    var unused =
        new GraphRun(settings, graph)
            .run(buckets, rows, new int[] {0, 2}, row -> {}, Missing.FILL, 0);
  }

  private Scatter run(
      Buckets buckets, RowTimes rows, int[] starts, Check check, Missing missing, double fill)
      throws ProviderException {
    int n = rows.count();
    boolean derived =
        graph.inputs().stream()
            .flatMap(i -> i.binding().features().stream())
            .anyMatch(Feature::derived);
    Buckets seen = derived ? buckets.checked() : buckets;
    Scatter out = new Scatter(starts, settings.row().steps(), settings.outputs().size());
    int chunk = Math.max(1, Math.min(n, settings.batch()));
    try (Arena arena = Arena.ofConfined()) {
      List<Packed> packed = new ArrayList<>();
      for (BoundInput input : graph.inputs()) {
        packed.add(new Packed(input, missing, fill, arena, chunk));
      }
      List<Answer> answers = graph.answers(arena, chunk);
      for (int from = 0; from < n; from += chunk) {
        check.at(from);
        int to = Math.min(n, from + chunk);
        RowTimes some = rows.slice(from, to);
        boolean whole = true;
        for (Packed p : packed) {
          whole = whole && p.packWhole(seen, some);
        }
        if (whole) {
          runWhole(packed, answers, from, to - from, out);
        } else {
          seen = seen.checked();
          boolean[] skip = new boolean[to - from];
          for (Packed p : packed) {
            p.compute(seen, some, skip);
          }
          for (Packed p : packed) {
            p.pack(to - from, skip);
          }
          runPacked(packed, answers, from, skip, out);
        }
      }
      for (Packed p : packed) {
        lacking = lacking.isEmpty() ? p.lacking() : lacking;
      }
    }
    return out;
  }

  /** Rows of which none is left out. */
  private void runWhole(List<Packed> packed, List<Answer> answers, int first, int rows, Scatter out)
      throws ProviderException.Rejected {
    int batch = graph.batch(rows);
    for (int from = 0; from < rows; from += batch) {
      int to = Math.min(rows, from + batch);
      Numbers[] numbers = graph.run(packed, answers, from, to);
      out.rows(first + from, to - from, numbers, wide(numbers, to - from), indexes());
    }
  }

  private void runPacked(
      List<Packed> packed, List<Answer> answers, int first, boolean[] skip, Scatter out)
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
      Numbers[] numbers = graph.run(packed, answers, from, to);
      int[] wide = wide(numbers, to - from);
      int[] index = indexes();
      for (int i = from; i < to; i++) {
        out.row(row[i], i - from, numbers, wide, index);
      }
    }
  }

  private int[] indexes() {
    return settings.outputs().stream().mapToInt(o -> Math.max(0, o.index())).toArray();
  }

  private int[] wide(Numbers[] numbers, int rows) throws ProviderException.Rejected {
    int[] wide = new int[numbers.length];
    for (int o = 0; o < wide.length; o++) {
      wide[o] = wide(settings.outputs().get(o), numbers[o].length() / rows);
    }
    return wide;
  }

  /**
   * Numbers that an output has for each step of a row.
   *
   * @throws ProviderException.Rejected if they do not fit
   */
  private int wide(OutputBinding binding, int each) throws ProviderException.Rejected {
    int steps = settings.row().steps();
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
}
