package io.foretide.store.file;

import io.foretide.store.sql.Place;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An opened, migrated database: the way to its connections. */
public interface StoreDatabase extends AutoCloseable {
  Place place();

  /** Whether other processes may write to it at the same time. */
  boolean isShared();

  /** A new connection with the store's settings. */
  Session connect(boolean readOnly) throws SQLException;

  /** The version of its tables. */
  int version(Session session) throws SQLException;

  /** The room that it takes. */
  Sizes sizes(Session session) throws SQLException;

  /**
   * Writes a compact copy of the present state to a file while work goes on.
   *
   * @param session used for nothing else meanwhile
   */
  void backup(Session session, Path target) throws DatabaseFileException;

  /** Why the database cannot be used, from what went wrong while opening or closing it. */
  DatabaseFileException explain(Exception e);

  /** Gives the database free; all connections must be closed before. */
  @Override
  void close() throws DatabaseFileException;

  /** A pool of read-only sessions. */
  default Readers readers(int count, long timeoutMillis) throws SQLException {
    List<Session> sessions = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sessions.add(connect(true));
      }
    } catch (SQLException e) {
      for (Session s : sessions) {
        s.close();
      }
      throw e;
    }
    return new Readers(place(), sessions, timeoutMillis);
  }

  /** Closes a connection and the database after opening failed. */
  default void abandon(@Nullable Session session) throws DatabaseFileException {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      throw explain(e);
    } finally {
      close();
    }
  }
}
