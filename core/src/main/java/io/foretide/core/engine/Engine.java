package io.foretide.core.engine;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.time.Range;
import io.foretide.core.training.TrainingStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What people and programs can ask of a running Foretide. Thread-safe. Every {@code name} is a
 * living model's name; an unknown one is {@link ProviderException.Rejected} that names the nearest.
 */
public interface Engine {
  EngineStatus status();

  /**
   * A page of models.
   *
   * @param search part of a name or group, any case; empty for all
   * @param health only these; null for all
   * @param order how they are sorted
   * @param offset how many to skip
   * @param limit at most this many
   */
  List<ModelStatus> models(
      String search,
      ModelStatus.@org.jspecify.annotations.Nullable Health health,
      ModelOrder order,
      int offset,
      int limit)
      throws ProviderException;

  /** Health, lag and numbers of all living models: cheap, for pictures of everything at once. */
  default List<ModelPulse> pulses() throws ProviderException {
    return models("", null, ModelOrder.NAME, 0, Integer.MAX_VALUE).stream()
        .map(m ->
            new ModelPulse(
                m.model().id().value(),
                m.model().name(),
                m.health(),
                m.lag(),
                m.tally(),
                m.nextDue()))
        .toList();
  }

  Optional<ModelStatus> model(String name) throws ProviderException;

  /** What runs a model, asked now: a program, an engine, a graph. */
  RunnerStatus runner(String name) throws ProviderException;

  /** The living models that read a series. */
  List<String> modelsOf(String series);

  /** Checks a definition as {@link #create} would, without storing anything. */
  void check(ModelDefinition definition) throws ProviderException;

  Model create(ModelDefinition definition) throws ProviderException;

  EditPlan previewEdit(String name, ModelDefinition definition) throws ProviderException;

  Model edit(String name, ModelDefinition definition) throws ProviderException;

  Model setPaused(String name, boolean paused) throws ProviderException;

  /**
   * Has a model trained with what is known now, as soon as there is room; answers how its training
   * stands.
   *
   * @throws ProviderException.Rejected if there is nothing to train, or not now
   */
  TrainingStatus train(String name) throws ProviderException;

  /**
   * Has the intervals from an instant on that older revisions own predicted again by the active
   * one.
   *
   * @param dryRun true only tells what would happen
   */
  EditPlan repredict(String name, long from, boolean dryRun) throws ProviderException;

  DeletePlan previewDelete(String name) throws ProviderException;

  void delete(String name) throws ProviderException;

  /** The states of a model's intervals that overlap a span, by revision and time. */
  List<Segment> coverage(String name, Range instants) throws ProviderException;

  /** The coverage matrix of a page of models, see {@link #models}. */
  Matrix matrix(
      Range instants,
      int buckets,
      String search,
      ModelStatus.@org.jspecify.annotations.Nullable Health health,
      ModelOrder order,
      int offset,
      int limit)
      throws ProviderException;

  /**
   * Due intervals in a span that have not ended, of one model or (empty name) of all; at most
   * {@code limit}.
   */
  List<Gap> gaps(String name, Range instants, int limit) throws ProviderException;

  /** What is in flight. */
  List<Planned> tasks(int limit);

  /** What would be sent next, in order, and why; nothing is sent. */
  List<Planned> plan(String name, int limit) throws ProviderException;

  Backfill.Plan preview(Backfill backfill) throws ProviderException;

  Backfill.Plan start(Backfill backfill) throws ProviderException;

  /**
   * Runs a model over the intervals that touch a span, without storing anything; rows as columns.
   */
  Frame predict(String name, Range instants) throws ProviderException;

  /** The intervals that candidates predict beside their owner, as {@link #coverage}. */
  List<Segment> lanes(String name, Range instants) throws ProviderException;

  /** Candidates beside active revisions. */
  Rollouts rollouts();

  Explanation explain(String name, long instant) throws ProviderException;

  /** Where an interval of a revision lies, also of one that is driven by points. */
  Range interval(String name, int revision, long cell) throws ProviderException;

  /** Accepts the present clock after a step held planning; says what it did. */
  String acceptClock() throws ProviderException;

  /**
   * Un-covers empty intervals that end after now and those that a wrong clock marked; returns how
   * many.
   */
  long repairClock() throws ProviderException;

  /** Registers a listener for changes; close it to stop. The listener must return at once. */
  AutoCloseable subscribe(Consumer<Change> listener);

  /** How models are sorted. */
  enum ModelOrder {
    WORST_FIRST,
    NAME,
    LAG
  }
}
