package io.foretide.app.bench;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Answers numbers that no packing can make shorter, as many of them as asked. Thread-safe.
 *
 * @param columns outputs
 * @param rows rows of an interval
 */
record NoisyModel(int columns, int rows) implements ModelExecutionProvider {
  @Override
  public Set<String> kinds() {
    return Set.of("bench");
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) {
    List<String> names = IntStream.range(0, columns).mapToObj(c -> "out_" + c).toList();
    return new RunNeeds(names, 0, rows * definition.resolution(), Order.ANY, "noise");
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
    for (Range r : request.intervals()) {
      SplittableRandom random = new SplittableRandom(r.from());
      double[][] values = new double[columns][rows];
      for (double[] column : values) {
        for (int i = 0; i < rows; i++) {
          column[i] = random.nextDouble();
        }
      }
      blocks.add(new PredictionBlock(r.to(), r.to(), step, values));
    }
    return new RunResult(List.of(OutcomePart.predicted(request.cells(), blocks)), null);
  }
}
