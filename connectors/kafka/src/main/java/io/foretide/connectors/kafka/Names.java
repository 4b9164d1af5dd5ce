package io.foretide.connectors.kafka;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What models are called in records: a name up to its first {@code /} is the project, the rest the
 * model. Thread-safe.
 */
final class Names {
  private static final int KEPT = 20_000;

  private final ModelStore models;
  private final Map<ModelId, Model> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelId, Model> eldest) {
          return size() > KEPT;
        }
      };

  Names(ModelStore models) {
    this.models = models;
  }

  /** A task as a record; empty if its model is gone. */
  Optional<TaskRecord> record(Task task) throws ProviderException {
    Model model = model(task);
    if (model == null) {
      return Optional.empty();
    }
    String name = model.name();
    int slash = name.indexOf('/');
    String group = model.definition().group();
    String project = slash > 0 ? name.substring(0, slash) : group.isEmpty() ? "foretide" : group;
    return Optional.of(
        new TaskRecord(
            project,
            slash > 0 ? name.substring(slash + 1) : name,
            instants(model, task),
            Optional.of(task)));
  }

  /**
   * A task as a record whose window follows the clock, as those of Latigo's scheduler do: its
   * executors then read what they would have read.
   */
  Optional<TaskRecord> record(Task task, long now) throws ProviderException {
    Optional<TaskRecord> exact = record(task);
    Model model = model(task);
    if (exact.isEmpty()
        || model == null
        || task.lane() != Lane.LIVE
        || task.cells().length() != 1
        || !(model.revision(task.revision()).definition().schedule()
            instanceof Schedule.ByTime t)) {
      return exact;
    }
    TaskRecord r = exact.get();
    long from = Math.floorDiv(now, Instants.SECOND) * Instants.SECOND - t.delay();
    return Optional.of(
        new TaskRecord(r.project(), r.model(), new Range(from, from + t.grid().every()), r.task()));
  }

  private static Range instants(Model model, Task task) {
    return task.lane() != Lane.TRAINING
            && model.revision(task.revision()).definition().schedule() instanceof Schedule.ByTime t
        ? t.grid().instants(task.cells())
        : new Range(task.plannedAt(), task.plannedAt());
  }

  private @Nullable Model model(Task task) throws ProviderException {
    synchronized (known) {
      Model m = known.get(task.model());
      if (m != null && m.revisions().stream().anyMatch(r -> r.number() == task.revision())) {
        return m;
      }
    }
    Model found = models.find(task.model()).orElse(null);
    if (found != null) {
      synchronized (known) {
        known.put(task.model(), found);
      }
    }
    return found;
  }

  /** Whether a record without a claim means a model that lives here. */
  boolean lives(TaskRecord record) throws ProviderException {
    return model(record).isPresent();
  }

  private Optional<Model> model(TaskRecord record) throws ProviderException {
    Optional<Model> found = models.findByName(record.project() + "/" + record.model());
    return found.isPresent() ? found : models.findByName(record.model());
  }

  /**
   * The task of a record without a claim: the intervals that it wholly contains, or, since Latigo's
   * windows follow the clock, the one of which it holds more than half. Empty if there is none that
   * has ended.
   *
   * @param number stands for its claim, below zero
   */
  Optional<Task> task(TaskRecord record, long number, long now) throws ProviderException {
    Model model = model(record).orElse(null);
    if (model == null) {
      return Optional.empty();
    }
    for (Revision r : model.revisions().reversed()) {
      if (r.definition().schedule() instanceof Schedule.ByTime t) {
        Range span = record.instants().intersect(r.active());
        Range cells = span.isEmpty() ? new Range(0, 0) : cells(t.grid(), span);
        long ended = t.grid().cellAt(now);
        cells = new Range(Math.min(cells.from(), ended), Math.min(cells.to(), ended));
        if (!cells.isEmpty()) {
          return Optional.of(new Task(number, model.id(), r.number(), cells, 1, 1, Lane.LIVE, now));
        }
      }
    }
    return Optional.empty();
  }

  private static Range cells(Grid grid, Range instants) {
    Range whole = grid.cellsWithin(instants);
    if (!whole.isEmpty()) {
      return whole;
    }
    Range touched = grid.cellsTouching(instants);
    for (long c = touched.from(); c < touched.to(); c++) {
      Range held = grid.instants(new Range(c, c + 1)).intersect(instants);
      if (2 * held.length() > grid.every()) {
        return new Range(c, c + 1);
      }
    }
    return new Range(0, 0);
  }
}
