package io.foretide.core.world;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.training.TrainingStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was learned, in memory. */
public final class MemoryTrainings implements TrainingStore {
  public final Map<RevisionKey, byte[]> artifacts = new HashMap<>();
  public final Map<ModelId, Long> demands = new HashMap<>();

  /** Runs before a commit looks at anything. */
  public Runnable beforeCommit = () -> {};

  private final Claims claims;
  private final Function<Model, Optional<Model>> replace;

  MemoryTrainings(Claims claims, Function<Model, Optional<Model>> replace) {
    this.claims = claims;
    this.replace = replace;
  }

  @Override
  public Optional<byte[]> artifact(ModelId model, int revision) {
    return Optional.ofNullable(artifacts.get(new RevisionKey(model, revision)));
  }

  @Override
  public Optional<Model> commit(Task task, Model next, byte[] artifact, List<Integer> gone)
      throws ProviderException {
    beforeCommit.run();
    if (claims.accept(task).accepted().isEmpty()) {
      throw new ProviderException.ModelGone("the claim is gone");
    }
    Optional<Model> stored = replace.apply(next);
    if (stored.isEmpty()) {
      claims.abandon(task);
      return stored;
    }
    artifacts.put(new RevisionKey(next.id(), next.latest().number()), artifact);
    gone.forEach(n -> artifacts.remove(new RevisionKey(next.id(), n)));
    demands.clear();
    claims.committed(task);
    return stored;
  }

  @Override
  public void demand(ModelId model, long at) {
    demands.merge(model, at, Math::max);
  }

  @Override
  public void dropDemand(ModelId model, long at) {
    demands.remove(model);
  }

  @Override
  public Map<ModelId, Long> demands() {
    return Map.copyOf(demands);
  }
}
