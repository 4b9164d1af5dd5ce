package io.foretide.connectors.kafka;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Schedule;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
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
    return models.findByName(record.project() + "/" + record.model()).isPresent()
        || models.findByName(record.model()).isPresent();
  }
}
