package io.foretide.connectors.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A structure of Thrift's compact protocol as a tree.
 *
 * @param fields by number: a Long, a Boolean, bytes, a list or a node
 */
record Node(Map<Integer, Object> fields) {
  private static final int DEEPEST = 12;

  /** Reads one from where the bytes stand; they then stand behind it. */
  static Node read(ByteBuffer in) {
    return read(in, 0);
  }

  private static Node read(ByteBuffer in, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("structures nested too deep");
    }
    Map<Integer, Object> out = new HashMap<>();
    int id = 0;
    for (int head = in.get() & 0xff; head != 0; head = in.get() & 0xff) {
      id = head >> 4 == 0 ? (int) zigzag(in) : id + (head >> 4);
      int type = head & 15;
      out.put(id, type <= 2 ? Boolean.valueOf(type == 1) : value(in, type, depth));
    }
    return new Node(out);
  }

  private static Object value(ByteBuffer in, int type, int depth) {
    return switch (type) {
      case 1, 2 -> in.get() == 1;
      case 3 -> (long) in.get();
      case 4, 5, 6 -> zigzag(in);
      case 7 -> in.getLong();
      case 8 -> bytes(in);
      case 9, 10 -> list(in, depth);
      case 12 -> read(in, depth + 1);
      default -> throw new IllegalArgumentException("a value of unknown type " + type);
    };
  }

  private static long zigzag(ByteBuffer in) {
    long v = Varint.read(in);
    return v >>> 1 ^ -(v & 1);
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] out = new byte[bounded(in, Varint.read(in))];
    in.get(out);
    return out;
  }

  private static List<Object> list(ByteBuffer in, int depth) {
    int head = in.get() & 0xff;
    int size = bounded(in, head >> 4 == 15 ? Varint.read(in) : head >> 4);
    List<Object> out = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      out.add(value(in, head & 15, depth));
    }
    return out;
  }

  /** Every item needs at least a byte. */
  private static int bounded(ByteBuffer in, long size) {
    if (size < 0 || size > in.remaining()) {
      throw new IllegalArgumentException("a list or text is longer than the file");
    }
    return (int) size;
  }

  boolean has(int field) {
    return fields.containsKey(field);
  }

  long number(int field, long otherwise) {
    return has(field) ? (Long) get(field) : otherwise;
  }

  /** A number that counts bytes or rows. */
  int count(int field) {
    long v = number(field, -1);
    if (v < 0 || v > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a count is missing, negative or too large");
    }
    return (int) v;
  }

  boolean flag(int field, boolean otherwise) {
    return has(field) ? (Boolean) get(field) : otherwise;
  }

  String text(int field) {
    return new String((byte[]) get(field), StandardCharsets.UTF_8);
  }

  Node node(int field) {
    return (Node) get(field);
  }

  List<Node> nodes(int field) {
    return ((List<?>) get(field)).stream().map(Node.class::cast).toList();
  }

  private Object get(int field) {
    Object v = fields.get(field);
    if (v == null) {
      throw new IllegalArgumentException("field " + field + " is missing");
    }
    return v;
  }
}
