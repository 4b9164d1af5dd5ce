package io.foretide.core.engine;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;

/**
 * Has older intervals predicted again by the active revision. What the older revisions predicted
 * there stays stored, and is no longer what people see. Thread-safe.
 */
final class Repredictions {
  private final ModelDesk desk;
  private final CoverageStore coverage;

  Repredictions(ModelDesk desk, CoverageStore coverage) {
    this.desk = desk;
    this.coverage = coverage;
  }

  /** What {@link #start} would do. */
  EditPlan preview(Model model, long from) throws ProviderException {
    return plan(model, next(model, from));
  }

  EditPlan start(Model model, long from) throws ProviderException {
    Model next = next(model, from);
    Model stored = desk.change(next);
    for (Revision before : model.revisions()) {
      Revision after = stored.revision(before.number());
      if (after.activeUntil() < before.activeUntil()
          && before.definition().schedule() instanceof Schedule.ByTime t) {
        Range lost = cells(t.grid(), Math.max(after.activeUntil(), before.activeFrom()), before);
        coverage.uncover(
            model.id(),
            before.number(),
            RangeSet.of(lost),
            "they are predicted again by revision " + stored.active().number());
      }
    }
    return plan(model, next);
  }

  private static Range cells(Grid grid, long from, Revision r) {
    return new Range(grid.cellAt(from), grid.cellAt(r.activeUntil()));
  }

  private Model next(Model model, long from) throws ProviderException.Rejected {
    if (model.isRolling() || desk.inRollout().contains(model.id())) {
      throw new ProviderException.Rejected(
          "model '" + model.name() + "': a rollout is open: promote, reject or roll it back first");
    }
    return ModelEdit.takeOver(model, from);
  }

  private static EditPlan plan(Model before, Model after) {
    Revision active = after.active();
    long n = 0;
    if (active.definition().schedule() instanceof Schedule.ByTime t) {
      n = t.grid().cellAt(before.active().activeFrom()) - t.grid().cellAt(active.activeFrom());
    }
    return new EditPlan(
        false,
        active.activeFrom(),
        n
            + " intervals from "
            + Instants.format(active.activeFrom())
            + " on are predicted again by revision "
            + active.number()
            + "; what was predicted there before stays stored and is not shown",
        n);
  }
}
