package io.foretide.connectors.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes a structure in Thrift's compact protocol, in which Parquet keeps its headers. Fields come
 * in rising order. Not thread-safe.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">
 *     the protocol</a>
 */
final class Thrift {
  static final int I32 = 5;
  static final int TEXT = 8;
  static final int STRUCT = 12;
  private static final int TRUE = 1;
  private static final int I64 = 6;
  private static final int LIST = 9;
  private static final int SHORT_LIST = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int last;

  Thrift i32(int field, int value) {
    head(field, I32);
    return item(value);
  }

  Thrift i64(int field, long value) {
    head(field, I64);
    Varint.write(out, value << 1 ^ value >> 63);
    return this;
  }

  Thrift text(int field, String value) {
    head(field, TEXT);
    return item(value);
  }

  Thrift yes(int field) {
    head(field, TRUE);
    return this;
  }

  /** A structure as a field; its fields follow, then {@link #end}. */
  Thrift struct(int field) {
    head(field, STRUCT);
    return item();
  }

  /** A list; its items follow. */
  Thrift list(int field, int type, int size) {
    head(field, LIST);
    if (size < SHORT_LIST) {
      out.write(size << 4 | type);
    } else {
      out.write(SHORT_LIST << 4 | type);
      Varint.write(out, size);
    }
    return this;
  }

  /** A structure as an item of a list; its fields follow, then {@link #end}. */
  Thrift item() {
    outer.push(last);
    last = 0;
    return this;
  }

  Thrift item(int value) {
    Varint.write(out, (value << 1 ^ value >> 31) & 0xffff_ffffL);
    return this;
  }

  Thrift item(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Varint.write(out, bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  Thrift end() {
    out.write(0);
    last = outer.isEmpty() ? 0 : outer.pop();
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private void head(int field, int type) {
    out.write(field - last << 4 | type);
    last = field;
  }
}
