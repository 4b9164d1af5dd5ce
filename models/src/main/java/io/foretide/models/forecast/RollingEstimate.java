package io.foretide.models.forecast;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.inputs.Input;
import io.foretide.forecast.inputs.Learner;
import io.foretide.forecast.inputs.VirtualSensor;
import io.foretide.forecast.inputs.VirtualSensorFit;
import io.foretide.models.window.Buckets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A virtual sensor that learns at fixed instants (multiples of {@code train.every}), each time from
 * the window before. Where that window has too few rows, it learns from the window before the row.
 */
final class RollingEstimate implements Rolling {
  private static final int LEAST_ROWS = 20;
  private final EstimateMethod method;
  private final ForecastSettings settings;
  private final Buckets buckets;
  private @Nullable VirtualSensorFit current;
  private long learnedAt = Long.MIN_VALUE;

  RollingEstimate(EstimateMethod method, ForecastSettings settings, Buckets buckets) {
    this.method = method;
    this.settings = settings;
    this.buckets = buckets;
  }

  /** Rows {@code origin - skip} up to {@code origin}, each from values up to itself. */
  @Override
  public Answer at(long origin, int skip) {
    double[][] out = new double[settings.outputs().size()][skip];
    boolean any = false;
    for (int i = 0; i < skip; i++) {
      long bucket = origin - skip + i;
      VirtualSensorFit sensor = sensor(bucket);
      if (sensor == null) {
        return new TooShort(
            method.words()
                + " needs "
                + LEAST_ROWS
                + " buckets in which all series have values in the training window: it has fewer");
      }
      any |= row(sensor, bucket, out, i);
    }
    return any ? new Rows(out) : new TooShort("a series to estimate from has no value");
  }

  private boolean row(VirtualSensorFit sensor, long bucket, double[][] out, int row) {
    double[][] all = buckets.slice(bucket - method.lags(), bucket + 1);
    double[][] recent = Arrays.copyOfRange(all, 1, all.length);
    double[] levels = settings.levels();
    if (!(sensor.estimate(recent) instanceof Forecast estimate)) {
      for (double[] column : out) {
        column[row] = Double.NaN;
      }
      return false;
    }
    out[0][row] = estimate.mean(0);
    for (int l = 0; l < levels.length; l++) {
      Interval interval = estimate.interval(levels[l]);
      out[1 + 2 * l][row] = interval.lower()[0];
      out[2 + 2 * l][row] = interval.upper()[0];
    }
    return true;
  }

  private @Nullable VirtualSensorFit sensor(long bucket) {
    long anchor = Math.floorDiv(bucket, settings.refit()) * settings.refit();
    if (anchor != learnedAt) {
      current = learn(anchor);
      learnedAt = anchor;
    }
    VirtualSensorFit at = current;
    return at == null ? learn(bucket) : at;
  }

  private @Nullable VirtualSensorFit learn(long bucket) {
    double[][] columns = buckets.slice(bucket - settings.window(), bucket);
    int complete = 0;
    for (int i = 0; i < columns[0].length; i++) {
      int row = i;
      complete += Arrays.stream(columns).noneMatch(c -> Double.isNaN(c[row])) ? 1 : 0;
    }
    return complete < LEAST_ROWS
        ? null
        : new VirtualSensor(named(columns.length - 1), method.lags(), Learner.RIDGE)
            .fit(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
  }

  private static List<Input> named(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(k -> Input.past("input " + k)).toList();
  }
}
