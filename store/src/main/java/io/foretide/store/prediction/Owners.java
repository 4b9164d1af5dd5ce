package io.foretide.store.prediction;

import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.store.model.ModelTable;
import io.foretide.store.sql.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Which revision's rows are "the prediction": those of the owner of the interval that ends at their
 * origin. Rows of a lane are nobody's to see. Read in the same snapshot as the rows, so that a
 * promotion is seen whole or not at all.
 */
public final class Owners {
  private final List<Revision> revisions;

  private Owners(List<Revision> revisions) {
    this.revisions = revisions;
  }

  /** The owners of a model's intervals as they are now. */
  public static Owners of(Session session, ModelId model) throws SQLException {
    Optional<Model> found = ModelTable.find(session, model);
    return new Owners(found.isEmpty() ? List.of() : found.get().revisions());
  }

  public static Owners of(Model model) {
    return new Owners(model.revisions());
  }

  /** Whether a revision owns the interval that ends at an origin. */
  public boolean owns(int revision, long origin) {
    if (revisions.size() < 2) {
      return true;
    }
    for (Revision r : revisions) {
      if (r.number() == revision) {
        return origin > r.activeFrom() && origin <= r.activeUntil();
      }
    }
    return true;
  }
}
