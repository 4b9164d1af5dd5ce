package io.foretide.connectors.pmml;

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

/** Hourly intervals over the two series of the reference, run as the executor would run them. */
final class Run {
  static final long STEP = 10 * Instants.MINUTE;

  private Run() {}

  static ModelDefinition definition(Map<String, Object> settings) {
    return ModelFile.read(
        Map.of(
            "model", "m",
            "inputs", List.of("flow", "temp"),
            "resolution", "10m",
            "every", "1h",
            "run", Map.of("pmml", settings)));
  }

  /** The series of models.py. */
  static double[] series(long k) {
    return new double[] {50 + 20 * Math.sin(k / 7.0) + Math.floorMod(k, 5), 3 + Math.cos(k / 11.0)};
  }

  /** Intervals [from, to) by number, six buckets each; a bucket in {@code holes} has no value. */
  static List<OutcomePart> cells(
      ModelKind kind, ModelDefinition d, int from, int to, List<Long> holes)
      throws ProviderException {
    Revision revision = new Revision(1, d, "f", 0, Long.MAX_VALUE, 0);
    Model model = new Model(new ModelId(1), d, List.of(revision), Model.State.ACTIVE, 1, 0, 0);
    Range[] intervals = new Range[to - from];
    for (int i = 0; i < intervals.length; i++) {
      intervals[i] = new Range((from + i) * Instants.HOUR, (from + i + 1) * Instants.HOUR);
    }
    long first = from * 6L - kind.needs(d).lookback() / STEP;
    int n = (int) (to * 6L - first);
    long[] times = new long[n];
    double[][] values = new double[2][n];
    for (int i = 0; i < n; i++) {
      times[i] = (first + i) * STEP;
      for (int c = 0; c < 2; c++) {
        values[c][i] = holes.contains(first + i) ? Double.NaN : series(first + i)[c];
      }
    }
    List<OutcomePart> out = new ArrayList<>();
    for (OutcomePart p :
        kind.execute(
                new RunRequest(
                    model,
                    revision,
                    new Range(from, to),
                    intervals,
                    new Frame(d.inputs(), times, values),
                    null,
                    Instants.MINUTE),
                new Deadline(System::nanoTime, Instants.MINUTE))
            .parts()) {
      for (int i = 0; i < p.cells().length(); i++) {
        long c = p.cells().from() + i;
        List<PredictionBlock> block = p.blocks().isEmpty() ? List.of() : List.of(p.blocks().get(i));
        out.add(new OutcomePart(new Range(c, c + 1), p.state(), p.reason(), p.detail(), block));
      }
    }
    return out;
  }
}
