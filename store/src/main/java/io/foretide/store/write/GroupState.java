package io.foretide.store.write;

import io.foretide.store.sql.Session;
import java.sql.SQLException;

/** State in memory that follows the writer's transactions. Called on the writer's thread. */
public interface GroupState {
  /** A transaction has begun; nobody else writes until it ends. */
  default void begun(Session session) throws SQLException {}

  /** An operation of the transaction begins. */
  default void operationBegins() {}

  /** The operation that began last is undone alone. */
  default void operationUndone() {}

  /** Writes what operations of the transaction left to be written once. */
  void flush(Session session) throws SQLException;

  /** The transaction is durable. */
  void committed();

  /** The transaction was rolled back whole: what it left in memory is forgotten. */
  void rolledBack();
}
