package io.foretide.core.simulation;

import io.foretide.core.error.ProviderException;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rollouts on the disk. */
final class MemoryRollouts implements RolloutStore {
  /** How often the process dies just after a write. */
  static final double CRASH = 0.1;

  private final Disk disk;
  private final Faults faults;
  private final Flaw flaw;

  /** What a restart forgets: kept beside the disk by {@link Flaw#DECISION_FORGOTTEN} only. */
  private final Map<Long, Rollout> forgotten = new TreeMap<>();

  MemoryRollouts(Disk disk, Faults faults, Flaw flaw) {
    this.disk = disk;
    this.faults = faults;
    this.flaw = flaw;
  }

  private @Nullable Rollout now(long id) {
    Rollout unwritten = forgotten.get(id);
    return unwritten == null ? disk.rollouts.get(id) : unwritten;
  }

  @Override
  public Rollout create(Rollout rollout) throws ProviderException {
    faults.store();
    Rollout stored = rollout.stored(disk.rollouts.size() + 1L, 1);
    disk.rollouts.put(stored.id(), stored);
    faults.mayCrash(CRASH, stored.state().name(), disk.deaths);
    return stored;
  }

  @Override
  public Optional<Rollout> replace(Rollout rollout) throws ProviderException {
    faults.store();
    Rollout now = now(rollout.id());
    if (now == null || now.version() != rollout.version() || faults.chance(0.02)) {
      return Optional.empty();
    }
    Rollout stored = rollout.stored(rollout.id(), rollout.version() + 1);
    if (flaw == Flaw.DECISION_FORGOTTEN) {
      forgotten.put(stored.id(), stored);
    } else {
      disk.rollouts.put(stored.id(), stored);
    }
    faults.mayCrash(CRASH, stored.state().name(), disk.deaths);
    return Optional.of(stored);
  }

  @Override
  public Optional<Rollout> find(long id) {
    return Optional.ofNullable(now(id));
  }

  @Override
  public List<Rollout> list(boolean open, int limit) {
    return disk.rollouts.keySet().stream()
        .map(this::now)
        .filter(Objects::nonNull)
        .filter(r -> !open || !r.state().isOver())
        .sorted(Comparator.comparingLong(Rollout::id).reversed())
        .limit(limit)
        .toList();
  }
}
