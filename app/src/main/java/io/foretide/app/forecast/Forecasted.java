package io.foretide.app.forecast;

import io.foretide.app.input.EvenSeries;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import java.util.Optional;

/** What came of one series. */
public sealed interface Forecasted {
  /** Name of the series. */
  String name();

  /** Why there is no forecast, if there is none. */
  Optional<Refused> refused();

  /**
   * A method looked at the series.
   *
   * @param seasons periods in steps, 1 alone for none
   * @param form what was fitted, such as {@code ETS(A,N,A)}
   * @param words what the model is and why
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Done(
      Asked asked, EvenSeries series, int[] seasons, String form, String words, Result result)
      implements Forecasted {
    @Override
    public String name() {
      return series.name();
    }

    @Override
    public Optional<Refused> refused() {
      return result instanceof Refused r ? Optional.of(r) : Optional.empty();
    }

    /** The forecast, if there is one. */
    public Optional<Forecast> forecast() {
      return result instanceof Forecast f ? Optional.of(f) : Optional.empty();
    }

    /** The instant of a step ahead, from 0; epoch nanoseconds. */
    public long time(int step) {
      return series.time(series.last() + 1 + step);
    }

    /** The instant of the last value known. */
    public long origin() {
      return series.time(series.last());
    }
  }

  /** The series could not be used at all. */
  record None(String name, Refused why) implements Forecasted {
    @Override
    public Optional<Refused> refused() {
      return Optional.of(why);
    }
  }
}
