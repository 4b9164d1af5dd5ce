package io.foretide.forecast.saved;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.RefusedFit;
import io.foretide.forecast.ar.LagRidgeFit;
import io.foretide.forecast.arima.ArimaFit;
import io.foretide.forecast.ces.CesFit;
import io.foretide.forecast.ensemble.EnsembleFit;
import io.foretide.forecast.ets.EtsFit;
import io.foretide.forecast.harmonic.HarmonicFit;
import io.foretide.forecast.inputs.InputArimaFit;
import io.foretide.forecast.inputs.InputFit;
import io.foretide.forecast.inputs.InputProphetFit;
import io.foretide.forecast.intermittent.IntermittentFit;
import io.foretide.forecast.naive.DriftFit;
import io.foretide.forecast.naive.MeanFit;
import io.foretide.forecast.naive.SeasonalNaiveFit;
import io.foretide.forecast.prophet.ProphetFit;
import io.foretide.forecast.prophet.ProphetState;
import io.foretide.forecast.regime.PerStateFit;
import io.foretide.forecast.scale.OnScaleFit;
import io.foretide.forecast.scale.ScaledFit;
import io.foretide.forecast.stl.MstlFit;
import io.foretide.forecast.theta.ThetaFit;
import java.nio.BufferUnderflowException;
import java.util.function.Function;

/** Restores models from their byte form. */
public final class SavedFit {

  private SavedFit() {}

  /**
   * Restores a model.
   *
   * @throws IllegalArgumentException where the bytes are damaged or of another version
   */
  public static Fitted read(byte[] bytes) {
    return readWith(bytes, SavedFit::readBlock);
  }

  /**
   * Restores something else that was sealed.
   *
   * @param reader reads the fields
   * @throws IllegalArgumentException where the bytes are damaged or of another version
   */
  public static <T> T readWith(byte[] bytes, Function<StateReader, T> reader) {
    try {
      StateReader in = new StateReader(bytes);
      T fit = reader.apply(in.block());
      if (in.left() > 0) {
        throw new IllegalArgumentException(
            "Saved model of "
                + bytes.length
                + " bytes has "
                + in.left()
                + (in.left() == 1 ? " byte" : " bytes")
                + " too many. Pass the bytes of Fitted.toBytes() alone");
      }
      return fit;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "Saved model of " + bytes.length + " bytes is cut short. Pass all of Fitted.toBytes()",
          e);
    }
  }

  static Fitted readBlock(StateReader in) {
    String kind = in.text();
    return switch (kind) {
      case RefusedFit.KIND -> RefusedFit.read(in);
      case MeanFit.KIND -> MeanFit.read(in);
      case DriftFit.KIND -> DriftFit.read(in);
      case SeasonalNaiveFit.KIND -> SeasonalNaiveFit.read(in);
      case ArimaFit.KIND -> ArimaFit.read(in);
      case MstlFit.KIND -> MstlFit.read(in);
      case EnsembleFit.KIND -> EnsembleFit.read(in);
      case ProphetFit.KIND -> ProphetState.read(in);
      case IntermittentFit.KIND -> IntermittentFit.read(in);
      case CesFit.KIND -> CesFit.read(in);
      case HarmonicFit.KIND -> HarmonicFit.read(in);
      case EtsFit.KIND -> EtsFit.read(in);
      case ThetaFit.KIND -> ThetaFit.read(in);
      case LagRidgeFit.KIND -> LagRidgeFit.read(in);
      case OnScaleFit.KIND -> OnScaleFit.read(in);
      case InputFit.KIND -> InputFit.read(in);
      case InputArimaFit.KIND -> InputArimaFit.read(in);
      case InputProphetFit.KIND -> InputProphetFit.read(in);
      case PerStateFit.KIND -> PerStateFit.read(in);
      case ScaledFit.KIND -> ScaledFit.read(in);
      default -> throw unknown(kind);
    };
  }

  /** For what is of a kind that cannot be read here. */
  public static IllegalArgumentException unknown(String kind) {
    return new IllegalArgumentException(
        "Saved model is of kind '" + kind + "', which is not known here");
  }
}
