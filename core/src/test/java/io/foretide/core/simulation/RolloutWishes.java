package io.foretide.core.simulation;

import io.foretide.core.engine.RolloutWish;
import io.foretide.core.engine.Rollouts;
import io.foretide.core.engine.SteppedEngine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.rollout.Gate;
import io.foretide.core.rollout.GateKind;
import io.foretide.core.rollout.Limit;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutAction;
import io.foretide.core.rollout.RolloutMode;
import io.foretide.core.rollout.RolloutState;
import io.foretide.core.time.Instants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** People who start rollouts and decide about them, not always wisely. */
final class RolloutWishes {
  private final RandomGenerator random;
  private final Disk disk;
  private final Plant plant;
  private final Asker asker;

  /** Something asked about rollouts. */
  interface Wish {
    void make(Rollouts rollouts) throws ProviderException;
  }

  /** Asks; trouble is an answer like any other. */
  interface Asker {
    void ask(String what, Wish wish);
  }

  RolloutWishes(RandomGenerator random, Disk disk, Plant plant, Asker asker) {
    this.random = random;
    this.disk = disk;
    this.plant = plant;
    this.asker = asker;
  }

  private List<Model> living() {
    return disk.models.values().stream().filter(m -> m.state() != Model.State.DELETED).toList();
  }

  void start(String name) {
    RolloutMode mode = RolloutMode.values()[random.nextInt(RolloutMode.values().length)];
    Map<String, ModelDefinition> candidates = new HashMap<>();
    for (Model m : living()) {
      if (m.name().equals(name) || (mode == RolloutMode.CANARY && random.nextBoolean())) {
        candidates.put(m.name(), plant.edited(m.definition()));
      }
    }
    boolean past = mode != RolloutMode.CANARY && random.nextBoolean();
    boolean trial = mode != RolloutMode.INSTANT;
    String limit = random.nextInt(3) == 0 ? "+0.0" : "1";
    RolloutWish wish =
        new RolloutWish(
            List.copyOf(candidates.keySet()),
            candidates,
            mode,
            trial && past ? Instants.HOUR + random.nextLong(Instants.DAY) : 0,
            trial && !past ? 1 + random.nextLong(4 * Instants.HOUR) : 0,
            0.5,
            random.nextInt(3) == 0 && trial ? 0 : 1 + random.nextLong(4 * Instants.HOUR),
            random.nextBoolean(),
            List.of(
                new Gate(GateKind.ERROR_RATE, Limit.parse(limit), 1),
                new Gate(GateKind.MISSING_RATE, Limit.parse(limit), 1)),
            "anna",
            "a wish");
    asker.ask("rollout of " + candidates.keySet() + " " + mode, r -> r.start(wish));
  }

  private List<Rollout> open() {
    return disk.rollouts.values().stream().filter(r -> !r.state().isOver()).toList();
  }

  void act() {
    List<Rollout> open = open();
    if (!open.isEmpty()) {
      act(open.get(random.nextInt(open.size())), random.nextInt(4));
    }
  }

  private void act(Rollout r, int action) {
    RolloutAction what = RolloutAction.values()[action];
    asker.ask(
        what + " rollout " + r.id() + " in " + r.state(),
        all -> all.act(r.id(), what, "bert", "a decision"));
  }

  /** Somebody says no to about half of what is open. */
  void endSome() {
    for (Rollout r : open()) {
      if (random.nextBoolean()) {
        act(r, RolloutAction.REJECT.ordinal());
        act(r, RolloutAction.ROLLBACK.ordinal());
      }
    }
  }

  /** What is not at rest yet; empty if all is. */
  String unrest(SteppedEngine engine) {
    StringBuilder out = new StringBuilder();
    for (Rollout r : open()) {
      if (r.state() == RolloutState.PROMOTING || r.state() == RolloutState.ROLLING_BACK) {
        out.append("rollout ").append(r.id()).append(" is ").append(r.state()).append("; ");
      }
    }
    for (Model m : living()) {
      boolean member =
          open().stream()
              .anyMatch(r -> r.members().stream().anyMatch(x -> x.model().equals(m.id())));
      if (m.isRolling() && !member) {
        out.append(m.name()).append(" has a lane and no rollout; ");
      }
      if (m.state() == Model.State.ACTIVE) {
        engine.lanes(m.id()).stream()
            .filter(t -> !t.missing().isEmpty())
            .forEach(
                t -> out.append(m.name()).append(" lane misses ").append(t.missing().ranges()));
      }
    }
    return out.toString();
  }
}
