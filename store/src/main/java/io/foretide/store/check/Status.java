package io.foretide.store.check;

import io.foretide.store.file.Database;
import io.foretide.store.sql.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a database holds.
 *
 * @param file its path
 * @param version of its tables
 * @param newest version that this program brings along
 * @param bytes of the file
 * @param walBytes of the write-ahead log beside it
 * @param freeBytes inside the file, for reuse
 * @param rows by table
 */
public record Status(
    Path file,
    int version,
    int newest,
    long bytes,
    long walBytes,
    long freeBytes,
    Map<String, Long> rows) {
  public Status {
    rows = Map.copyOf(rows);
  }

  public static Status of(Session session, Path file) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : Database.tables(session)) {
      rows.put(table, session.number("SELECT count(*) FROM " + table));
    }
    return new Status(
        file,
        Database.version(session),
        Database.newestVersion(),
        size(file),
        size(file.resolveSibling(file.getFileName() + "-wal")),
        session.number("PRAGMA freelist_count") * session.number("PRAGMA page_size"),
        rows);
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return -1;
    }
  }
}
