package io.foretide.app.capacity;

import io.foretide.core.capacity.Capacity;
import io.foretide.core.capacity.CapacitySource;
import io.foretide.core.capacity.ModelLoad;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.models.capacity.Calibration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs models, and refuses one with which the executors that live could not keep up; none while a
 * shared store has no executor yet. A change that lowers the need is never refused. Thread-safe.
 */
public final class CapacityGuard implements ModelExecutionProvider, CapacitySource {
  private static final long PATIENCE_MILLIS = 3_000;

  /** Share of the need that is measured once more before anything is refused. */
  private static final double SURE_SHARE = 0.9;

  private final ModelExecutionProvider models;
  private final ModelStore store;
  private final Calibration calibration;
  private final LiveExecutors executors;
  private final long heap;
  private final boolean refuses;
  private final Map<ModelId, ModelDefinition> known = new ConcurrentHashMap<>();
  private final Map<ModelId, ModelLoad> loads = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor measuring;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicInteger seenThreads = new AtomicInteger();
  private boolean listed;

  /**
   * @param models runs them
   * @param store where those are that were made before
   * @param calibration measures them
   * @param executors computing threads that there are
   * @param heap bytes of memory of each process that there are
   * @param refuses whether a model that is too much is refused
   */
  public CapacityGuard(
      ModelExecutionProvider models,
      ModelStore store,
      Calibration calibration,
      LiveExecutors executors,
      long heap,
      boolean refuses) {
    this.models = models;
    this.store = store;
    this.calibration = calibration;
    this.executors = executors;
    this.heap = heap;
    this.refuses = refuses;
    // A platform thread: only its computing time can be counted.
    measuring =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(16),
            Thread.ofPlatform().name("capacity").daemon().factory());
    measuring.allowCoreThreadTimeOut(true);
  }

  @Override
  public Capacity capacity() throws ProviderException {
    return with(List.of());
  }

  /** What is needed once these models are made or changed. */
  Capacity with(Collection<ModelDefinition> changed) throws ProviderException {
    list();
    Set<String> names = new HashSet<>();
    List<ModelLoad> all = new ArrayList<>();
    for (ModelDefinition d : changed) {
      names.add(d.name());
      if (!d.paused()) {
        all.add(calibration.load(d));
      }
    }
    for (Map.Entry<ModelId, ModelDefinition> e : known.entrySet()) {
      ModelDefinition d = e.getValue();
      if (!d.paused() && !names.contains(d.name())) {
        all.add(load(e.getKey(), d));
      }
    }
    return new Capacity(all, executors.together(), heap);
  }

  /** The active models once these are made or changed, by name. */
  Map<String, ModelDefinition> definitions(Collection<ModelDefinition> changed)
      throws ProviderException {
    list();
    Map<String, ModelDefinition> out = new TreeMap<>();
    known.values().forEach(d -> out.put(d.name(), d));
    changed.forEach(d -> out.put(d.name(), d));
    out.values().removeIf(ModelDefinition::paused);
    return out;
  }

  /** What there is, in words that change with it. */
  String machine() throws ProviderException {
    return executors.together() + " threads, " + heap + " bytes";
  }

  /** Grows whenever models are made, changed or deleted, and when executors come or go. */
  long changes() throws ProviderException {
    int now = executors.together();
    return seenThreads.getAndSet(now) == now ? changes.get() : changes.incrementAndGet();
  }

  /**
   * Why this cannot keep up once these models are made or changed; empty if it can. What was
   * measured while the machine was cold is measured again before it counts.
   *
   * @param millis longest to wait
   * @return the problem; empty too if it is not known in time
   */
  String problem(Collection<ModelDefinition> changed, long millis) throws ProviderException {
    Optional<String> first = measured(() -> with(changed).problem(), millis);
    if (first.isEmpty() || first.get().isEmpty()) {
      return "";
    }
    Callable<String> again =
        () -> {
          measureHeaviest(changed);
          return with(changed).problem();
        };
    return measured(again, millis).orElse(first.get());
  }

  private void measureHeaviest(Collection<ModelDefinition> changed) throws ProviderException {
    Map<String, ModelDefinition> definitions = definitions(changed);
    Capacity now = with(changed);
    double sum = 0;
    List<ModelDefinition> heaviest = new ArrayList<>();
    for (ModelLoad load : now.models()) {
      if (sum < SURE_SHARE * now.busy()) {
        heaviest.add(Objects.requireNonNull(definitions.get(load.model())));
      }
      sum += load.threads();
    }
    calibration.again(heaviest);
    loads.clear();
  }

  /** Nobody waits long for this. */
  private Optional<String> measured(Callable<String> question, long millis)
      throws ProviderException {
    try {
      return Optional.of(measuring.submit(question).get(millis, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("looking at the capacity was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderException known) {
        throw known;
      }
      throw new IllegalStateException("measuring what models need failed", e.getCause());
    }
  }

  private synchronized void list() throws ProviderException {
    String after = "";
    while (!listed) {
      List<Model> page = store.list("", after, 1000);
      page.forEach(m -> known.putIfAbsent(m.id(), m.definition()));
      listed = page.size() < 1000;
      after = listed ? "" : page.getLast().name();
    }
  }

  private ModelLoad load(ModelId id, ModelDefinition definition) throws ProviderException {
    ModelLoad before = loads.get(id);
    if (before != null) {
      return before;
    }
    ModelLoad fresh = calibration.load(definition);
    loads.put(id, fresh);
    return fresh;
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    ModelDefinition prepared = models.prepare(definition);
    if (refuses && !prepared.paused()) {
      check(prepared);
    }
    return prepared;
  }

  /** A model that takes longer to measure than anybody waits is taken. */
  private void check(ModelDefinition d) throws ProviderException {
    int alive = executors.alive();
    if (alive == 0) {
      return;
    }
    List<ModelDefinition> changed = List.of(d);
    String problem = problem(changed, PATIENCE_MILLIS);
    if (problem.isEmpty()) {
      return;
    }
    Capacity now = capacity();
    Capacity then = with(changed);
    if (then.busy() > now.busy() || then.memory() > now.memory()) {
      throw new ProviderException.Rejected(
          "model '"
              + d.name()
              + "': "
              + (alive == 1 ? "this process" : alive + " executors")
              + " could not keep up with it: "
              + problem);
    }
  }

  @Override
  public void register(Model model) throws ProviderException {
    models.register(model);
    known.put(model.id(), model.definition());
    loads.remove(model.id());
    changes.incrementAndGet();
  }

  @Override
  public void unregister(ModelId model) throws ProviderException {
    models.unregister(model);
    known.remove(model);
    loads.remove(model);
    changes.incrementAndGet();
  }

  @Override
  public Set<String> kinds() {
    return models.kinds();
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException {
    return models.needs(definition);
  }

  @Override
  public boolean waits(ModelDefinition definition) {
    return models.waits(definition);
  }

  @Override
  public String status(Model model) throws ProviderException {
    return models.status(model);
  }

  @Override
  public RunResult execute(RunRequest request) throws ProviderException {
    return models.execute(request);
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition definition) throws ProviderException {
    return models.training(definition);
  }

  @Override
  public TrainResult train(TrainRequest request) throws ProviderException {
    return models.train(request);
  }

  @Override
  public OptionalDouble drift(TrainRequest request, byte[] artifact) throws ProviderException {
    return models.drift(request, artifact);
  }
}
