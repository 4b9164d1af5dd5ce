package io.foretide.models.capacity;

import io.foretide.core.capacity.Capacity;
import io.foretide.core.capacity.ModelLoad;
import io.foretide.core.commit.Checkpoint;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.models.BuiltInModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures what models cost by running a few intervals of each over synthetic data: once for all
 * models of the same method, settings, window and number of inputs. Computing time is counted, so
 * that other work on the machine does not show. Thread-safe.
 */
public final class Calibration {
  /**
   * Bytes that the database grows by for a value and for the rest of an interval's rows and
   * coverage, as {@code foretide bench storage} finds them with noise, which packs worst.
   */
  private static final double VALUE_BYTES = 12.2;

  private static final double INTERVAL_BYTES = 41;

  /** Bytes of a model's definition, plan and coverage in memory, as {@code bench models} finds. */
  private static final long MODEL_BYTES = 5 << 10;

  /** Computing seconds of planning, reading and committing a task, as {@code bench tasks} finds. */
  private static final double TASK_SECONDS = 2e-4;

  private static final Set<String> MEASURED = Set.of("forecast", "detect");
  private static final long START = Instants.parse("2024-01-01T00:00:00Z");
  private static final long TIMEOUT = 60 * Instants.SECOND;
  private static final int NEXT = 4;

  /** Longer windows are measured on this many values and scaled: learning costs as its data. */
  private static final long MOST_VALUES = 20_000;

  private final LongSupplier cpuNanos;
  private final Map<Object, Rate> known = new ConcurrentHashMap<>();

  /**
   * @param cpuNanos computing time of the calling thread in nanoseconds
   */
  public Calibration(LongSupplier cpuNanos) {
    this.cpuNanos = cpuNanos;
  }

  /**
   * What models need together.
   *
   * @param threads computing threads that there are
   * @param heap bytes of memory that there are
   * @throws ProviderException.Rejected if a model could not run at all
   */
  public Capacity capacity(Iterable<ModelDefinition> models, int threads, long heap)
      throws ProviderException {
    List<ModelLoad> loads = new ArrayList<>();
    for (ModelDefinition d : models) {
      if (!d.paused()) {
        loads.add(load(d));
      }
    }
    return new Capacity(loads, threads, heap);
  }

  /** What one model needs; measures it if none like it was measured before. */
  public ModelLoad load(ModelDefinition d) throws ProviderException {
    double perDay = (double) Instants.DAY / every(d);
    if (!MEASURED.contains(d.run().kind())) {
      return new ModelLoad(d.name(), d.run().kind(), perDay, Double.NaN, MODEL_BYTES, 0);
    }
    Rate rate = rate(d);
    double fits = Math.min(perDay, (double) Instants.DAY / refit(d));
    double seconds =
        TASK_SECONDS + rate.next() + Math.max(0, rate.fresh() - rate.next()) * fits / perDay;
    return new ModelLoad(
        d.name(),
        String.valueOf(d.run().settings().getOrDefault("method", d.run().kind())),
        perDay,
        seconds,
        MODEL_BYTES + rate.kept(),
        perDay * (INTERVAL_BYTES + VALUE_BYTES * rate.values()));
  }

  /**
   * Measures once more what models cost; the cheaper figure counts, since a cold or busy machine
   * only adds to it.
   */
  public void again(Iterable<ModelDefinition> models) throws ProviderException {
    Map<Object, ModelDefinition> different = new LinkedHashMap<>();
    for (ModelDefinition d : models) {
      if (MEASURED.contains(d.run().kind())) {
        different.putIfAbsent(key(d), d);
      }
    }
    for (Map.Entry<Object, ModelDefinition> e : different.entrySet()) {
      Rate before = rate(e.getValue());
      known.put(e.getKey(), before.cheaper(shortened(bare(e.getValue()))));
    }
  }

  private Rate rate(ModelDefinition d) throws ProviderException {
    Object key = key(d);
    Rate before = known.get(key);
    if (before != null) {
      return before;
    }
    Rate rate = shortened(bare(d));
    known.put(key, rate);
    return rate;
  }

