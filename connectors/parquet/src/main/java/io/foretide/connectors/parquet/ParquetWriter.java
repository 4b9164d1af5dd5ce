package io.foretide.connectors.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes a table as a Parquet file: one row group, one page a column, plain values, Snappy. Every
 * reader of the format takes that.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">the format</a>
 */
public final class ParquetWriter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int SNAPPY = 1;
  private static final int OPTIONAL = 1;

  private ParquetWriter() {}

  private record Written(Column column, long offset, int plain, int packed) {}

  /**
   * The file.
   *
   * @param columns of equal length, at least one
   * @param metadata of the file, such as {@code pandas}
   * @throws IllegalArgumentException if the columns differ in length
   */
  public static byte[] write(List<? extends Column> columns, Map<String, String> metadata) {
    int rows = columns.getFirst().rows();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    Written[] chunks = new Written[columns.size()];
    for (int c = 0; c < chunks.length; c++) {
      Column column = columns.get(c);
      if (column.rows() != rows) {
        throw new IllegalArgumentException(
            "column '" + column.name() + "' has " + column.rows() + " rows: expected " + rows);
      }
      byte[] plain = Page.of(column);
      byte[] packed = Snappy.compress(plain);
      byte[] head = pageHead(rows, plain.length, packed.length);
      chunks[c] =
          new Written(column, out.size(), head.length + plain.length, head.length + packed.length);
      out.writeBytes(head);
      out.writeBytes(packed);
    }
    byte[] footer = footer(chunks, rows, metadata);
    out.writeBytes(footer);
    out.writeBytes(Page.buffer(Integer.BYTES).putInt(footer.length).array());
    out.writeBytes(MAGIC);
    return out.toByteArray();
  }

  private static byte[] pageHead(int rows, int plain, int packed) {
    return new Thrift()
        .i32(1, 0)
        .i32(2, plain)
        .i32(3, packed)
        .struct(5)
        .i32(1, rows)
        .i32(2, PLAIN)
        .i32(3, RLE)
        .i32(4, RLE)
        .end()
        .end()
        .bytes();
  }

  private static byte[] footer(Written[] chunks, int rows, Map<String, String> metadata) {
    Thrift out = new Thrift().i32(1, 2).list(2, Thrift.STRUCT, chunks.length + 1);
    out.item().text(4, "schema").i32(5, chunks.length).end();
    long total = 0;
    for (Written chunk : chunks) {
      schema(out, chunk.column());
      total += chunk.plain();
    }
    out.i64(3, rows).list(4, Thrift.STRUCT, 1).item().list(1, Thrift.STRUCT, chunks.length);
    for (Written chunk : chunks) {
      out.item().i64(2, chunk.offset()).struct(3);
      out.i32(1, type(chunk.column())).list(2, Thrift.I32, 2).item(PLAIN).item(RLE);
      out.list(3, Thrift.TEXT, 1).item(chunk.column().name());
      out.i32(4, SNAPPY).i64(5, rows).i64(6, chunk.plain()).i64(7, chunk.packed());
      out.i64(9, chunk.offset()).end().end();
    }
    out.i64(2, total).i64(3, rows).end();
    out.list(5, Thrift.STRUCT, metadata.size());
    metadata.forEach((key, value) -> out.item().text(1, key).text(2, value).end());
    return out.text(6, "foretide version 0.1.0").end().bytes();
  }

  private static int type(Column column) {
    return switch (column) {
      case Column.Times t -> Values.INT64;
      case Column.Numbers n -> Values.DOUBLE;
      case Column.Texts t -> Values.BYTES;
    };
  }

  /** With the logical types and, for old readers, what these were called before. */
  private static void schema(Thrift out, Column column) {
    out.item().i32(1, type(column)).i32(3, OPTIONAL).text(4, column.name());
    switch (column) {
      case Column.Times t ->
          out.i32(6, 10).struct(10).struct(8).yes(1).struct(2).struct(2).end().end().end().end();
      case Column.Texts t -> out.i32(6, 0).struct(10).struct(1).end().end();
      case Column.Numbers n -> {}
    }
    out.end();
  }
}
