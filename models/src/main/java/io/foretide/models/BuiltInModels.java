package io.foretide.models;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.settings.Nearest;
import io.foretide.models.detect.DetectKind;
import io.foretide.models.forecast.ForecastKind;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.regime.Gate;
import io.foretide.models.regime.GatedTraining;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Runs models: {@code forecast} and {@code detect}, which need nothing but this program, and the
 * kinds that were added. Thread-safe; what it keeps only makes it faster, so that any process can
 * run any request.
 */
public final class BuiltInModels implements ModelExecutionProvider, AutoCloseable {
  private final Map<String, ModelKind> kinds = new TreeMap<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a monotonic clock in nanoseconds, for timeouts
   */
  public BuiltInModels(LongSupplier nanoTime) {
    this(nanoTime, List.of());
  }

  /**
   * @param nanoTime a monotonic clock in nanoseconds, for timeouts
   * @param more kinds beside the built-in ones, such as those that run models of other tools
   */
  public BuiltInModels(LongSupplier nanoTime, List<ModelKind> more) {
    this.nanoTime = nanoTime;
    for (ModelKind kind : List.of(new ForecastKind(), new DetectKind())) {
      kinds.put(kind.name(), kind);
    }
    for (ModelKind kind : more) {
      kinds.put(kind.name(), kind);
    }
  }

  @Override
  public Set<String> kinds() {
    return Set.copyOf(kinds.keySet());
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException {
    return new Gate(kind(definition)).needs(definition);
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    ModelDefinition prepared = kind(definition).prepare(definition);
    needs(prepared);
    return prepared;
  }

  @Override
  public boolean waits(ModelDefinition definition) {
    ModelKind kind = kinds.get(definition.run().kind());
    return kind != null && kind.waits();
  }

  /** Bytes that are kept in memory to be faster. */
  public long kept() {
    return kinds.values().stream().mapToLong(ModelKind::kept).sum();
  }

  @Override
  public void register(Model model) throws ProviderException {
    needs(model.definition());
  }

  @Override
  public void unregister(ModelId model) {
    kinds.values().forEach(kind -> kind.forget(model));
  }

  @Override
  public String status(Model model) throws ProviderException {
    ModelDefinition definition = model.active().definition();
    String more = kind(definition).status(definition);
    return "ready. " + needs(definition).summary() + (more.isEmpty() ? "" : " " + more);
  }

  @Override
  public RunResult execute(RunRequest request) throws ProviderException {
    return new Gate(kind(request.revision().definition()))
        .execute(request, new Deadline(nanoTime, request.timeout()));
  }

  @Override
  public void close() {
    kinds.values().forEach(ModelKind::close);
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition definition) throws ProviderException {
    return new GatedTraining(kind(definition)).needs(definition);
  }

  @Override
  public TrainResult train(TrainRequest request) throws ProviderException {
    return new GatedTraining(kind(request.revision().definition())).train(request);
  }

  @Override
  public OptionalDouble drift(TrainRequest request, byte[] artifact) throws ProviderException {
    return new GatedTraining(kind(request.revision().definition())).drift(request, artifact);
  }

  private ModelKind kind(ModelDefinition definition) throws ProviderException.Rejected {
    String name = definition.run().kind();
    ModelKind kind = kinds.get(name);
    if (kind == null) {
      throw new ProviderException.Rejected(
          "model '"
              + definition.name()
              + "': run."
              + name
              + " is not known: expected "
              + String.join(", ", kinds.keySet())
              + Nearest.hint(name, kinds.keySet()));
    }
    return kind;
  }
}
