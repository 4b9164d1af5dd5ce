package io.foretide.store.write;

import io.foretide.store.sql.Session;
import java.sql.SQLException;

/** A part of a sweep. Used on the writer's thread only. */
public interface Step {
  /**
   * Removes a little.
   *
   * @return true if there is more to remove
   */
  boolean some(Session session) throws SQLException;
}
