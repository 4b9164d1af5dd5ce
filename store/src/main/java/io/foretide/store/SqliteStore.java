package io.foretide.store;

import io.foretide.core.task.Claims;
import io.foretide.core.time.WallClock;
import io.foretide.store.check.Check;
import io.foretide.store.check.Status;
import io.foretide.store.file.Copies;
import io.foretide.store.file.Database;
import io.foretide.store.file.DatabaseFileException;
import java.nio.file.Path;
import java.util.List;

/** The embedded store: all in one SQLite file of one process. */
public final class SqliteStore {
  private SqliteStore() {}

  /**
   * Opens a database file for this process alone; makes and migrates it where needed.
   *
   * @param claims that commits are checked against
   * @throws DatabaseFileException if the file cannot be used, saying what to do
   */
  public static SqlStore open(Path file, Settings settings, WallClock clock, Claims claims)
      throws DatabaseFileException {
    return SqlStore.of(Database.open(file), settings, clock, claims);
  }

  /**
   * Looks through a database that may not even open; all findings, one sentence each.
   *
   * @throws DatabaseFileException if it is no database of this program
   */
  public static List<String> check(Path file, WallClock clock) throws DatabaseFileException {
    try {
      return Database.inspect(file, session -> Check.run(session, clock.now()));
    } catch (DatabaseFileException e) {
      if (e.kind() == DatabaseFileException.Kind.DAMAGED) {
        return List.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** What a database holds that no process has open. */
  public static Status status(Path file) throws DatabaseFileException {
    return Database.inspect(
        file,
        session ->
            Status.of(
                session,
                file.toString(),
                Database.versionOf(session),
                Database.sizes(session, file)));
  }

  /** Brings a database to the newest version; returns that. */
  public static int migrate(Path file) throws DatabaseFileException {
    Database.open(file).close();
    return Database.newestVersion();
  }

  /**
   * Puts a backup, which is checked first, in the place of a database that no process has open.
   *
   * @return where the replaced database is kept; the file itself if there was none
   */
  public static Path restore(Path backup, Path file, WallClock clock) throws DatabaseFileException {
    return Copies.restore(backup, file, ".replaced-" + clock.now() / 1_000_000);
  }
}
