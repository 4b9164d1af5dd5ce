package io.foretide.core.world;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.time.Instants;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Predicts a constant, unless a cell's script says otherwise. */
public final class ScriptedModels implements ModelExecutionProvider {
  /** What happens where a request touches a cell. */
  public interface Script {
    void at(long cell) throws ProviderException;
  }

  public Script script = cell -> {};
  public Order order = Order.ANY;
  public String refuse = "";
  public final List<RunRequest> requests = new ArrayList<>();

  /** What happens in a training; it learns the end of its data. */
  public interface TrainScript {
    void at(TrainRequest request) throws ProviderException;
  }

  public TrainScript training = r -> {};
  public double drift;
  public final List<TrainRequest> trainings = new ArrayList<>();

  @Override
  public Set<String> kinds() {
    return Set.of("test");
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException {
    if (!refuse.isEmpty()) {
      throw new ProviderException.Rejected(refuse);
    }
    return new RunNeeds(List.of("value"), 0, 0, order, "a constant");
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
  public Optional<TrainNeeds> training(ModelDefinition definition) {
    return Optional.of(new TrainNeeds(Instants.DAY));
  }

  @Override
  public TrainResult train(TrainRequest request) throws ProviderException {
    trainings.add(request);
    training.at(request);
    byte[] learned = ByteBuffer.allocate(8).putLong(request.data().to()).array();
    return new TrainResult(learned, Map.of("mase", 0.5), 144, 144);
  }

  @Override
  public OptionalDouble drift(TrainRequest request, byte[] artifact) {
    return OptionalDouble.of(drift);
  }

  @Override
  public RunResult execute(RunRequest request) throws ProviderException {
    requests.add(request);
    for (long c = request.cells().from(); c < request.cells().to(); c++) {
      script.at(c);
    }
    List<PredictionBlock> blocks = new ArrayList<>();
    for (var interval : request.intervals()) {
      blocks.add(
          new PredictionBlock(
              interval.to(), interval.to(), Instants.MINUTE, new double[][] {{1.0}}));
    }
    long end = request.intervals()[request.intervals().length - 1].to();
    return new RunResult(
        List.of(OutcomePart.predicted(request.cells(), blocks)),
        order == Order.SEQUENTIAL ? new Checkpoint(end, new byte[] {1}) : null);
  }
}
