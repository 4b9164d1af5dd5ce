package io.foretide.store.copy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table of PostgreSQL over {@code COPY}, in its text format: one stream
 * for the whole table instead of a statement a row.
 */
final class CopiedRows {
  private static final int FULL = 1 << 16;
  private static final HexFormat HEX = HexFormat.of();

  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(FULL + FULL / 4);
  private final CopyIn stream;

  private CopiedRows(CopyIn stream) {
    this.stream = stream;
  }

  /** Opens the stream of a table; the connection does nothing else until it is closed. */
  static CopiedRows into(Connection connection, String table, List<String> columns)
      throws SQLException {
    return new CopiedRows(
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN"));
  }

  /** Adds the row that a result stands at. */
  void add(ResultSet row, int columns) throws SQLException {
    for (int i = 1; i <= columns; i++) {
      write(i == 1 ? "" : "\t");
      write(field(row.getObject(i)));
    }
    write("\n");
    if (waiting.size() >= FULL) {
      flush();
    }
  }

  private static String field(@Nullable Object value) {
    return switch (value) {
      case null -> "\\N";
      case Number n -> Long.toString(n.longValue());
      case byte[] bytes -> "\\\\x" + HEX.formatHex(bytes);
      default -> escaped(value.toString());
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private void write(String text) {
    waiting.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void flush() throws SQLException {
    stream.writeToCopy(waiting.toByteArray(), 0, waiting.size());
    waiting.reset();
  }

  /** Ends the stream; without it nothing of it is kept. */
  void end() throws SQLException {
    flush();
    stream.endCopy();
  }

  /** Gives the stream up where it is still open. */
  void giveUp() throws SQLException {
    if (stream.isActive()) {
      stream.cancelCopy();
    }
  }
}
