package io.foretide.connectors.apps;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunRequest;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model of one hour's intervals with data of its own, run as the executor would run it. */
final class Run {
  static final long STEP = 10 * Instants.MINUTE;
  static final long EVERY = Instants.HOUR;

  private Run() {}

  static ModelDefinition definition(String kind, Map<String, Object> settings) {
    return ModelFile.read(
        Map.of(
            "model", "m",
            "inputs", List.of("flow"),
            "resolution", "10m",
            "every", "1h",
            "run", Map.of(kind, settings)));
  }

  /** Intervals [from, to) by number; bucket k holds {@code data[k]}. */
  static List<OutcomePart> cells(ModelKind kind, ModelDefinition d, double[] data, int from, int to)
      throws ProviderException {
    Revision revision = new Revision(1, d, "f", 0, Long.MAX_VALUE, 0);
    Model model = new Model(new ModelId(1), d, List.of(revision), Model.State.ACTIVE, 1, 0, 0);
    Range[] intervals = new Range[to - from];
    for (int i = 0; i < intervals.length; i++) {
      intervals[i] = new Range((from + i) * EVERY, (from + i + 1) * EVERY);
    }
    long start = Math.max(0, from * EVERY - kind.needs(d).lookback());
    int n = (int) ((to * EVERY - start) / STEP);
    long[] times = new long[n];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      times[i] = start + i * STEP;
      int k = (int) (times[i] / STEP);
      values[i] = k < data.length ? data[k] : Double.NaN;
    }
    List<OutcomePart> parts =
        kind.execute(
                new RunRequest(
                    model,
                    revision,
                    new Range(from, to),
                    intervals,
                    Frame.of("flow", times, values),
                    null,
                    Instants.MINUTE),
                new Deadline(System::nanoTime, Instants.MINUTE))
            .parts();
    List<OutcomePart> out = new ArrayList<>();
    for (OutcomePart p : parts) {
      for (int i = 0; i < p.cells().length(); i++) {
        long c = p.cells().from() + i;
        List<PredictionBlock> block = p.blocks().isEmpty() ? List.of() : List.of(p.blocks().get(i));
        out.add(new OutcomePart(new Range(c, c + 1), p.state(), p.reason(), p.detail(), block));
      }
    }
    return out;
  }

  static double[] ramp(int n) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = i;
    }
    return out;
  }
}
