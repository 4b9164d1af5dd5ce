package io.foretide.core.simulation;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.task.Task;
import io.foretide.core.training.TrainingStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What was learned, on the disk. */
final class DiskTrainings implements TrainingStore {
  private final Disk disk;
  private final MemoryModels models;
  private final MemoryClaims claims;
  private final Faults faults;
  private final Flaw flaw;

  DiskTrainings(Disk disk, MemoryModels models, MemoryClaims claims, Faults faults, Flaw flaw) {
    this.disk = disk;
    this.models = models;
    this.claims = claims;
    this.faults = faults;
    this.flaw = flaw;
  }

  @Override
  public Optional<byte[]> artifact(ModelId model, int revision) throws ProviderException {
    faults.store();
    return Optional.ofNullable(disk.artifacts.get(new RevisionKey(model, revision)));
  }

  @Override
  public Optional<Model> commit(Task task, Model next, byte[] artifact, List<Integer> gone)
      throws ProviderException {
    faults.store();
    faults.mayDie(0.05);
    if (claims.accept(task).accepted().isEmpty()) {
      throw new ProviderException.ModelGone("the claim of the training is gone");
    }
    Optional<Model> stored;
    try {
      stored = models.replace(next);
    } catch (ProviderException e) {
      claims.abandon(task);
      throw e;
    }
    if (stored.isEmpty()) {
      claims.abandon(task);
      return stored;
    }
    if (flaw == Flaw.REVISION_BEFORE_ARTIFACT) {
      faults.mayDie(0.3);
    }
    RevisionKey key = new RevisionKey(next.id(), next.latest().number());
    disk.artifacts.put(key, artifact);
    disk.trained.add(key);
    gone.forEach(n -> {
      disk.artifacts.remove(new RevisionKey(next.id(), n));
      disk.trained.remove(new RevisionKey(next.id(), n));
    });
    long due = Objects.requireNonNull(next.latest().training()).due();
    disk.demands.computeIfPresent(next.id(), (k, at) -> at <= due ? null : at);
    Killed death = faults.death(0.05);
    if (death != null && death.process()) {
      throw death;
    }
    claims.committed(task);
    if (death != null) {
      throw death;
    }
    return stored;
  }

  @Override
  public void demand(ModelId model, long at) throws ProviderException {
    faults.store();
    disk.demands.merge(model, at, Math::max);
  }

  @Override
  public void dropDemand(ModelId model, long at) throws ProviderException {
    faults.store();
    disk.demands.computeIfPresent(model, (k, asked) -> asked <= at ? null : asked);
  }

  @Override
  public Map<ModelId, Long> demands() {
    return Map.copyOf(disk.demands);
  }
}
