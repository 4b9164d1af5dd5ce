package io.foretide.app.bench;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Predicts three values an interval from a source that answers at once: what is left is the engine.
 */
final class TrivialModel implements ModelExecutionProvider, SensorDataProvider {
  /**
   * The file of a model whose every task is one interval of an hour.
   *
   * @param number that tells it from others
   * @param hours that it has to fill
   */
  static Map<String, Object> file(int number, int hours) {
    return Map.of(
        "model",
        "bench/" + number,
        "inputs",
        List.of("series-" + number),
        "resolution",
        "10m",
        "every",
        "1h",
        "task_span",
        "1h",
        "start",
        "-" + hours + "h",
        "run",
        Map.of("bench", Map.of()));
  }

  @Override
  public Set<String> kinds() {
    return Set.of("bench");
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) {
    return new RunNeeds(List.of("value"), 0, 0, Order.ANY, "three values an interval");
  }

  @Override
  public void register(Model model) {}

  @Override
  public void unregister(ModelId model) {}

  @Override
  public String status(Model model) {
    return "ready";
  }

  @Override
  public RunResult execute(RunRequest request) {
    List<PredictionBlock> blocks = new ArrayList<>();
    long step = request.revision().definition().resolution();
    double[] column = request.frame().column(0);
    for (Range r : request.intervals()) {
      int row = request.frame().rowAt(r.from());
      double v = column[row];
      blocks.add(new PredictionBlock(r.to(), r.to(), step, new double[][] {{v, v + 1, v + 2}}));
    }
    return new RunResult(List.of(OutcomePart.predicted(request.cells(), blocks)), null);
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    return new NativeRange("none", "", Map.of());
  }

  @Override
  public Frame read(FrameQuery query) {
    int n = (int) (query.range().length() / query.step());
    long[] times = new long[n];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      times[i] = query.range().from() + i * query.step();
      values[i] = times[i] % 997;
    }
    return Frame.of(query.series().getFirst(), times, values);
  }

  @Override
  public boolean announcesChanges() {
    return true;
  }
}
