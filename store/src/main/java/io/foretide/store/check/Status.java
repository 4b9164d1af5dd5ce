package io.foretide.store.check;

import io.foretide.store.file.Database;
import io.foretide.store.file.Sizes;
import io.foretide.store.sql.Session;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a database holds.
 *
 * @param place its path or address
 * @param version of its tables
 * @param newest version that this program brings along
 * @param sizes room that it takes
 * @param rows by table
 */
public record Status(String place, int version, int newest, Sizes sizes, Map<String, Long> rows) {
  public Status {
    rows = Map.copyOf(rows);
  }

  /** Counts all rows. */
  public static Status of(Session session, String place, int version, Sizes sizes)
      throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : Database.tables(version)) {
      rows.put(table, session.number("SELECT count(*) FROM " + table));
    }
    return new Status(place, version, Database.newestVersion(), sizes, rows);
  }
}
