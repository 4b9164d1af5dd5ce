package io.foretide.detect.saved;

import io.foretide.detect.Causal;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.forest.RandomCut;
import io.foretide.detect.signal.Limits;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/** Writes and reads fitted detectors in a small versioned byte form. */
public final class SavedDetector {
  private SavedDetector() {}

  /** The byte form of a fitted detector. */
  public static byte[] write(Causal detector) {
    ByteSink out = new ByteSink();
    out.putHeader("detector/" + detector.kind());
    detector.write(out);
    return out.toBytes();
  }

  /**
   * The detector that was written.
   *
   * @throws RefusedException if the bytes are damaged, or of an unknown method or version
   */
  public static Causal read(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    Causal detector = read(in);
    in.expectEnd();
    return detector;
  }

  private static Causal read(ByteSource in) {
    String header = in.header();
    return switch (header) {
      case "detector/" + Limits.KIND -> Limits.readDetector(in);
      case "detector/" + Mad.KIND -> Mad.readDetector(in);
      case "detector/" + RandomCut.KIND -> RandomCut.readDetector(in);
      default ->
          throw Refused.because(
                  "the bytes hold '" + header + "', which is no known detector",
                  "a detector saved by this or an earlier version")
              .asException();
    };
  }
}
