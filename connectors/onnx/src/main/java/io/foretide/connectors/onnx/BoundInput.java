package io.foretide.connectors.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.foretide.core.error.ProviderException;
import java.util.Arrays;

/**
 * An input of a graph with what is put into it.
 *
 * @param name of the graph's input
 * @param binding the features
 * @param type of its numbers
 * @param shape of one row: the graph's dimensions after the first, all known
 * @param single whether it takes one row at a time
 */
record BoundInput(
    String name, InputBinding binding, OnnxJavaType type, long[] shape, boolean single) {

  /**
   * Fits features to an input.
   *
   * @throws ProviderException.Rejected telling both shapes if they do not fit
   */
  static BoundInput of(String name, InputBinding binding, TensorInfo info)
      throws ProviderException.Rejected {
    switch (info.type) {
      case FLOAT, DOUBLE, INT32, INT64 -> {}
      default ->
          throw wrong(name, info, binding, "expected numbers of float, double, int32 or int64");
    }
    long[] whole = info.getShape();
    if (whole.length == 0) {
      throw wrong(name, info, binding, "expected a first dimension for the rows");
    }
    if (whole[0] > 1) {
      throw wrong(
          name, info, binding, "expected a first dimension that is free or 1: export it so");
    }
    long[] row = Arrays.copyOfRange(whole, 1, whole.length);
    long[] wanted =
        row.length == 2 && binding.window() > 1
            ? binding.channelsFirst()
                ? new long[] {binding.features().size(), binding.window()}
                : new long[] {binding.window(), binding.features().size()}
            : resolved(row, binding.size());
    for (int i = 0; i < row.length; i++) {
      if (wanted.length != row.length || (row[i] >= 0 && row[i] != wanted[i])) {
        throw wrong(name, info, binding, "make the features fit, or name another input");
      }
    }
    if (product(wanted) != binding.size()) {
      throw wrong(name, info, binding, "make the features fit, or name another input");
    }
    return new BoundInput(name, binding, info.type, wanted, whole[0] == 1);
  }

  /** Free dimensions become 1 but the last of them, which takes what is left. */
  private static long[] resolved(long[] row, int size) {
    long[] out = row.clone();
    long known = 1;
    int last = -1;
    for (int i = 0; i < row.length; i++) {
      if (row[i] < 0) {
        last = i;
        out[i] = 1;
      } else {
        known *= row[i];
      }
    }
    if (last >= 0 && known > 0) {
      out[last] = size / known;
    }
    return out;
  }

  private static long product(long[] dims) {
    long out = 1;
    for (long d : dims) {
      out *= d;
    }
    return out;
  }

  private static ProviderException.Rejected wrong(
      String name, TensorInfo info, InputBinding binding, String advice) {
    return new ProviderException.Rejected(
        "input '"
            + name
            + "' of the graph is "
            + Loaded.words(info)
            + " and is given "
            + binding.features().size()
            + (binding.features().size() == 1 ? " feature" : " features")
            + (binding.window() > 1 ? " in a window of " + binding.window() + " steps" : "")
            + " a row: "
            + advice);
  }

  /** The shape for so many rows. */
  long[] shape(int rows) {
    long[] out = new long[shape.length + 1];
    out[0] = rows;
    System.arraycopy(shape, 0, out, 1, shape.length);
    return out;
  }

  /** Bytes of one number. */
  int width() {
    return type == OnnxJavaType.FLOAT || type == OnnxJavaType.INT32 ? 4 : 8;
  }
}
