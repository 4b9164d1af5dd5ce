package io.foretide.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foretide.store.sql.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Makes all tables of a new, empty file in one transaction, with the history that Flyway would have
 * written. Loading Flyway takes longer than all the rest of a first start; it is left to files that
 * have an older version.
 */
final class FreshTables {
  private static final String HISTORY =
      """
      CREATE TABLE "flyway_schema_history" (
          "installed_rank" INT NOT NULL PRIMARY KEY,
          "version" VARCHAR(50),
          "description" VARCHAR(200) NOT NULL,
          "type" VARCHAR(20) NOT NULL,
          "script" VARCHAR(1000) NOT NULL,
          "checksum" INT,
          "installed_by" VARCHAR(100) NOT NULL,
          "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
          "execution_time" INT NOT NULL,
          "success" BOOLEAN NOT NULL
      )\
      """;

  private FreshTables() {}

  static void make(Session session, List<String> scripts) throws SQLException {
    session.execute("BEGIN IMMEDIATE");
    boolean done = false;
    try {
      session.execute(HISTORY);
      session.execute(
          "CREATE INDEX \"flyway_schema_history_s_idx\" ON \"flyway_schema_history\""
              + " (\"success\")");
      for (int i = 0; i < scripts.size(); i++) {
        apply(session, i + 1, scripts.get(i));
      }
      session.execute("COMMIT");
      done = true;
    } finally {
      if (!done) {
        session.execute("ROLLBACK");
      }
    }
  }

  private static void apply(Session session, int version, String script) throws SQLException {
    CRC32 checksum = new CRC32();
    StringBuilder statement = new StringBuilder();
    for (String line : text(script).lines().toList()) {
      checksum.update(line.getBytes(UTF_8));
      if (line.startsWith("--") || line.isBlank()) {
        continue;
      }
      statement.append(line).append('\n');
      if (line.endsWith(";")) {
        session.execute(statement.toString());
        statement.setLength(0);
      }
    }
    PreparedStatement row =
        session.prepare(
            "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                + " script, checksum, installed_by, execution_time, success)"
                + " VALUES (?, ?, ?, 'SQL', ?, ?, '', 0, 1)");
    row.setInt(1, version);
    row.setString(2, Integer.toString(version));
    row.setString(3, description(script));
    row.setString(4, script);
    row.setInt(5, (int) checksum.getValue());
    row.executeUpdate();
  }

  /** {@code V2__late_points.sql} is described as "late points". */
  private static String description(String script) {
    return script.substring(script.indexOf("__") + 2, script.lastIndexOf('.')).replace('_', ' ');
  }

  private static String text(String script) {
    try (InputStream in = FreshTables.class.getResourceAsStream(Schema.FOLDER + script)) {
      if (in == null) {
        throw new IllegalStateException("this program lacks its migration " + script);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
