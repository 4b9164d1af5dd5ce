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
 * @param lower the probability that values fall below this within the horizon is scored too;
 *     negative infinity for none
 * @param upper the same for values above
 */
@SuppressWarnings("ArrayRecordComponent")
public record Backtest(
    int horizon,
    int origins,
    int step,
    Mode mode,
    double[] levels,
    int season,
    double lower,
    double upper) {

  private static final int PATHS = 500;

  /** What happens to the model between origins. */
  public enum Mode {
    /** Fitted afresh at every origin; origins run in parallel. */
    REFIT,
    /** Fitted once before the first origin, then updated; methods without recursion fit again. */
    UPDATE,
    /**
     * Fitted once; every origin forecasts from its own past at the first fit's parameters. The same
     * as {@link #UPDATE}, which keeps them, for methods with a recursion; others fit again.
     */
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
    if (!(lower < upper)) {
      throw new IllegalArgumentException(
          "Backtest with limits " + lower + " and " + upper + ": expected the lower one first");
    }
  }

  /** Without limits. */
  public Backtest(int horizon, int origins, int step, Mode mode, double[] levels, int season) {
    this(
        horizon,
        origins,
        step,
        mode,
        levels,
        season,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  /** The same with limits whose crossing is scored (Brier score). */
  public Backtest withLimits(double least, double most) {
    return new Backtest(horizon, origins, step, mode, levels, season, least, most);
  }

  private boolean limited() {
    return lower > Double.NEGATIVE_INFINITY || upper < Double.POSITIVE_INFINITY;
  }

  private boolean crossed(double[] actual) {
    for (double value : actual) {
      if (value < lower || value > upper) {
        return true;
      }
    }
    return false;
  }

  /**
   * One origin's forecast and what came.
   *
   * @param origin number of values that were known
   * @param actual the values that came; NaN where missing
   * @param forecast the forecast, empty where the method refused
   * @param crossing probability given to a crossing of the limits; NaN where there are none
   * @param crossed whether a limit was crossed
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Held(
      int origin, double[] actual, Optional<Forecast> forecast, double crossing, boolean crossed) {}

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
    boolean crossed = crossed(actual);
    return switch (fit.forecast(horizon)) {
      case Forecast forecast -> {
        double crossing =
            limited()
                ? fit.paths(horizon, PATHS, origin).probabilityOutside(lower, upper)
                : Double.NaN;
        yield new Held(origin, actual, Optional.of(forecast), crossing, crossed);
      }
      case Refused refused -> new Held(origin, actual, Optional.empty(), Double.NaN, crossed);
    };
  }
}
