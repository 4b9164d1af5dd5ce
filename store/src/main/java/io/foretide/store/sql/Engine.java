package io.foretide.store.sql;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** The database engines, and what differs between them beyond the SQL that both understand. */
public enum Engine {
  SQLITE("BEGIN IMMEDIATE", "BEGIN") {
    @Override
    ErrorKind kind(SQLException e) {
      int code =
          e instanceof SQLiteException s ? s.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
      return switch (code) {
        case 13 -> ErrorKind.FULL;
        case 10 -> ErrorKind.DISK;
        case 8, 14 -> ErrorKind.NO_ACCESS;
        case 5, 6 -> ErrorKind.BUSY;
        case 7, 9 -> ErrorKind.PASSING;
        case 11, 26 -> ErrorKind.DAMAGED;
        case 18, 19 -> ErrorKind.REFUSED;
        default -> ErrorKind.OTHER;
      };
    }
  },
  POSTGRESQL(
      // Writers of all processes take turns: what one keeps in memory of the tables stays true.
      "BEGIN; SELECT pg_advisory_xact_lock(" + 0x464F5254 + ", hashtext(current_schema()))",
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") {
    @Override
    ErrorKind kind(SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      if (state.equals("53100")) {
        return ErrorKind.FULL;
      }
      return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
        // 25: the server ended a transaction in which nothing was said for too long.
        case "08", "57", "25" -> ErrorKind.CONNECTION;
        case "53", "40", "55" -> ErrorKind.PASSING;
        case "58" -> ErrorKind.DISK;
        case "28", "42" ->
            state.equals("42501") || state.startsWith("28") ? ErrorKind.NO_ACCESS : ErrorKind.OTHER;
        case "22", "23", "54" -> ErrorKind.REFUSED;
        case "XX" -> ErrorKind.DAMAGED;
        default -> ErrorKind.OTHER;
      };
    }
  };

  private final String beginWriting;
  private final String beginReading;

  Engine(String beginWriting, String beginReading) {
    this.beginWriting = beginWriting;
    this.beginReading = beginReading;
  }

  /** Begins a transaction that no other writer's can overtake. */
  public String beginWriting() {
    return beginWriting;
  }

  /** Begins a transaction that reads one snapshot. */
  public String beginReading() {
    return beginReading;
  }

  /**
   * The condition that a text column contains the lower-case text of one parameter, in any case.
   */
  public String contains(String column) {
    return (this == SQLITE ? "instr" : "strpos") + "(lower(" + column + "), ?) > 0";
  }

  /** What an error means. */
  abstract ErrorKind kind(SQLException e);
}
