package io.foretide.store;

import io.foretide.core.time.WallClock;
import io.foretide.store.check.Check;
import io.foretide.store.check.Status;
import io.foretide.store.copy.DatabaseCopy;
import io.foretide.store.file.Database;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.postgres.PostgresDatabase;
import io.foretide.store.postgres.PostgresSettings;
import io.foretide.store.process.ProcessRows;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** The store on a PostgreSQL server: the same tables and rules as the embedded one. */
public final class PostgresStore {
  private PostgresStore() {}

  /**
   * Opens a schema that other processes may use too; makes and migrates it where needed.
   *
   * @throws DatabaseFileException if it cannot be used, saying what to do
   */
  public static SqlStore open(PostgresSettings where, Settings settings, WallClock clock)
      throws DatabaseFileException {
    return SqlStore.of(PostgresDatabase.open(where), settings, clock, null);
  }

  /** All findings about one moment, whoever else uses it; empty if the database is sound. */
  public static List<String> check(PostgresSettings where, WallClock clock)
      throws DatabaseFileException {
    return PostgresDatabase.inspect(where, (_, session) -> Check.run(session, clock.now()));
  }

  /** What a database holds. */
  public static Status status(PostgresSettings where) throws DatabaseFileException {
    return PostgresDatabase.inspect(
        where,
        (database, session) ->
            Status.of(
                session,
                database.place().shown(),
                database.version(session),
                database.sizes(session)));
  }

  /** How many processes live that run models; 0 too where no tables of processes are there yet. */
  public static int executors(PostgresSettings where) throws DatabaseFileException {
    return PostgresDatabase.inspect(
        where,
        (database, session) ->
            database.version(session) < Database.newestVersion()
                ? 0
                : ProcessRows.executors(session));
  }

  /** Brings a database to the newest version; returns that. */
  public static int migrate(PostgresSettings where) throws DatabaseFileException {
    PostgresDatabase.openAlone(where).close();
    return Database.newestVersion();
  }

  /**
   * Copies an SQLite installation, which no process writes meanwhile, into an empty schema.
   *
   * @param progress told the rows copied so far
   * @return rows copied
   */
  public static long copy(Path file, PostgresSettings where, LongConsumer progress)
      throws DatabaseFileException {
    try (PostgresDatabase target = PostgresDatabase.openAlone(where)) {
      return DatabaseCopy.run(file, target, progress);
    }
  }
}
