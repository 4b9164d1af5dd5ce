package io.foretide.connectors.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the values of a column are gathered: as they stand in a page, or out of a dictionary. */
sealed interface Values {
  /** The next value of a page of plain values is that of a row. */
  void plain(ByteBuffer in, int row);

  /** The value of a row stands in the dictionary. */
  void pick(int index, int row);

  /** Takes a dictionary. */
  void dictionary(ByteBuffer in, int size);

  /** A row has none. */
  void none(int row);

  Column column(String name);

  /** Physical types of the format. */
  int INT32 = 1;

  int INT64 = 2;
  int FLOAT = 4;
  int DOUBLE = 5;
  int BYTES = 6;

  /** Numbers of any width as doubles. */
  final class Numbers implements Values {
    private final int type;
    private final double[] out;
    private double[] dictionary = {};

    Numbers(int type, int rows) {
      this.type = type;
      this.out = new double[rows];
    }

    private double next(ByteBuffer in) {
      return switch (type) {
        case INT32 -> in.getInt();
        case INT64 -> in.getLong();
        case FLOAT -> in.getFloat();
        default -> in.getDouble();
      };
    }

    @Override
    public void plain(ByteBuffer in, int row) {
      out[row] = next(in);
    }

    @Override
    public void pick(int index, int row) {
      out[row] = dictionary[index];
    }

    @Override
    public void dictionary(ByteBuffer in, int size) {
      dictionary = new double[size];
      Arrays.setAll(dictionary, i -> next(in));
    }

    @Override
    public void none(int row) {
      out[row] = Double.NaN;
    }

    @Override
    public Column column(String name) {
      return new Column.Numbers(name, out);
    }
  }

  /** Instants in nanoseconds. */
  final class Times implements Values {
    private final long scale;
    private final long[] out;
    private long[] dictionary = {};

    /**
     * @param scale nanoseconds of one
     */
    Times(long scale, int rows) {
      this.scale = scale;
      this.out = new long[rows];
    }

    @Override
    public void plain(ByteBuffer in, int row) {
      out[row] = Math.multiplyExact(in.getLong(), scale);
    }

    @Override
    public void pick(int index, int row) {
      out[row] = dictionary[index];
    }

    @Override
    public void dictionary(ByteBuffer in, int size) {
      dictionary = new long[size];
      Arrays.setAll(dictionary, i -> Math.multiplyExact(in.getLong(), scale));
    }

    @Override
    public void none(int row) {
      throw new IllegalArgumentException("row " + row + " has no time");
    }

    @Override
    public Column column(String name) {
      return new Column.Times(name, out);
    }
  }

  /** Texts in UTF-8. */
  final class Texts implements Values {
    private final @Nullable String[] out;
    private String[] dictionary = {};

    Texts(int rows) {
      this.out = new @Nullable String[rows];
    }

    private static String next(ByteBuffer in) {
      int n = in.getInt();
      if (n < 0 || n > in.remaining()) {
        throw new IllegalArgumentException("a text is longer than its page");
      }
      byte[] bytes = new byte[n];
      in.get(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void plain(ByteBuffer in, int row) {
      out[row] = next(in);
    }

    @Override
    public void pick(int index, int row) {
      out[row] = dictionary[index];
    }

    @Override
    public void dictionary(ByteBuffer in, int size) {
      dictionary = new String[size];
      Arrays.setAll(dictionary, i -> next(in));
    }

    @Override
    public void none(int row) {
      out[row] = null;
    }

    @Override
    public Column column(String name) {
      return new Column.Texts(name, out);
    }
  }
}
