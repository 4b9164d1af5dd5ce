package io.foretide.connectors.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.foretide.models.exported.Missing;
import io.foretide.models.feature.Feature;
import io.foretide.models.feature.RowTimes;
import io.foretide.models.window.Buckets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The direct memory of one input for a batch. Features are computed column by column and packed row
 * by row, without objects per row. Used by one thread.
 */
final class Packed {
  private static final int TILE = 64;

  private final BoundInput input;
  private final Missing missing;
  private final double fill;
  private final MemorySegment memory;
  private final int most;
  private final double[][] columns;
  private final double[][] source;
  private final int[] offset;
  private final float[] staged;
  private String lacking = "";

  /**
   * @param arena that frees the memory
   * @param most rows of a batch
   */
  Packed(BoundInput input, Missing missing, double fill, Arena arena, int most) {
    this.input = input;
    this.missing = missing;
    this.fill = fill;
    this.memory = arena.allocate((long) most * input.binding().size() * input.width(), 8);
    int size = input.binding().size();
    this.most = most;
    this.columns = new double[size][];
    this.source = new double[size][];
    this.offset = new int[size];
    this.staged = new float[input.type() == OnnxJavaType.FLOAT ? most * size : 0];
  }

  private double[] column(int c) {
    if (columns[c] == null) {
      columns[c] = new double[most];
    }
    return columns[c];
  }

  /**
   * Packs all rows at once, straight from the series where a feature is one.
   *
   * @return false if this input is not of single precision or a value is missing or infinite; then
   *     nothing is packed that counts
   */
  boolean packWhole(Buckets buckets, RowTimes rows) {
    if (input.type() != OnnxJavaType.FLOAT) {
      return false;
    }
    InputBinding b = input.binding();
    for (int t = 0; t < b.window(); t++) {
      RowTimes seen = rows.earlier(b.window() - 1 - t);
      for (int f = 0; f < b.features().size(); f++) {
        place(b.features().get(f), buckets, seen, b.offset(f, t));
      }
    }
    int size = columns.length;
    int n = rows.count();
    double sum = 0;
    for (int from = 0; from < n; from += TILE) {
      int to = Math.min(n, from + TILE);
      int c = 0;
      for (; c + 4 <= size; c += 4) {
        sum += four(c, from, to, size);
      }
      for (; c < size; c++) {
        double[] in = source[c];
        int at = offset[c];
        for (int i = from; i < to; i++) {
          sum += in[at + i];
          staged[i * size + c] = (float) in[at + i];
        }
      }
    }
    MemorySegment.copy(staged, 0, memory, ValueLayout.JAVA_FLOAT, 0, n * size);
    return Double.isFinite(sum);
  }

  private void place(Feature feature, Buckets buckets, RowTimes rows, int place) {
    int series = feature.column();
    long[] at = rows.at();
    int n = at.length;
    if (series >= 0 && n > 0 && at[n - 1] - at[0] == n - 1) {
      long first = at[0] - buckets.first() - feature.reach();
      if (first >= 0 && first + n <= buckets.rows()) {
        source[place] = buckets.column(series);
        offset[place] = (int) first;
        return;
      }
    }
    double[] own = column(place);
    feature.fill(buckets, rows.at(), rows.about(), own);
    source[place] = own;
    offset[place] = 0;
  }

  /** Four features of some rows; their sum, which is NaN if one of them is. */
  private double four(int c, int from, int to, int size) {
    double[] a = source[c];
    double[] b = source[c + 1];
    double[] d = source[c + 2];
    double[] e = source[c + 3];
    int oa = offset[c];
    int ob = offset[c + 1];
    int od = offset[c + 2];
    int oe = offset[c + 3];
    float[] out = staged;
    double sum = 0;
    int at = from * size + c;
    for (int i = from; i < to; i++, at += size) {
      double x = a[oa + i];
      double y = b[ob + i];
      double z = d[od + i];
      double w = e[oe + i];
      sum += (x + y) + (z + w);
      out[at] = (float) x;
      out[at + 1] = (float) y;
      out[at + 2] = (float) z;
      out[at + 3] = (float) w;
    }
    return sum;
  }

  /** Computes the features of some rows; {@code skip[i]} becomes true where a row cannot be run. */
  void compute(Buckets buckets, RowTimes rows, boolean[] skip) {
    InputBinding b = input.binding();
    for (int t = 0; t < b.window(); t++) {
      RowTimes seen = rows.earlier(b.window() - 1 - t);
      for (int f = 0; f < b.features().size(); f++) {
        double[] column = column(b.offset(f, t));
        b.features().get(f).fill(buckets, seen.at(), seen.about(), column);
        for (int i = 0; i < rows.count(); i++) {
          if (Double.isNaN(column[i])) {
            if (missing == Missing.SKIP) {
              skip[i] = true;
              lacking = b.features().get(f).name();
            } else if (missing == Missing.FILL) {
              column[i] = fill;
            }
          }
        }
      }
    }
  }

  /** A feature that lacked a value; empty if none did. */
  String lacking() {
    return lacking;
  }

  /** Packs the rows that are not skipped. */
  void pack(int rows, boolean[] skip) {
    int size = columns.length;
    int packed = 0;
    int[] place = new int[rows];
    for (int i = 0; i < rows; i++) {
      place[i] = skip[i] ? -1 : packed++;
    }
    if (input.type() == OnnxJavaType.FLOAT) {
      floats(rows, packed, place);
      return;
    }
    for (int c = 0; c < size; c++) {
      column(columns[c], c, size, rows, place);
    }
  }

  /** The common case, by way of an array that stays in the cache. */
  private void floats(int rows, int packed, int[] place) {
    int size = columns.length;
    float[] all = staged;
    for (int from = 0; from < rows; from += TILE) {
      int to = Math.min(rows, from + TILE);
      for (int c = 0; c < size; c++) {
        double[] column = columns[c];
        for (int i = from; i < to; i++) {
          if (place[i] >= 0) {
            all[place[i] * size + c] = (float) column[i];
          }
        }
      }
    }
    MemorySegment.copy(all, 0, memory, ValueLayout.JAVA_FLOAT, 0, packed * size);
  }

  private void column(double[] column, int c, int size, int rows, int[] place) {
    switch (input.type()) {
      case DOUBLE -> {
        for (int i = 0; i < rows; i++) {
          if (place[i] >= 0) {
            memory.setAtIndex(ValueLayout.JAVA_DOUBLE, (long) place[i] * size + c, column[i]);
          }
        }
      }
      case INT32 -> {
        for (int i = 0; i < rows; i++) {
          if (place[i] >= 0) {
            memory.setAtIndex(
                ValueLayout.JAVA_INT, (long) place[i] * size + c, (int) Math.rint(column[i]));
          }
        }
      }
      default -> {
        for (int i = 0; i < rows; i++) {
          if (place[i] >= 0) {
            memory.setAtIndex(
                ValueLayout.JAVA_LONG, (long) place[i] * size + c, (long) Math.rint(column[i]));
          }
        }
      }
    }
  }

  /** A view of rows [from, to) of those that are packed. */
  OnnxTensor tensor(OrtEnvironment environment, int from, int to) throws OrtException {
    long row = (long) input.binding().size() * input.width();
    return OnnxTensor.createTensor(
        environment,
        memory.asSlice(from * row, (to - from) * row).asByteBuffer().order(ByteOrder.nativeOrder()),
        input.shape(to - from),
        input.type());
  }
}
