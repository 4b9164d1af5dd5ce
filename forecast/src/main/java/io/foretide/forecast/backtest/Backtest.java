package io.foretide.forecast.backtest;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Forecasts a series again and again from its past and compares with what came.
 *
 * @param horizon steps per forecast
 * @param origins number of origins, the last one {@code horizon} steps before the end
 * @param step steps between origins
 * @param mode what happens to the model between origins
 * @param levels interval levels in percent
 * @param season period of the scale of MASE and MSIS, 1 for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Backtest(int horizon, int origins, int step, Mode mode, double[] levels, int season) {

  /** What happens to the model between origins. */
  public enum Mode {
    /** Fitted afresh at every origin; origins run in parallel. */
    REFIT,
    /** Fitted once before the first origin, then updated. */
    UPDATE,
    /** Fitted once; every origin forecasts from its own past at the first fit's parameters. */
    FIXED
  }

  /** Checks the counts. */
  public Backtest {
    if (horizon < 1 || origins < 1 || step < 1) {
      throw new IllegalArgumentException(
          "Backtest with horizon "
              + horizon
              + ", "
              + origins
              + " origins and step "
              + step
              + ": expected 1 or more of each");
    }
  }

  /**
   * One origin's forecast and what came.
   *
   * @param origin number of values that were known
   * @param actual the values that came; NaN where missing
   * @param forecast the forecast, empty where the method refused
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Held(int origin, double[] actual, Optional<Forecast> forecast) {}

  /** All origins that the series has room for, oldest first, and their measures. */
  public Outcome run(Forecaster method, double[] values) {
    int last = values.length - horizon;
    int[] starts =
        IntStream.range(0, origins)
            .map(i -> last - (origins - 1 - i) * step)
            .filter(origin -> origin > 0)
            .toArray();
    List<Held> held =
        mode == Mode.REFIT
            ? Arrays.stream(starts)
                .parallel()
                .mapToObj(o -> held(method.fit(Arrays.copyOf(values, o)), values, o))
                .toList()
            : moving(method, values, starts);
    return Outcome.of(method.name(), this, values, held);
  }

  private List<Held> moving(Forecaster method, double[] values, int[] starts) {
    List<Held> held = new ArrayList<>();
    if (starts.length == 0) {
      return held;
    }
    Fitted fit = method.fit(Arrays.copyOf(values, starts[0]));
    int known = starts[0];
    for (int origin : starts) {
      // Updating keeps the parameters, so moving from origin to origin and starting over agree.
      fit = fit.update(Arrays.copyOfRange(values, known, origin));
      known = origin;
      held.add(held(fit, values, origin));
    }
    return held;
  }

  private Held held(Fitted fit, double[] values, int origin) {
    double[] actual = Arrays.copyOfRange(values, origin, origin + horizon);
    return switch (fit.forecast(horizon)) {
      case Forecast forecast -> new Held(origin, actual, Optional.of(forecast));
      case Refused refused -> new Held(origin, actual, Optional.empty());
    };
  }
}
