package io.foretide.forecast.auto;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;
import io.foretide.forecast.season.SeasonDetector;
import java.util.Arrays;

/**
 * Chooses and weights methods by their errors inside the training data. Always forecasts where
 * there is at least one usable value.
 *
 * @param seasons periods in steps, ascending; 1 alone for none; empty to find them in the data
 * @param horizon steps ahead that matter, 0 for two seasons or ten steps
 * @param units work that may be spent, in counted units of about a microsecond; the same units give
 *     the same answer on every machine
 * @param likely periods that the sampling suggests, where seasons are to be found
 */
@SuppressWarnings("ArrayRecordComponent")
public record Auto(int[] seasons, int horizon, double units, int[] likely) implements Forecaster {

  /** Work spent where no budget is given. */
  public static final double USUAL_UNITS = 300_000;

  /** Sorts the seasons and drops those of one step beside longer ones. */
  public Auto {
    int[] longer = Arrays.stream(seasons).filter(m -> m > 1).sorted().distinct().toArray();
    seasons = longer.length == 0 && seasons.length > 0 ? new int[] {1} : longer;
  }

  /** Without a hint where to look for seasons. */
  public Auto(int[] seasons, int horizon, double units) {
    this(seasons, horizon, units, new int[0]);
  }

  /** With given seasons, or none given to find them; the usual horizon and the usual budget. */
  public static Auto of(int... seasons) {
    return new Auto(seasons, 0, USUAL_UNITS);
  }

  /** For forecasts of about so many steps. */
  public Auto forHorizon(int steps) {
    return new Auto(seasons, steps, units, likely);
  }

  /** For values so many days apart, so that a day or a week is recognised. */
  public Auto every(double stepDays) {
    return new Auto(seasons, horizon, units, SeasonDetector.natural(stepDays));
  }

  /** Within another budget. */
  public Auto withUnits(double most) {
    return new Auto(seasons, horizon, most, likely);
  }

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 1, y -> AutoSearch.fit(this, y));
  }
}
