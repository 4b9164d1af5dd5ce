package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.state.ByteSource;
import java.util.function.Function;

/** Reads saved detectors that hold one method per signal. */
final class SignalForms {
  private SignalForms() {}

  static Causal read(String kind, ByteSource in, Function<ByteSource, SignalMethod> method) {
    SignalMethod[] methods = new SignalMethod[in.getInt(1, 1 << 20)];
    for (int j = 0; j < methods.length; j++) {
      methods[j] = method.apply(in);
    }
    return new PerSignal(kind, methods);
  }
}
