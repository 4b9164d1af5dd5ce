package io.foretide.app.cli;

import io.foretide.app.config.StoreConfig;
import io.foretide.core.time.WallClock;
import io.foretide.store.PostgresStore;
import io.foretide.store.check.Check;
import io.foretide.store.file.Copies;
import io.foretide.store.file.Database;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.sql.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Looks at a database of which another process may be writing at the same time. */
final class LiveDatabase {
  private LiveDatabase() {}

  /** Writes a copy of one moment. */
  static void backup(Path database, Path target) throws DatabaseFileException {
    try (Session session = Database.look(database)) {
      Copies.backup(session, database, target);
    } catch (SQLException e) {
      throw new DatabaseFileException(
          DatabaseFileException.Kind.NO_ACCESS,
          "database " + database + " cannot be read: " + e.getMessage(),
          e);
    }
  }

  /** All findings about one moment; empty if the database is sound. */
  static List<String> check(StoreConfig store, WallClock clock) throws DatabaseFileException {
    if (store.postgres().isPresent()) {
      return PostgresStore.check(store.postgres().get(), clock);
    }
    try {
      return Database.inspect(
          store.database(),
          session -> {
            session.execute("BEGIN");
            return Check.run(session, clock.now());
          });
    } catch (DatabaseFileException e) {
      if (e.kind() == DatabaseFileException.Kind.DAMAGED) {
        return List.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }
}
