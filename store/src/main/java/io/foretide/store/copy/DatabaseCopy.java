package io.foretide.store.copy;

import io.foretide.store.file.Database;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.file.DatabaseFileException.Kind;
import io.foretide.store.file.StoreDatabase;
import io.foretide.store.sql.Session;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Copies all rows of an SQLite file into an empty database of the same version. */
public final class DatabaseCopy {
  private static final int BATCH = 1000;

  private final Session from;
  private final Session to;
  private final LongConsumer progress;
  private long rows;

  private DatabaseCopy(Session from, Session to, LongConsumer progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /**
   * Copies in one transaction: all or nothing. The file is only read.
   *
   * @param file that no process writes meanwhile
   * @param target an empty database
   * @param progress told the rows copied so far
   * @return rows copied
   * @throws DatabaseFileException if the target holds something already, or one cannot be used
   */
  public static long run(Path file, StoreDatabase target, LongConsumer progress)
      throws DatabaseFileException {
    try (Session to = target.connect(false)) {
      return Database.inspect(
          file,
          from -> {
            from.execute("BEGIN");
            if (Database.versionOf(from) != Database.newestVersion()) {
              throw new SQLException(
                  "it has version "
                      + Database.versionOf(from)
                      + " of "
                      + Database.newestVersion()
                      + ": run 'foretide db migrate' first");
            }
            return new DatabaseCopy(from, to, progress).all(target);
          });
    } catch (TargetInUse e) {
      throw new DatabaseFileException(Kind.IN_USE, String.valueOf(e.getMessage()), e);
    } catch (SQLException e) {
      throw target.explain(e);
    }
  }

  private static final class TargetInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TargetInUse(String message) {
      super(message);
    }
  }

  private long all(StoreDatabase target) throws SQLException {
    to.execute(to.engine().beginWriting());
    boolean done = false;
    try {
      for (String table : Database.tables(Database.newestVersion())) {
        long there = to.number("SELECT count(*) FROM " + table);
        if (there > 0) {
          throw new TargetInUse(
              "database "
                  + target.place()
                  + " is not empty (table "
                  + table
                  + " has "
                  + there
                  + " rows): choose another schema");
        }
      }
      for (String table : Database.tables(Database.newestVersion())) {
        table(table);
      }
      to.execute("COMMIT");
      done = true;
      return rows;
    } finally {
      if (!done) {
        to.execute("ROLLBACK");
      }
    }
  }

  private void table(String table) throws SQLException {
    boolean numbered = false;
    try (ResultSet r = from.prepare("SELECT * FROM " + table).executeQuery()) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
        columns.add(r.getMetaData().getColumnName(i));
      }
      numbered = columns.contains("id");
      CopiedRows copied = CopiedRows.into(to.connection(), table, columns);
      try {
        while (r.next()) {
          copied.add(r, columns.size());
          if (++rows % BATCH == 0) {
            progress.accept(rows);
          }
        }
        copied.end();
      } finally {
        copied.giveUp();
      }
      progress.accept(rows);
    }
    if (numbered) {
      // New rows go on after the copied ones.
      to.number(
          "SELECT setval(pg_get_serial_sequence('"
              + table
              + "', 'id'), coalesce(max(id), 0) + 1, false) FROM "
              + table);
    }
  }
}
