package io.foretide.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The baseline: SQLite alone, one thread, the same rows in durable transactions of about 10 ms. */
final class BareEngine {
  private BareEngine() {}

  /**
   * Writes rows of some doubles.
   *
   * @return seconds
   */
  static double write(int rows, int doubles) throws IOException {
    Path file = Files.createTempFile("foretide-bare", ".db");
    byte[] blob = new byte[8 * doubles];
    ByteBuffer view = ByteBuffer.wrap(blob);
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (Statement s = c.createStatement()) {
        s.execute("PRAGMA journal_mode=WAL");
        s.execute("PRAGMA synchronous=FULL");
        s.execute(
            "CREATE TABLE p (model INTEGER, origin INTEGER, rows BLOB, PRIMARY KEY (model, origin))"
                + " WITHOUT ROWID");
      }
      c.setAutoCommit(false);
      long started = System.nanoTime();
      try (PreparedStatement s = c.prepareStatement("INSERT OR REPLACE INTO p VALUES (?, ?, ?)")) {
        long commitAt = System.nanoTime() + 10_000_000L;
        for (int i = 0; i < rows; i++) {
          s.setInt(1, i % 1000);
          s.setInt(2, i / 1000);
          view.putDouble(0, i);
          s.setBytes(3, blob);
          s.executeUpdate();
          if (System.nanoTime() > commitAt) {
            c.commit();
            commitAt = System.nanoTime() + 10_000_000L;
          }
        }
      }
      c.commit();
      return (System.nanoTime() - started) / 1e9;
    } catch (SQLException e) {
      throw new IOException("the baseline cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(Path.of(file + "-wal"));
      Files.deleteIfExists(Path.of(file + "-shm"));
    }
  }
}
