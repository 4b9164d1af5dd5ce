package io.foretide.models.regime;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.models.kind.ModelKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains any kind of model on the values where its conditions hold. With a {@code regime}, each
 * state's model is trained on that state alone; one that has too few values fits as it goes.
 */
public final class GatedTraining {
  private final ModelKind kind;

  /**
   * @param kind what is trained
   */
  public GatedTraining(ModelKind kind) {
    this.kind = kind;
  }

  /** What the training and the conditions need. */
  public Optional<TrainNeeds> needs(ModelDefinition d) throws ProviderException.Rejected {
    long settle = Math.ceilDiv(d.conditions().settle(), d.resolution()) * d.resolution();
    return kind.training(d).map(n -> new TrainNeeds(n.lookback() + settle));
  }

  /** Trains; the metrics are means weighted by the values of each state. */
  public TrainResult train(TrainRequest request) throws ProviderException {
    ModelDefinition d = request.revision().definition();
    if (!d.conditions().gated()) {
      return kind.train(request);
    }
    States states = States.of(d, request.frame());
    Map<Double, Checkpoint> artifacts = new TreeMap<>();
    Map<String, double[]> metrics = new LinkedHashMap<>();
    ProviderException.NotReady tooFew = null;
    long points = 0;
    long work = 0;
    for (double state : states.all()) {
      try {
        TrainResult one = kind.train(only(request, states, state));
        artifacts.put(state, new Checkpoint(0, one.artifact()));
        points += one.points();
        work += one.work();
        one.metrics()
            .forEach((name, value) -> {
              double[] sums = metrics.computeIfAbsent(name, k -> new double[2]);
              sums[0] += value * one.points();
              sums[1] += one.points();
            });
      } catch (ProviderException.NotReady e) {
        tooFew = e;
      }
    }
    Checkpoint all = StateCheckpoints.write(0, artifacts);
    if (all == null) {
      throw tooFew != null
          ? tooFew
          : new ProviderException.NotReady(
              "no value of the training data lies where the model applies", 0);
    }
    Map<String, Double> means = new LinkedHashMap<>();
    metrics.forEach((name, sums) -> means.put(name, sums[0] / sums[1]));
    return new TrainResult(all.state(), means, points, work);
  }

  /** The drift of the state that drifted most. */
  public OptionalDouble drift(TrainRequest request, byte[] artifact) throws ProviderException {
    ModelDefinition d = request.revision().definition();
    if (!d.conditions().gated()) {
      return kind.drift(request, artifact);
    }
    States states = States.of(d, request.frame());
    Map<Double, Checkpoint> learned = StateCheckpoints.read(new Checkpoint(0, artifact));
    OptionalDouble most = OptionalDouble.empty();
    for (double state : states.all()) {
      Checkpoint of = learned.get(state);
      OptionalDouble one = drift(request, states, state, of);
      if (one.isPresent() && (most.isEmpty() || one.getAsDouble() > most.getAsDouble())) {
        most = one;
      }
    }
    return most;
  }

  private OptionalDouble drift(
      TrainRequest request, States states, double state, @Nullable Checkpoint learned)
      throws ProviderException {
    return learned == null
        ? OptionalDouble.empty()
        : kind.drift(only(request, states, state), learned.state());
  }

  private static TrainRequest only(TrainRequest r, States states, double state) {
    return new TrainRequest(
        r.model(), r.revision(), r.data(), states.only(state, r.frame()), r.timeout());
  }
}
