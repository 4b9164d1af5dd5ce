package io.foretide.core.simulation;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Models on the disk. */
final class MemoryModels implements ModelStore {
  private final Disk disk;
  private final Faults faults;
  private final Flaw flaw;

  MemoryModels(Disk disk, Faults faults, Flaw flaw) {
    this.disk = disk;
    this.faults = faults;
    this.flaw = flaw;
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
    if (flaw == Flaw.PROMOTION_IN_TWO_WRITES && isSwitch(now, stored) && faults.chance(0.5)) {
      List<Revision> half = new ArrayList<>(now.revisions());
      half.replaceAll(r -> r.active().isEmpty() ? stored.revision(r.number()) : r);
      disk.models.put(stored.id(), stored.withRevisions(half));
      throw new ProviderException.Transient("the store went away between two writes", null);
    }
    disk.models.put(stored.id(), stored);
    if (stored.isRolling() || now.isRolling()) {
      faults.mayCrash(MemoryRollouts.CRASH, written(now, stored), disk.deaths);
    }
    return Optional.of(stored);
  }

  private static String written(Model before, Model after) {
    if (isSwitch(before, after)) {
      return after.active().number() > before.active().number() ? "promotion" : "rollback";
    }
    if (before.isRolling() != after.isRolling()) {
      return after.isRolling() ? "lane opened" : "lane closed";
    }
    return "other change";
  }

  private static boolean isSwitch(Model before, Model after) {
    return before.revisions().size() == after.revisions().size()
        && before.active().number() != after.active().number();
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
