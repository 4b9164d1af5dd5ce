package io.foretide.connectors.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The pages of one column in one row group. */
final class Chunk {
  private static final int DATA = 0;
  private static final int DICTIONARY = 2;
  private static final int DATA_V2 = 3;
  private static final int PLAIN = 0;
  private static final int PLAIN_DICTIONARY = 2;
  private static final int RLE = 3;
  private static final int RLE_DICTIONARY = 8;

  private final ByteBuffer file;
  private final boolean optional;
  private final boolean packed;
  private final Values out;
  private final int first;
  private final int rows;
  private int done;

  /**
   * @param optional whether rows may have no value
   * @param first row of the file that is the first of the row group
   */
  private Chunk(
      ByteBuffer file, boolean optional, boolean packed, Values out, int first, int rows) {
    this.file = file;
    this.optional = optional;
    this.packed = packed;
    this.out = out;
    this.first = first;
    this.rows = rows;
  }

  /**
   * Reads all pages.
   *
   * @param meta of the column chunk
   * @param rows of the row group
   */
  static void read(ByteBuffer file, Node meta, boolean optional, Values out, int first, int rows) {
    long codec = meta.number(4, 0);
    if (codec != 0 && codec != 1) {
      throw new IllegalArgumentException(
          "pages are compressed with codec " + codec + ": expected Snappy or none");
    }
    if (meta.count(5) != rows) {
      throw new IllegalArgumentException("a column has another number of rows than its group");
    }
    long at = meta.number(9, -1);
    long dictionary = meta.number(11, 0);
    ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    in.position(Math.toIntExact(dictionary > 0 && dictionary < at ? dictionary : at));
    Chunk chunk = new Chunk(in, optional, codec == 1, out, first, rows);
    while (chunk.done < rows) {
      chunk.page();
    }
  }

  private void page() {
    Node head = Node.read(file);
    int plain = head.count(2);
    int size = head.count(3);
    if (size > file.remaining()) {
      throw new IllegalArgumentException("a page is longer than the file");
    }
    ByteBuffer body = file.slice(file.position(), size).order(ByteOrder.LITTLE_ENDIAN);
    file.position(file.position() + size);
    switch ((int) head.number(1, -1)) {
      case DICTIONARY -> {
        ByteBuffer in = open(body, plain);
        int n = head.node(7).count(1);
        if (n > in.remaining()) {
          throw new IllegalArgumentException("a dictionary is longer than its page");
        }
        out.dictionary(in, n);
      }
      case DATA -> data(head.node(5), open(body, plain));
      case DATA_V2 -> data2(head.node(8), body, plain);
      default -> {}
    }
  }

  private ByteBuffer open(ByteBuffer body, int plain) {
    return packed ? Snappy.uncompress(body, plain) : body;
  }

  private void data(Node head, ByteBuffer in) {
    int n = count(head);
    int[] present = null;
    if (optional) {
      if (head.number(3, RLE) != RLE) {
        throw new IllegalArgumentException("gaps are encoded as " + head.number(3, RLE));
      }
      int length = in.getInt();
      present = Runs.read(part(in, length), 1, n);
    }
    values(in, (int) head.number(2, -1), n, present == null ? new int[0] : present);
  }

  /** A page of the second kind: gaps first, never compressed. */
  private void data2(Node head, ByteBuffer body, int plain) {
    int n = count(head);
    int gaps = head.count(5);
    if (head.count(6) > 0) {
      throw new IllegalArgumentException("a column of lists");
    }
    int[] present = optional && gaps > 0 ? Runs.read(part(body, gaps), 1, n) : new int[0];
    ByteBuffer rest = body.slice().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer in = head.flag(7, true) ? open(rest, plain - gaps) : rest;
    values(in, (int) head.number(4, -1), n, present);
  }

  private int count(Node head) {
    int n = head.count(1);
    if (n > rows - done) {
      throw new IllegalArgumentException("a column has more rows than its group");
    }
    return n;
  }

  private static ByteBuffer part(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("gaps are longer than their page");
    }
    ByteBuffer out = in.slice(in.position(), length);
    in.position(in.position() + length);
    return out;
  }

  /**
   * @param present 1 for a value, 0 for none; empty if all rows have one
   */
  private void values(ByteBuffer in, int encoding, int n, int[] present) {
    int there = 0;
    for (int p : present) {
      there += p;
    }
    int[] picks =
        switch (encoding) {
          case PLAIN -> new int[0];
          case PLAIN_DICTIONARY, RLE_DICTIONARY -> picks(in, present.length == 0 ? n : there);
          default -> throw new IllegalArgumentException("values are encoded as " + encoding);
        };
    int next = 0;
    for (int r = 0; r < n; r++) {
      int row = first + done + r;
      if (present.length > 0 && present[r] == 0) {
        out.none(row);
      } else if (encoding == PLAIN) {
        out.plain(in, row);
      } else {
        out.pick(picks[next++], row);
      }
    }
    done += n;
  }

  private static int[] picks(ByteBuffer in, int count) {
    return count == 0 ? new int[0] : Runs.read(in, in.get(), count);
  }
}
