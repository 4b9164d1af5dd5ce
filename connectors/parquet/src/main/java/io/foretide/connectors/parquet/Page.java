package io.foretide.connectors.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The one data page of a column as Parquet lays it out: which rows have a value, as runs; then
 * these values, plain. Pure.
 */
final class Page {
  private Page() {}

  static byte[] of(Column column) {
    return switch (column) {
      case Column.Times t -> times(t.nanos());
      case Column.Numbers n -> numbers(n.values());
      case Column.Texts t -> texts(t.values());
    };
  }

  private static byte[] times(long[] nanos) {
    ByteBuffer values = buffer(nanos.length * Long.BYTES);
    for (long t : nanos) {
      values.putLong(Math.floorDiv(t, 1_000L));
    }
    return joined(present(nanos.length, r -> true), values.array());
  }

  private static byte[] numbers(double[] all) {
    ByteBuffer values = buffer(all.length * Double.BYTES);
    for (double v : all) {
      if (!Double.isNaN(v)) {
        values.putDouble(v);
      }
    }
    byte[] present = present(all.length, r -> !Double.isNaN(all[r]));
    return joined(present, Arrays.copyOf(values.array(), values.position()));
  }

  private static byte[] texts(@Nullable String[] all) {
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    for (String text : all) {
      if (text != null) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        values.writeBytes(buffer(Integer.BYTES).putInt(bytes.length).array());
        values.writeBytes(bytes);
      }
    }
    return joined(present(all.length, r -> all[r] != null), values.toByteArray());
  }

  /** Length, then runs of (twice their length, 1 or 0). */
  private static byte[] present(int rows, IntPredicate present) {
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    for (int r = 0; r < rows; ) {
      boolean is = present.test(r);
      int end = r + 1;
      while (end < rows && present.test(end) == is) {
        end++;
      }
      Varint.write(runs, end - r << 1);
      runs.write(is ? 1 : 0);
      r = end;
    }
    byte[] length = buffer(Integer.BYTES).putInt(runs.size()).array();
    return joined(length, runs.toByteArray());
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
