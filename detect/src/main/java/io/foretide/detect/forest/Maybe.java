package io.foretide.detect.forest;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Arrays that the library may leave out of its state. */
final class Maybe {
  private Maybe() {}

  static void put(ByteSink out, byte @Nullable [] values) {
    out.putBoolean(values != null);
    if (values != null) {
      out.putBytes(values);
    }
  }

  static void put(ByteSink out, int @Nullable [] values) {
    out.putBoolean(values != null);
    if (values != null) {
      out.putInts(values);
    }
  }

  static void put(ByteSink out, float @Nullable [] values) {
    out.putBoolean(values != null);
    if (values != null) {
      out.putFloats(values);
    }
  }

  static void put(ByteSink out, double @Nullable [] values) {
    out.putBoolean(values != null);
    if (values != null) {
      out.putDoubles(values);
    }
  }

  static void bytes(ByteSource in, Consumer<byte[]> set) {
    if (in.getBoolean()) {
      set.accept(in.getBytes());
    }
  }

  static void ints(ByteSource in, Consumer<int[]> set) {
    if (in.getBoolean()) {
      set.accept(in.getInts());
    }
  }

  static void floats(ByteSource in, Consumer<float[]> set) {
    if (in.getBoolean()) {
      set.accept(in.getFloats());
    }
  }

  static void doubles(ByteSource in, Consumer<double[]> set) {
    if (in.getBoolean()) {
      set.accept(in.getDoubles());
    }
  }
}
