package io.foretide.detect.saved;

import io.foretide.detect.Causal;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.change.OnlineChange;
import io.foretide.detect.forest.IsolationForest;
import io.foretide.detect.forest.MultiScale;
import io.foretide.detect.forest.RandomCut;
import io.foretide.detect.gordo.GordoDetector;
import io.foretide.detect.limit.Calibrated;
import io.foretide.detect.limit.Smoothed;
import io.foretide.detect.neural.Autoencoder;
import io.foretide.detect.regime.Gated;
import io.foretide.detect.regime.PerState;
import io.foretide.detect.signal.Cusum;
import io.foretide.detect.signal.Ewma;
import io.foretide.detect.signal.Expectation;
import io.foretide.detect.signal.Gap;
import io.foretide.detect.signal.Limits;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.signal.PageHinkley;
import io.foretide.detect.signal.RateOfChange;
import io.foretide.detect.signal.SeasonalProfile;
import io.foretide.detect.signal.SeasonalResidual;
import io.foretide.detect.signal.Stuck;
import io.foretide.detect.signal.ZScore;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import io.foretide.detect.subspace.Mahalanobis;
import io.foretide.detect.subspace.Pca;
import io.foretide.detect.subspace.SubPca;
import java.util.function.BiFunction;
import java.util.function.Function;

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
    return read(bytes, SavedDetector::expectation);
  }

  /**
   * The detector that was written, where it rests on a forecaster that this library does not know.
   *
   * @param expectations reads an expectation, given its kind and its bytes
   * @throws RefusedException if the bytes are damaged, or of an unknown method or version
   */
  public static Causal read(
      byte[] bytes, BiFunction<String, ByteSource, Expectation> expectations) {
    ByteSource in = new ByteSource(bytes);
    Causal detector = read(in, expectations);
    in.expectEnd();
    return detector;
  }

  /** Reads the one kind of expectation that comes along. */
  private static Expectation expectation(String kind, ByteSource in) {
    if (!kind.equals(SeasonalProfile.KIND)) {
      throw Refused.because(
              "the saved detector rests on a forecaster of the kind '" + kind + "'",
              "a reader of that kind, through read(bytes, expectations)")
          .asException();
    }
    return SeasonalProfile.read(in);
  }

  private static Causal read(
      ByteSource in, BiFunction<String, ByteSource, Expectation> expectations) {
    Function<ByteSource, Causal> inner = source -> read(source, expectations);
    String header = in.header();
    return switch (header) {
      case "detector/" + Limits.KIND -> Limits.readDetector(in);
      case "detector/" + Mad.KIND -> Mad.readDetector(in);
      case "detector/" + RateOfChange.KIND -> RateOfChange.readDetector(in);
      case "detector/" + Stuck.KIND -> Stuck.readDetector(in);
      case "detector/" + Gap.KIND -> Gap.readDetector(in);
      case "detector/" + ZScore.KIND -> ZScore.readDetector(in);
      case "detector/" + Ewma.KIND -> Ewma.readDetector(in);
      case "detector/" + Cusum.KIND -> Cusum.readDetector(in);
      case "detector/" + PageHinkley.KIND -> PageHinkley.readDetector(in);
      case "detector/" + SeasonalResidual.KIND -> SeasonalResidual.readDetector(in, expectations);
      case "detector/" + RandomCut.KIND -> RandomCut.readDetector(in);
      case "detector/" + Pca.KIND -> Pca.readDetector(Pca.KIND, in);
      case "detector/" + Pca.DYNAMIC -> Pca.readDetector(Pca.DYNAMIC, in);
      case "detector/" + Mahalanobis.KIND -> Pca.readDetector(Mahalanobis.KIND, in);
      case "detector/" + SubPca.KIND -> SubPca.readDetector(in);
      case "detector/" + Calibrated.KIND -> Calibrated.readDetector(in, inner);
      case "detector/" + Gated.KIND -> Gated.readDetector(in, inner);
      case "detector/" + PerState.KIND -> PerState.readDetector(in, inner);
      case "detector/" + GordoDetector.KIND -> GordoDetector.readDetector(in);
      case "detector/" + Autoencoder.KIND -> Autoencoder.readDetector(in);
      case "detector/" + IsolationForest.KIND -> IsolationForest.readDetector(in);
      case "detector/" + OnlineChange.KIND -> OnlineChange.readDetector(in);
      case "detector/" + MultiScale.KIND -> MultiScale.readDetector(in);
      case "detector/" + Smoothed.KIND -> Smoothed.readDetector(in, inner);
      default ->
          throw Refused.because(
                  "the bytes hold '" + header + "', which is no known detector",
                  "a detector saved by this or an earlier version")
              .asException();
    };
  }
}
