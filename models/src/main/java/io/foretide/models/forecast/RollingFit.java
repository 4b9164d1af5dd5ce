package io.foretide.models.forecast;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.inputs.InputFitted;
import io.foretide.forecast.saved.SavedFit;
import io.foretide.models.window.Buckets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A method that is fitted at fixed instants (multiples of {@code train.every}), each time on the
 * window before, and moved forward value by value in between. So any origin can be computed alone,
 * and neighbours share a fit. Where history is too short at such an instant, the fit is made at the
 * origin itself.
 *
 * <p>A trained revision goes on from what it learned instead: moved forward over the window before
 * such an instant and up to the origin; what lies between the training and that is missing to it.
 */
final class RollingFit implements Rolling {
  private final FittedMethod method;
  private final ForecastSettings settings;
  private final Buckets buckets;
  private final Fits.Of fits;
  private final double[] values;
  private @Nullable Fitted current;
  private long fittedAt = Long.MIN_VALUE;
  private long movedTo;
  private final boolean carried;

  /**
   * @param carried whether what was learned is moved forward over all values since
   */
  RollingFit(
      FittedMethod method,
      ForecastSettings settings,
      Buckets buckets,
      Fits.Of fits,
      boolean carried) {
    this.carried = carried;
    this.method = method;
    this.settings = settings;
    this.buckets = buckets;
    this.fits = fits;
    this.values = buckets.column(0);
  }

  @Override
  public Answer at(long origin, int skip) {
    Learned learned = fits.learned();
    if (learned != null && origin >= learned.bucket()) {
      return trained(learned, origin, skip);
    }
    if (usable(origin) < method.least()) {
      return History.tooShort(settings, buckets, origin, method.least());
    }
    try {
      return rows(fit(origin), skip);
    } catch (ArithmeticException | IllegalStateException | IndexOutOfBoundsException e) {
      current = null;
      return new Broken(method.words() + " broke on the data before the origin: " + e.getMessage());
    }
  }

  private Answer trained(Learned learned, long origin, int skip) {
    try {
      Fitted fit = moved(learned, origin);
      // Without a recursion the forecast is made from the training on and its past part is cut off.
      return rows(fit, skip + (fit.recursive() ? 0 : Math.toIntExact(origin - learned.bucket())));
    } catch (ArithmeticException | IllegalStateException | IndexOutOfBoundsException e) {
      current = null;
      return new Broken(method.words() + " broke on the data before the origin: " + e.getMessage());
    }
  }

  private Fitted moved(Learned learned, long origin) {
    long block = Math.floorDiv(origin, settings.refit()) * settings.refit();
    long start = carried ? learned.bucket() : Math.max(learned.bucket(), block - settings.window());
    Fitted fit = current;
    if (fit == null || start != fittedAt || origin < movedTo) {
      fit = SavedFit.read(learned.state());
      if (fit.recursive()) {
        fit = silent(fit, start - learned.bucket());
      }
      fittedAt = start;
      movedTo = start;
    }
    if (fit.recursive() && movedTo < origin) {
      long from = Math.max(movedTo, buckets.first());
      fit = moved(silent(fit, from - movedTo), position(from), position(origin));
      movedTo = origin;
    }
    current = fit;
    return fit;
  }

  private static Fitted silent(Fitted fit, long buckets) {
    Fitted at = fit;
    for (long i = 0; i < buckets; i++) {
      at = at.update(Double.NaN);
    }
    return at;
  }

  /** What a sequential model goes on from; null if it has not begun from a training. */
  @Nullable Learned state() {
    Fitted fit = current;
    Learned learned = fits.learned();
    return fit == null || learned == null || !fit.recursive() || !carried
        ? null
        : new Learned(movedTo, fit.toBytes());
  }

  private Fitted fit(long origin) {
    long anchor = Math.floorDiv(origin, settings.refit()) * settings.refit();
    if (usable(anchor) < method.least()) {
      return fresh(origin);
    }
    Fitted fit = current;
    if (fit == null || anchor != fittedAt || origin < movedTo) {
      fit = fresh(anchor);
      fittedAt = anchor;
      movedTo = anchor;
    }
    if (!fit.recursive()) {
      current = fit;
      return origin == anchor ? fit : fresh(origin);
    }
    if (movedTo < origin) {
      fit = moved(fit, position(movedTo), position(origin));
      movedTo = origin;
    }
    current = fit;
    return fit;
  }

  private Fitted moved(Fitted fit, int from, int to) {
    if (!(fit instanceof InputFitted inputs) || buckets.width() == 1) {
      return fit.update(Arrays.copyOfRange(values, from, to));
    }
    InputFitted at = inputs;
    double[] row = new double[buckets.width() - 1];
    for (int i = from; i < to; i++) {
      for (int c = 0; c < row.length; c++) {
        row[c] = buckets.column(c + 1)[i];
      }
      at = at.update(values[i], row);
    }
    return at;
  }

  /** A cold fit, always by way of its byte form, so that a kept one gives the same bits. */
  private Fitted fresh(long bucket) {
    long from = bucket - settings.window();
    double[][] window = buckets.slice(from, bucket);
    byte[] state = fits.find(bucket, window);
    if (state == null) {
      state = method.fit(from, window).toBytes();
      fits.keep(bucket, window, state);
    }
    return SavedFit.read(state);
  }

  private Answer rows(Fitted fit, int skip) {
    int horizon = settings.horizon();
    return switch (fit.forecast(horizon + skip)) {
      case Refused(String reason, String needs) ->
          new Broken(method.words() + ": " + reason + "; needs " + needs);
      case Forecast forecast -> {
        double[] levels = settings.levels();
        double[][] out = new double[settings.outputs().size()][];
        out[0] = cut(forecast.mean(), skip);
        for (int i = 0; i < levels.length; i++) {
          Interval interval = forecast.interval(levels[i]);
          out[1 + 2 * i] = cut(interval.lower(), skip);
          out[2 + 2 * i] = cut(interval.upper(), skip);
        }
        odds(fit, forecast, out, skip);
        yield new Rows(out);
      }
    };
  }

  private void odds(Fitted fit, Forecast forecast, double[][] out, int skip) {
    int next = 1 + 2 * settings.levels().length;
    if (next == out.length) {
      return;
    }
    double[][] quantiles = Odds.quantiles(forecast);
    int horizon = settings.horizon();
    Paths paths = fit.paths(horizon + skip, Odds.PATHS, Odds.SEED);
    if (!Double.isNaN(settings.low())) {
      out[next++] = cut(Odds.below(quantiles, settings.low()), skip);
      out[next++] = Odds.reach(paths, settings.low(), false, skip, horizon);
    }
    if (!Double.isNaN(settings.high())) {
      out[next++] = cut(Odds.above(quantiles, settings.high()), skip);
      out[next] = Odds.reach(paths, settings.high(), true, skip, horizon);
    }
  }

  private static double[] cut(double[] column, int skip) {
    return skip == 0 ? column : Arrays.copyOfRange(column, skip, column.length);
  }

  private int usable(long bucket) {
    int n = 0;
    int end = position(bucket);
    for (int i = position(bucket - settings.window()); i < end; i++) {
      if (!Double.isNaN(values[i])) {
        n++;
      }
    }
    return n;
  }

  private int position(long bucket) {
    return (int) (bucket - buckets.first());
  }
}
