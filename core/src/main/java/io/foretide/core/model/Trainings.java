package io.foretide.core.model;

import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How trained revisions come and go. Pure functions. */
public final class Trainings {
  private Trainings() {}

  /** The newest revision that was trained with the settings that are active now. */
  public static Optional<Revision> last(Model model) {
    String settings = model.active().fingerprint();
    for (int i = model.revisions().size() - 1; i >= 0; i--) {
      Revision r = model.revisions().get(i);
      if (r.training() != null && r.fingerprint().equals(settings)) {
        return Optional.of(r);
      }
    }
    return Optional.empty();
  }

  /**
   * Adds what a training made: a revision with the active settings that takes over at the next
   * boundary of the grid. Trained revisions that nothing visible was predicted with go, except for
   * the newest {@code keep.revisions}.
   *
   * @throws ProviderException.Rejected if the model is driven by points
   */
  public static Model add(Model model, Training training, long now)
      throws ProviderException.Rejected {
    Revision active = model.active();
    ModelDefinition d = active.definition();
    long boundary = ModelEdit.boundary(model, d, d, Math.max(now, active.activeFrom()));
    List<Revision> out = new ArrayList<>();
    List<Revision> gone = expired(model);
    for (Revision r : model.revisions()) {
      if (!gone.contains(r)) {
        out.add(r == active ? r.until(boundary) : r);
      }
    }
    out.add(
        new Revision(
            model.latest().number() + 1,
            d,
            active.fingerprint(),
            boundary,
            Long.MAX_VALUE,
            now,
            training));
    return model.withRevisions(out);
  }

  /** The trained revisions that {@link #add} leaves out. */
  public static List<Revision> expired(Model model) {
    List<Revision> out = new ArrayList<>();
    int newer = 0;
    for (int i = model.revisions().size() - 1; i >= 0; i--) {
      Revision r = model.revisions().get(i);
      if (r.training() == null) {
        continue;
      }
      newer++;
      boolean idle = r.activeUntil() <= model.floor() && !r.hasLane();
      if (idle && newer > model.definition().keepRevisions()) {
        out.add(r);
      }
    }
    return out;
  }
}
