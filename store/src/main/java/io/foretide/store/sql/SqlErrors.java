package io.foretide.store.sql;

import io.foretide.core.error.ProviderException;
import io.foretide.store.codec.DamagedException;
import java.sql.SQLException;

/** What an error of the engine means to callers, in words for people. */
public final class SqlErrors {
  private SqlErrors() {}

  /** Whether the engine may have rolled the whole transaction back by itself. */
  public static boolean endsTransaction(Place place, SQLException e) {
    return place.engine().kind(e).endsTransaction();
  }

  public static ProviderException of(Place place, String what, Throwable e) {
    return switch (e) {
      case ProviderException known -> known;
      case DamagedException _ ->
          new ProviderException.Fatal(
              "database "
                  + place
                  + " is damaged ("
                  + what
                  + ": "
                  + e.getMessage()
                  + "): "
                  + restore(place),
              e);
      case SQLException sql -> ofSql(place, what, sql);
      default ->
          new ProviderException.Fatal("database " + place + ": " + what + " failed: " + e, e);
    };
  }

  private static String restore(Place place) {
    return switch (place.engine()) {
      case SQLITE ->
          "stop Foretide, run 'foretide db check', and restore the last backup with"
              + " 'foretide db restore'";
      case POSTGRESQL ->
          "stop Foretide, run 'foretide db check', and restore the server's last backup";
    };
  }

  private static ProviderException ofSql(Place place, String what, SQLException e) {
    String head = "database " + place + ": " + what + " failed: ";
    return switch (place.engine().kind(e)) {
      case FULL ->
          new ProviderException.Transient(
              head + "the disk is full; free some space, work goes on by itself then", e);
      case DISK ->
          new ProviderException.Transient(
              head + "the disk does not read or write (" + e.getMessage() + "); check the disk", e);
      case NO_ACCESS ->
          new ProviderException.Transient(
              head
                  + switch (place.engine()) {
                    case SQLITE ->
                        "the file or its folder cannot be written; check owner, rights and mount";
                    case POSTGRESQL -> e.getMessage() + "; check user, password and rights";
                  },
              e);
      case BUSY ->
          new ProviderException.Transient(
              head + "another program holds the file; close it, work goes on by itself then", e);
      case CONNECTION ->
          new ProviderException.Transient(
              head + e.getMessage() + "; work goes on by itself once the server answers", e);
      case PASSING -> new ProviderException.Transient(head + e.getMessage(), e);
      case DAMAGED ->
          new ProviderException.Fatal(
              head + "it is damaged (" + e.getMessage() + "): " + restore(place), e);
      case REFUSED -> new ProviderException.Rejected(head + e.getMessage(), e);
      case OTHER -> new ProviderException.Fatal(head + e.getMessage(), e);
    };
  }
}
