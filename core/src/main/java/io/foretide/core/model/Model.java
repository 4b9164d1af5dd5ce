package io.foretide.core.model;

import java.util.List;

/**
 * A model as the store holds it.
 *
 * @param id its identity
 * @param definition the newest settings
 * @param revisions by rising number, at least one
 * @param state whether it is planned
 * @param version rises with each change; changes are compare-and-set on it
 * @param floor instant before which its intervals have expired
 * @param createdAt epoch nanoseconds
 */
public record Model(
    ModelId id,
    ModelDefinition definition,
    List<Revision> revisions,
    State state,
    long version,
    long floor,
    long createdAt) {
  /** Whether a model is planned. */
  public enum State {
    ACTIVE,
    PAUSED,
    DELETED
  }

  public Model {
    revisions = List.copyOf(revisions);
  }

  public String name() {
    return definition.name();
  }

  /** The revision with the highest number, active or not. */
  public Revision latest() {
    return revisions.getLast();
  }

  /** The revision that owns the newest instants: the one that people mean by "the model". */
  public Revision active() {
    for (int i = revisions.size() - 1; i >= 0; i--) {
      if (revisions.get(i).activeUntil() == Long.MAX_VALUE) {
        return revisions.get(i);
      }
    }
    return revisions.getLast();
  }

  /** Whether a revision predicts beside the owner: a rollout is open. */
  public boolean isRolling() {
    return revisions.stream().anyMatch(Revision::hasLane);
  }

  /** The same model with other revisions, its settings those of the active one. */
  public Model withRevisions(List<Revision> changed) {
    Model m = new Model(id, definition, changed, state, version, floor, createdAt);
    return new Model(id, m.active().definition(), changed, state, version, floor, createdAt);
  }

  /**
   * @throws IllegalArgumentException if there is no such revision
   */
  public Revision revision(int number) {
    for (Revision r : revisions) {
      if (r.number() == number) {
        return r;
      }
    }
    throw new IllegalArgumentException("model '" + name() + "' has no revision " + number);
  }
}
