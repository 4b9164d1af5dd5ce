package io.foretide.connectors.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.foretide.connectors.onnx.OnnxSettings.Missing;
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
  private final double[][] columns;
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
    this.columns = new double[input.binding().size()][most];
  }

  /** Computes the features of some rows; {@code skip[i]} becomes true where a row cannot be run. */
  void compute(Buckets buckets, RowTimes rows, boolean[] skip) {
    InputBinding b = input.binding();
    for (int t = 0; t < b.window(); t++) {
      RowTimes seen = rows.earlier(b.window() - 1 - t);
      for (int f = 0; f < b.features().size(); f++) {
        double[] column = columns[b.offset(f, t)];
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
    float[] all = new float[packed * size];
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
    MemorySegment.copy(all, 0, memory, ValueLayout.JAVA_FLOAT, 0, all.length);
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