  private static Object key(ModelDefinition d) {
    return List.of(
        d.run(), d.train(), d.resolution(), every(d), d.inputs().size(), String.valueOf(d.order()));
  }

  private Rate shortened(ModelDefinition bare) throws ProviderException {
    long lookback = new BuiltInModels(System::nanoTime).needs(bare).lookback();
    long values = lookback / bare.resolution() * bare.inputs().size();
    if (values <= MOST_VALUES) {
      return warmed(bare);
    }
    double share = (double) MOST_VALUES / values;
    Map<String, Object> file = new LinkedHashMap<>(ModelFile.write(bare));
    Map<String, Object> train = new LinkedHashMap<>(bare.train());
    long steps = Math.max(1, MOST_VALUES / bare.inputs().size());
    train.put("window", Durations.format(steps * bare.resolution()));
    file.put("train", train);
    try {
      Rate rate = warmed(ModelFile.read(file));
      return new Rate(rate.fresh() / share, rate.next(), rate.kept(), rate.values());
    } catch (ProviderException.Rejected | SettingsException e) {
      // A shorter window is too short for its settings: measured as it is.
      return warmed(bare);
    }
  }

  /** The first run also pays for a cold machine; what costs little is measured again. */
  private Rate warmed(ModelDefinition bare) throws ProviderException {
    Rate first = measure(bare);
    return first.fresh() < 0.5 ? measure(bare) : first;
  }

  /** The model without its conditions, which synthetic data do not fit. */
  private static ModelDefinition bare(ModelDefinition d) {
    Map<String, Object> file = new LinkedHashMap<>(ModelFile.write(d));
    List.of("when", "settle", "regime", "demand").forEach(file::remove);
    return ModelFile.read(file);
  }

  private Rate measure(ModelDefinition d) throws ProviderException {
    BuiltInModels models = new BuiltInModels(System::nanoTime);
    RunNeeds needs = models.needs(d);
    long every = every(d);
    long start = Math.ceilDiv(START, every) * every;
    Revision revision = new Revision(1, d, "calibration", 0, Long.MAX_VALUE, 0);
    Model model = new Model(new ModelId(1), d, List.of(revision), Model.State.ACTIVE, 1, 0, 0);
    double fresh = 0;
    double next = 0;
    int values = 0;
    Checkpoint checkpoint = null;
    for (int i = 0; i <= NEXT; i++) {
      Range interval = new Range(start + i * every, start + (i + 1) * every);
      long from = interval.from() - needs.lookback();
      RunRequest request =
          new RunRequest(
              model,
              revision,
              new Range(i, i + 1),
              new Range[] {interval},
              SyntheticDay.frame(d, from, interval.to()),
              checkpoint,
              TIMEOUT);
      long before = cpuNanos.getAsLong();
      RunResult result = models.execute(request);
      double seconds = (cpuNanos.getAsLong() - before) / 1e9;
      fresh = i == 0 ? seconds : fresh;
      next += i == 0 ? 0 : seconds / NEXT;
      checkpoint = needs.order() == Order.SEQUENTIAL ? result.checkpoint() : null;
      values = Math.max(values, values(result));
    }
    return new Rate(fresh, next, models.kept(), values);
  }

  private static int values(RunResult result) {
    return result.parts().stream()
        .flatMap(p -> p.blocks().stream())
        .mapToInt((PredictionBlock b) -> b.rows() * b.values().length)
        .sum();
  }

  private static long every(ModelDefinition d) {
    return switch (d.schedule()) {
      case Schedule.ByTime t -> t.grid().every();
      case Schedule.ByPoints p -> Math.multiplyExact(p.count(), d.resolution());
    };
  }

  private static long refit(ModelDefinition d) {
    @Nullable Object every = d.train().get("every");
    if (every instanceof String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        return Instants.DAY; // refused by the model itself
      }
    }
    return Instants.DAY;
  }
}
