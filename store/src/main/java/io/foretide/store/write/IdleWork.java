package io.foretide.store.write;

import io.foretide.core.error.ProviderException;
import io.foretide.store.sql.Session;
import java.sql.SQLException;

/** Work for when nothing else is to be written. Called on the writer's thread. */
public interface IdleWork {
  /**
   * Whether a slice would do something; must be cheap.
   *
   * @param last true if the store is being closed: what is not done now waits for the next start
   */
  boolean due(boolean last);

  /** Whether a slice must not wait for idleness: it is then part of the next transaction. */
  default boolean pressing() {
    return false;
  }

  /**
   * Does a slice of a few milliseconds in a savepoint of its own. What it keeps in memory must only
   * be touched when nothing can fail any more.
   *
   * @return true if there is more to do at once
   */
  boolean slice(Session session) throws SQLException, ProviderException;
}
