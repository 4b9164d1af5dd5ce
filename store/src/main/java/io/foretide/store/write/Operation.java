package io.foretide.store.write;

import io.foretide.core.error.ProviderException;
import io.foretide.store.sql.Session;
import java.sql.SQLException;

/**
 * One change of the database. All methods run on the writer's thread.
 *
 * @param <T> what the caller gets once the change is durable
 */
public interface Operation<T> {
  /**
   * Makes the change inside a savepoint of the transaction that it shares with its neighbours. What
   * it keeps in memory must only be touched when nothing can fail any more.
   */
  T apply(Session session) throws SQLException, ProviderException;

  /** The change is durable. */
  default void durable(T result) {}

  /** The change was not made, or the transaction that held it failed. */
  default void lost() {}
}
