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

  public Revision latest() {
    return revisions.getLast();
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
