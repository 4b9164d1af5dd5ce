package io.foretide.core.simulation;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import java.util.List;
import java.util.Optional;

/** Models on the disk. */
final class MemoryModels implements ModelStore {
  private final Disk disk;
  private final Faults faults;

  MemoryModels(Disk disk, Faults faults) {
    this.disk = disk;
    this.faults = faults;
  }

  private static Model with(Model m, ModelId id, long version) {
    return new Model(
        id, m.definition(), m.revisions(), m.state(), version, m.floor(), m.createdAt());
  }

  @Override
  public Model create(Model model) throws ProviderException {
    faults.store();
    if (findByName(model.name()).isPresent()) {
      throw new ProviderException.Rejected("model '" + model.name() + "' exists");
    }
    Model stored = with(model, new ModelId(disk.models.size() + 1L), 1);
    disk.models.put(stored.id(), stored);
    return stored;
  }

  @Override
  public Optional<Model> replace(Model model) throws ProviderException {
    faults.store();
    Model now = disk.models.get(model.id());
    if (now == null || now.version() != model.version() || faults.chance(0.02)) {
      return Optional.empty();
    }
    Model stored = with(model, model.id(), model.version() + 1);
    disk.models.put(stored.id(), stored);
    return Optional.of(stored);
  }

  @Override
  public Optional<Model> find(ModelId id) throws ProviderException {
    faults.store();
    return Optional.ofNullable(disk.models.get(id));
  }

  @Override
  public Optional<Model> findByName(String name) {
    return disk.models.values().stream()
        .filter(m -> m.state() != Model.State.DELETED && m.name().equals(name))
        .findFirst();
  }

  @Override
  public List<Model> list(String search, String after, int limit) {
    return disk.models.values().stream()
        .filter(m -> m.state() != Model.State.DELETED && m.name().compareTo(after) > 0)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .limit(limit)
        .toList();
  }
}
