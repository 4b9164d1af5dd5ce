package io.foretide.models.forecast;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import io.foretide.forecast.catalog.MethodRequest;
import io.foretide.forecast.inputs.Input;
import io.foretide.forecast.inputs.InputForecaster;
import io.foretide.models.window.Buckets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A method of the forecast library.
 *
 * @param entry of the catalogue
 * @param request seasons, horizon and parameters; the grid starts at bucket 0
 * @param inputs the series after the first
 */
record FittedMethod(MethodEntry entry, MethodRequest request, List<Input> inputs)
    implements ForecastMethod {

  @Override
  public String words() {
    return entry.name();
  }

  @Override
  public boolean fitted() {
    return true;
  }

  /** Usable values that it needs in its window. */
  int least() {
    return entry.leastValues(request.seasons());
  }

  /** What fits a window that starts at a bucket. */
  private Function<double[][], Fitted> fitting(long bucket) {
    MethodRequest here = request.onDays(bucket * request.stepDays(), request.stepDays());
    if (inputs.isEmpty()) {
      Forecaster method = MethodCatalog.forecaster(entry.name(), here);
      return columns -> method.fit(columns[0]);
    }
    InputForecaster method = MethodCatalog.withInputs(entry.name(), here, inputs);
    return columns -> method.fit(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
  }

  /**
   * Makes sure that the method can be made.
   *
   * @throws IllegalArgumentException if a parameter is impossible
   */
  void check() {
    fitting(0);
  }

  /** Fits to a window, {@code columns[series][bucket]}, that starts at a bucket. */
  Fitted fit(long bucket, double[][] columns) {
    return fitting(bucket).apply(columns);
  }

  @Override
  public Rolling over(ForecastSettings settings, Buckets buckets, Fits.Of fits) {
    return new RollingFit(this, settings, buckets, fits, settings.carried());
  }
}
