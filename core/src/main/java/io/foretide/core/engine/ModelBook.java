package io.foretide.core.engine;

import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Providers;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.schedule.PlanSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of all living models, and the models used lately. Thread-safe: the store is the truth, and
 * whoever changes a model says {@link #put} or {@link #remove} at once.
 */
final class ModelBook implements PlanSource {
  private static final int KEPT = 20_000;

  private final ModelStore store;
  private final Providers providers;
  private final Map<ModelId, Label> labels = new ConcurrentHashMap<>();
  private final Set<ModelId> deleted = ConcurrentHashMap.newKeySet();
  private final Map<String, ModelId> ids = new ConcurrentHashMap<>();
  private final Map<ModelDefinition, RunNeeds> needs = new ConcurrentHashMap<>();
  private final Map<ModelDefinition, Optional<TrainNeeds>> trainings = new ConcurrentHashMap<>();
  private final Map<ModelId, Model> models =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelId, Model> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param id the model
   * @param name its label
   * @param group for grouping; empty if none
   * @param version of the model
   */
  record Label(ModelId id, String name, String group, long version) {}

  ModelBook(ModelStore store, Providers providers) {
    this.store = store;
    this.providers = providers;
  }

  /** Takes in a model, unless a newer state of it is known: then false. */
  synchronized boolean put(Model model) {
    Label next = new Label(model.id(), model.name(), model.definition().group(), model.version());
    Label before = labels.get(model.id());
    if (deleted.contains(model.id())) {
      return false;
    }
    if (before != null && before.version() > model.version()) {
      return false;
    }
    labels.put(model.id(), next);
    if (before != null && !before.name().equals(model.name())) {
      ids.remove(before.name(), model.id());
    }
    ids.put(model.name(), model.id());
    synchronized (models) {
      models.put(model.id(), model);
    }
    return true;
  }

  synchronized void remove(ModelId id) {
    Label gone = labels.remove(id);
    if (gone != null) {
      ids.remove(gone.name(), id);
    }
    forget(id);
  }

  /** Removes a model for good: nothing that was read before brings it back. */
  void delete(ModelId id) {
    deleted.add(id);
    remove(id);
  }

  void forget(ModelId id) {
    synchronized (models) {
      models.remove(id);
    }
  }

  Collection<Label> labels() {
    return labels.values();
  }

  int size() {
    return labels.size();
  }

  String nameOf(ModelId id) {
    Label label = labels.get(id);
    return label == null ? "deleted model " + id : label.name();
  }

  @Nullable ModelId idOf(String name) {
    return ids.get(name);
  }

  Collection<String> names() {
    return ids.keySet();
  }

  @Override
  public Optional<Model> find(ModelId id) throws ProviderException {
    synchronized (models) {
      Model kept = models.get(id);
      if (kept != null) {
        return Optional.of(kept);
      }
    }
    Optional<Model> found = stored(id);
    synchronized (models) {
      found.ifPresent(m -> models.putIfAbsent(id, m));
    }
    return found;
  }

  @Override
  public Optional<Model> stored(ModelId id) throws ProviderException {
    return store.find(id).filter(m -> m.state() != Model.State.DELETED);
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition definition) throws ProviderException {
    Optional<TrainNeeds> known = trainings.get(definition);
    if (known != null) {
      return known;
    }
    Optional<TrainNeeds> fresh = providers.execution(definition).training(definition);
    if (trainings.size() > KEPT) {
      trainings.clear();
    }
    trainings.put(definition, fresh);
    return fresh;
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException {
    RunNeeds known = needs.get(definition);
    if (known != null) {
      return known;
    }
    RunNeeds fresh = providers.execution(definition).needs(definition);
    if (needs.size() > KEPT) {
      needs.clear();
    }
    needs.put(definition, fresh);
    return fresh;
  }
}
