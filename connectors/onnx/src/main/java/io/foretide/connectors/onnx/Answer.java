package io.foretide.connectors.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.foretide.core.error.ProviderException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Memory that the runtime writes one output into, so that nothing is allocated for each batch. Only
 * for outputs of single precision whose size is known beforehand. Used by one thread.
 */
final class Answer {
  private final String name;
  private final long[] shape;
  private final int wide;
  private final MemorySegment memory;
  private final float[] values;

  private Answer(String name, long[] shape, int wide, MemorySegment memory, int most) {
    this.name = name;
    this.shape = shape;
    this.wide = wide;
    this.memory = memory;
    this.values = new float[most * wide];
  }

  /**
   * @param arena that frees the memory
   * @param most rows of a batch
   * @return empty if the output's size is not known
   */
  static Optional<Answer> of(String name, TensorInfo info, Arena arena, int most) {
    long[] shape = info.getShape().clone();
    if (info.type != OnnxJavaType.FLOAT || shape.length == 0 || shape[0] > 1) {
      return Optional.empty();
    }
    long wide = 1;
    for (long d : Arrays.copyOfRange(shape, 1, shape.length)) {
      if (d <= 0 || d > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      wide = Math.min(wide * d, Integer.MAX_VALUE);
    }
    if (wide * most > Integer.MAX_VALUE / Float.BYTES) {
      return Optional.empty();
    }
    MemorySegment memory = arena.allocate(wide * most * Float.BYTES, 64);
    return Optional.of(new Answer(name, shape, (int) wide, memory, most));
  }

  String name() {
    return name;
  }

  /** The tensor that so many rows are written to. */
  OnnxTensor tensor(int rows) throws OrtException, ProviderException.Rejected {
    long[] whole = shape.clone();
    whole[0] = rows;
    return OnnxTensor.createTensor(
        Loaded.environment(),
        memory
            .asSlice(0, (long) rows * wide * Float.BYTES)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder()),
        whole,
        OnnxJavaType.FLOAT);
  }

  /** What was written; good until the next batch. */
  Numbers read(int rows) {
    MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, 0, values, 0, rows * wide);
    return new Numbers.Floats(values, rows * wide);
  }
}
