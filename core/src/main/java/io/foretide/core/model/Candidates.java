package io.foretide.core.model;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * How a candidate revision comes, predicts beside the active one, takes over and goes. Pure
 * functions: each answers with the whole model, so that storing it is one compare-and-set.
 *
 * <p>A candidate owns nothing; its lane says which instants it predicts all the same. After a
 * promotion the lane is the former revision's, which so stays warm. Owned instants and lane of a
 * revision never overlap.
 */
public final class Candidates {
  private Candidates() {}

  /**
   * Adds a revision that owns nothing and predicts nothing yet.
   *
   * @throws ProviderException.Rejected if its grid shares no boundary with the active one's, or if
   *     the settings give the same numbers as those of the active one
   */
  public static Model add(Model model, ModelDefinition d, long now)
      throws ProviderException.Rejected {
    Revision active = model.active();
    if (ModelEdit.fingerprint(d).equals(active.fingerprint())) {
      throw new ProviderException.Rejected(
          "model '"
              + model.name()
              + "': the candidate has the settings of the active revision "
              + active.number()
              + ": expected at least one of every, resolution, inputs, run, train to differ");
    }
    long boundary = boundary(model, active, d, now);
    List<Revision> revisions = new ArrayList<>(model.revisions());
    revisions.add(
        new Revision(
            model.latest().number() + 1, d, ModelEdit.fingerprint(d), boundary, boundary, now));
    return model.withRevisions(revisions);
  }

  /** The first instant after {@code now} at which the active revision and another can change. */
  public static long boundary(Model model, Revision candidate, long now)
      throws ProviderException.Rejected {
    return boundary(model, model.active(), candidate.definition(), now);
  }

  private static long boundary(Model model, Revision active, ModelDefinition d, long now)
      throws ProviderException.Rejected {
    return ModelEdit.boundary(model, active.definition(), d, Math.max(now, active.activeFrom()));
  }

  /**
   * Lets a candidate predict instants that others own.
   *
   * @throws ProviderException.Rejected if it owns instants, or if another lane is open
   */
  public static Model openLane(Model model, int candidate, Range instants)
      throws ProviderException.Rejected {
    Revision r = model.revision(candidate);
    if (!r.active().isEmpty()) {
      throw new ProviderException.Rejected(
          "model '"
              + model.name()
              + "': revision "
              + candidate
              + " is or was active: expected a candidate, which owns no interval");
    }
    if (model.isRolling()) {
      throw new ProviderException.Rejected(
          "model '" + model.name() + "': a rollout is open: promote, reject or roll it back first");
    }
    return replace(model, List.of(r.withLane(instants)));
  }

  /**
   * Makes a candidate the owner from a boundary on; the former owner predicts on in a lane.
   *
   * @param boundary on both grids, not before the active revision's first instant
   */
  public static Model promote(Model model, int candidate, long boundary) {
    Revision old = model.active();
    Revision next = model.revision(candidate);
    return replace(
        model,
        List.of(
            old.until(boundary).withLane(new Range(boundary, Long.MAX_VALUE)),
            next.owning(boundary, Long.MAX_VALUE).withLane(new Range(boundary, boundary))));
  }

  /** Undoes {@link #promote}: the former owner owns all again, the candidate nothing. */
  public static Model restore(Model model, int former) {
    Revision candidate = model.active();
    long boundary = candidate.activeFrom();
    Range none = new Range(boundary, boundary);
    return replace(
        model,
        List.of(
            model.revision(former).until(Long.MAX_VALUE).withLane(none),
            candidate.owning(boundary, boundary).withLane(none)));
  }

  /** Ends a revision's lane: what it predicted there stays stored and unseen. */
  public static Model closeLane(Model model, int revision) {
    Revision r = model.revision(revision);
    Range lane = r.lane();
    return lane == null
        ? model
        : replace(model, List.of(r.withLane(new Range(lane.from(), lane.from()))));
  }

  private static Model replace(Model model, List<Revision> changed) {
    List<Revision> revisions = new ArrayList<>(model.revisions());
    for (Revision c : changed) {
      revisions.replaceAll(r -> r.number() == c.number() ? c : r);
    }
    return model.withRevisions(revisions);
  }
}
