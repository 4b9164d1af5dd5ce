package io.foretide.store.sql;

import io.foretide.core.error.ProviderException;
import io.foretide.store.codec.DamagedException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What an error of the engine means to callers, in words for people. */
public final class SqlErrors {
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int NOMEM = 7;
  private static final int READONLY = 8;
  private static final int INTERRUPT = 9;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int TOOBIG = 18;
  private static final int CONSTRAINT = 19;
  private static final int NOTADB = 26;

  private SqlErrors() {}

  /** SQLite's primary result code; 0 if the error is not SQLite's. */
  public static int code(SQLException e) {
    return e instanceof SQLiteException s ? s.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
  }

  /** Whether the engine may have rolled the whole transaction back by itself. */
  public static boolean endsTransaction(SQLException e) {
    return switch (code(e)) {
      case FULL, IOERR, NOMEM, BUSY, INTERRUPT, CORRUPT, READONLY, CANTOPEN -> true;
      default -> false;
    };
  }

  public static ProviderException of(Path file, String what, Throwable e) {
    return switch (e) {
      case ProviderException known -> known;
      case DamagedException _ ->
          new ProviderException.Fatal(
              "database " + file + " is damaged (" + what + ": " + e.getMessage() + "): " + RESTORE,
              e);
      case SQLException sql -> ofSql(file, what, sql);
      default -> new ProviderException.Fatal("database " + file + ": " + what + " failed: " + e, e);
    };
  }

  private static final String RESTORE =
      "stop Foretide, run 'foretide db check', and restore the last backup with"
          + " 'foretide db restore'";

  private static ProviderException ofSql(Path file, String what, SQLException e) {
    String head = "database " + file + ": " + what + " failed: ";
    return switch (code(e)) {
      case FULL ->
          new ProviderException.Transient(
              head + "the disk is full; free some space, work goes on by itself then", e);
      case IOERR ->
          new ProviderException.Transient(
              head + "the disk does not read or write (" + e.getMessage() + "); check the disk", e);
      case READONLY, CANTOPEN ->
          new ProviderException.Transient(
              head + "the file or its folder cannot be written; check owner, rights and mount", e);
      case BUSY, LOCKED ->
          new ProviderException.Transient(
              head + "another program holds the file; close it, work goes on by itself then", e);
      case NOMEM, INTERRUPT -> new ProviderException.Transient(head + e.getMessage(), e);
      case CORRUPT, NOTADB ->
          new ProviderException.Fatal(
              head + "the file is damaged (" + e.getMessage() + "): " + RESTORE, e);
      case TOOBIG, CONSTRAINT -> new ProviderException.Rejected(head + e.getMessage(), e);
      default -> new ProviderException.Fatal(head + e.getMessage(), e);
    };
  }
}
