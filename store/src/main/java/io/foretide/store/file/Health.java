package io.foretide.store.file;

import io.foretide.store.file.DatabaseFileException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** Words for what is wrong with a file. */
final class Health {
  /** By schema version, from 1: the tables that came with it. */
  private static final List<List<String>> TABLES =
      List.of(
          List.of(
              "meta",
              "model",
              "coverage",
              "replan",
              "checkpoint",
              "point_counter",
              "point_cell",
              "run",
              "output_set",
              "prediction",
              "prediction_reach",
              "series",
              "point_chunk",
              "point_log",
              "event"),
          List.of("rollout"),
          List.of("artifact", "training_demand"),
          List.of("alarm", "alarm_track", "alarm_silence", "alarm_delivery"),
          List.of("turn", "claim", "leader", "process", "queued_task"));

  private Health() {}

  /** All tables of a schema version. */
  static List<String> tables(int version) {
    return TABLES.stream().limit(version).flatMap(List::stream).toList();
  }

  static DatabaseFileException damaged(Path file, String found, @Nullable Throwable cause) {
    return new DatabaseFileException(
        Kind.DAMAGED,
        "database "
            + file
            + " is damaged ("
            + found
            + "): restore the last backup with 'foretide db restore', or move the file away to"
            + " start afresh",
        cause);
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException s ? s.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
  }

  static DatabaseFileException explain(Path file, SQLException e) {
    return switch (code(e)) {
      case 26 ->
          new DatabaseFileException(
              Kind.NOT_A_DATABASE,
              "file " + file + " is not a Foretide database: choose another file",
              e);
      case 1, 11 -> damaged(file, e.getMessage() == null ? "corrupt" : e.getMessage(), e);
      default ->
          new DatabaseFileException(
              Kind.NO_ACCESS,
              "database "
                  + file
                  + " cannot be opened ("
                  + e.getMessage()
                  + "): check owner and rights of the file and its folder, the mount and the free"
                  + " space",
              e);
    };
  }
}
