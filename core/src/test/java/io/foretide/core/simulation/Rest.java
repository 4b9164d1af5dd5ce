package io.foretide.core.simulation;

import io.foretide.core.engine.SteppedEngine;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Schedule;
import io.foretide.core.training.TrainingRules;
import io.foretide.core.training.TrainingStatus;

/** What is still to be done once faults have stopped. */
final class Rest {
  private final Disk disk;

  Rest(Disk disk) {
    this.disk = disk;
  }

  /** In words; empty if nothing. */
  String of(SteppedEngine engine) {
    StringBuilder out = new StringBuilder();
    for (Model m : disk.models.values()) {
      if (m.state() != Model.State.ACTIVE) {
        continue;
      }
      if (engine.tracks(m.id()).size() != m.revisions().size()) {
        out.append(m.name()).append(" is not planned; ");
      }
      TrainingStatus training = engine.training(m.id());
      if (isUntrained(m, engine) && training.state() != TrainingStatus.State.FAILED) {
        out.append(m.name()).append(" is to be trained: ").append(training).append("; ");
      }
      engine
          .tracks(m.id())
          .forEach(t -> {
            if (!t.missing().isEmpty()) {
              out.append(m.name()).append(" misses ").append(t.missing().ranges());
              out.append(" waiting ").append(t.waiting()).append("; ");
            }
          });
    }
    if (!disk.replans.isEmpty()) {
      out.append("re-plans ").append(disk.replans);
    }
    return out.toString();
  }

  private boolean isUntrained(Model m, SteppedEngine engine) {
    if (!(m.definition().schedule() instanceof Schedule.ByTime) || isHeld(m.id())) {
      return false;
    }
    long demanded = disk.demands.getOrDefault(m.id(), Long.MIN_VALUE);
    return TrainingRules.due(m, demanded, engine.clock().now()).isPresent();
  }

  private boolean isHeld(ModelId id) {
    return disk.rollouts.values().stream()
        .filter(r -> !r.state().isOver())
        .anyMatch(r -> r.members().stream().anyMatch(member -> member.model().equals(id)));
  }
}
