package io.foretide.connectors.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads a flat Parquet file that is in memory: plain values and dictionaries, pages of both kinds,
 * Snappy or none, as pyarrow writes them. Whatever the bytes are, nothing beyond them is touched.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">the format</a>
 */
public final class ParquetReader {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int REPEATED = 2;

  private ParquetReader() {}

  /** Whether bytes begin as a Parquet file does. */
  public static boolean isParquet(byte[] file) {
    return file.length >= MAGIC.length
        && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Reads the columns that are wanted, in the order of the file. Numbers of any width become
   * doubles.
   *
   * @param mostRows that are taken
   * @param wanted by name; others are not looked at
   * @throws IOException if this is no whole Parquet file, has more rows, or a wanted column holds
   *     neither numbers, times nor texts
   */
  public static List<Column> read(byte[] file, int mostRows, Predicate<String> wanted)
      throws IOException {
    try {
      return columns(file, mostRows, wanted);
    } catch (RuntimeException e) {
      String said = e.getMessage();
      throw new IOException(
          "no whole Parquet file: " + (said == null ? e.getClass().getSimpleName() : said), e);
    }
  }

  private static List<Column> columns(byte[] file, int mostRows, Predicate<String> wanted) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int end = file.length - 2 * MAGIC.length;
    if (!isParquet(file)
        || !Arrays.equals(file, file.length - MAGIC.length, file.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException("it does not end as one");
    }
    int footer = in.getInt(end);
    if (footer < 0 || footer > end - MAGIC.length) {
      throw new IllegalArgumentException("its footer is longer than the file");
    }
    Node meta = Node.read(in.slice(end - footer, footer));
    int rows = meta.count(3);
    if (rows > mostRows) {
      throw new IllegalArgumentException(rows + " rows: expected at most " + mostRows);
    }
    List<Node> schema = meta.nodes(2);
    List<Node> groups = meta.nodes(4);
    List<Column> out = new ArrayList<>();
    for (int c = 1; c < schema.size(); c++) {
      Node column = schema.get(c);
      String name = column.text(4);
      if (column.number(5, 0) > 0) {
        throw new IllegalArgumentException("column '" + name + "' is nested");
      }
      if (wanted.test(name)) {
        out.add(column(in, column, name, groups, c - 1, rows));
      }
    }
    return out;
  }

  private static Column column(
      ByteBuffer in, Node column, String name, List<Node> groups, int index, int rows) {
    long repetition = column.number(3, 0);
    if (repetition == REPEATED) {
      throw new IllegalArgumentException("column '" + name + "' holds lists");
    }
    Values values = values(column, name, rows);
    int first = 0;
    for (Node group : groups) {
      int n = group.count(3);
      if (n > rows - first) {
        throw new IllegalArgumentException("the groups have more rows than the file");
      }
      Node meta = group.nodes(1).get(index).node(3);
      Chunk.read(in, meta, repetition != 0, values, first, n);
      first += n;
    }
    if (first != rows) {
      throw new IllegalArgumentException("the groups have fewer rows than the file");
    }
    return values.column(name);
  }

  private static Values values(Node column, String name, int rows) {
    int type = (int) column.number(1, -1);
    long scale = type == Values.INT64 ? scale(column) : 0;
    if (scale > 0) {
      return new Values.Times(scale, rows);
    }
    return switch (type) {
      case Values.INT32, Values.INT64, Values.FLOAT, Values.DOUBLE ->
          new Values.Numbers(type, rows);
      case Values.BYTES -> new Values.Texts(rows);
      default ->
          throw new IllegalArgumentException(
              "column '" + name + "' is of type " + type + ": expected numbers, times or texts");
    };
  }

  /** Nanoseconds of one unit of a column of times; 0 if it holds none. */
  private static long scale(Node column) {
    if (column.has(10) && column.node(10).has(8)) {
      Node unit = column.node(10).node(8).node(2);
      return unit.has(1) ? 1_000_000L : unit.has(2) ? 1_000L : 1L;
    }
    long old = column.number(6, -1);
    return old == 9 ? 1_000_000L : old == 10 ? 1_000L : 0;
  }
}
