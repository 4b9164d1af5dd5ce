package io.foretide.store.sql;

import io.foretide.core.error.ProviderException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A small, fixed number of read-only sessions. Each reads a consistent snapshot while the writer
 * goes on. Native calls hold their carrier thread, so the number bounds how many they hold.
 * Thread-safe.
 */
public final class Readers implements AutoCloseable {
  private final Place place;
  private final ArrayBlockingQueue<Session> free;
  private final int size;
  private final long timeoutMillis;

  /**
   * @param sessions all of them, given away
   */
  public Readers(Place place, List<Session> sessions, long timeoutMillis) {
    this.place = place;
    this.size = sessions.size();
    this.free = new ArrayBlockingQueue<>(size, false, sessions);
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Runs a read; all its statements see one snapshot.
   *
   * @param what for error messages, such as "reading coverage"
   * @throws ProviderException of the kind that fits
   */
  public <T> T read(String what, Read<T> read) throws ProviderException {
    Session session;
    try {
      session = free.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient(what + " was interrupted", e);
    }
    if (session == null) {
      throw new ProviderException.Transient(
          "database "
              + place
              + ": "
              + what
              + " waited "
              + timeoutMillis
              + " ms for one of "
              + size
              + " readers; the machine is overloaded or store.readers is too low",
          null);
    }
    try {
      session.prepare(place.engine().beginReading()).execute();
      T result = read.apply(session);
      session.prepare("COMMIT").execute();
      return result;
    } catch (SQLException | RuntimeException e) {
      end(session, e);
      throw SqlErrors.of(place, what, e);
    } catch (ProviderException e) {
      end(session, e);
      throw e;
    } finally {
      free.add(session);
    }
  }

  private static void end(Session session, Exception why) {
    try {
      session.reset();
      session.execute("ROLLBACK");
    } catch (SQLException e) {
      // The engine may have ended the transaction by itself; the first error is the one to tell.
      why.addSuppressed(e);
    }
  }

  /** Waits for running reads and closes all sessions. */
  @Override
  public void close() throws SQLException {
    for (int i = 0; i < size; i++) {
      try {
        Session s = free.poll(timeoutMillis, TimeUnit.MILLISECONDS);
        if (s == null) {
          throw new SQLException("a reader of " + place + " did not end within its time limit");
        }
        s.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("closing " + place + " was interrupted", e);
      }
    }
  }

  /** Reads within one session. */
  public interface Read<T> {
    T apply(Session session) throws SQLException, ProviderException;
  }
}
