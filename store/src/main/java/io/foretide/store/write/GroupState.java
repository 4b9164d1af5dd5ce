package io.foretide.store.write;

import io.foretide.store.sql.Session;
import java.sql.SQLException;

/** State in memory that follows the writer's transactions. Called on the writer's thread. */
public interface GroupState {
  /** Writes what operations of the transaction left to be written once. */
  void flush(Session session) throws SQLException;

  /** The transaction is durable. */
  void committed();

  /** The transaction was rolled back whole: what it left in memory is forgotten. */
  void rolledBack();
}
