package io.foretide.store.file;

import io.foretide.store.file.DatabaseFileException.Kind;
import io.foretide.store.sql.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The version of the tables, and the way from one to the next. */
final class Schema {
  static final String FOLDER = "/io/foretide/store/migration/";

  /** The migrations that this program brings along, in order of their versions from 1. */
  static final List<String> SCRIPTS =
      List.of(
          "V1__schema.sql",
          "V2__rollouts.sql",
          "V3__trainings.sql",
          "V4__alarms.sql",
          "V5__processes.sql",
          "V6__alarm_age.sql",
          "V7__handed_off.sql");

  static final int VERSION = SCRIPTS.size();

  private static final String HISTORY = "flyway_schema_history";

  private Schema() {}

  /** The version of a database's tables; 0 if it has none of ours. */
  static int version(Session session) throws SQLException {
    if (session.number("SELECT count(*) FROM sqlite_schema WHERE name = '" + HISTORY + "'") == 0) {
      return 0;
    }
    return (int)
        session.number(
            "SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM "
                + HISTORY
                + " WHERE success = 1");
  }

  static void refuseNewer(Path file, int version) throws DatabaseFileException {
    if (version > VERSION) {
      throw new DatabaseFileException(
          Kind.NEWER,
          "database "
              + file
              + " has schema version "
              + version
              + ", this program knows up to "
              + VERSION
              + ": use the newer Foretide that wrote it, or restore an older backup with"
              + " 'foretide db restore'",
          null);
    }
  }

  /** Brings the tables to {@link #VERSION}. Each migration is one transaction. */
  static void migrate(Path file, String url) throws DatabaseFileException {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(url, null, null)
          .locations("classpath:" + FOLDER)
          .table(HISTORY)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseFileException(
          Kind.DAMAGED,
          "database "
              + file
              + " cannot be brought to schema version "
              + VERSION
              + " ("
              + e.getMessage()
              + "): check the free space, or restore the last backup with 'foretide db restore'",
          e);
    }
  }
}
