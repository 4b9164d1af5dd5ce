package io.foretide.forecast.harmonic;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.arima.ArimaFit;
import io.foretide.forecast.arima.ArimaOrder;
import io.foretide.forecast.arima.ArimaRegression;
import io.foretide.forecast.arima.ArimaRegressionFit;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.numeric.Ridge;
import io.foretide.forecast.season.Gaps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the number of waves: first by plain regression, which is cheap; with ARIMA errors then by
 * AICc of the whole model, waves and errors estimated together, walking to fewer and to more waves
 * as long as that helps.
 */
final class HarmonicSearch {

  private static final int[] PAIRS = {1, 2, 3, 4, 6, 8, 10, 12};

  private final Harmonic method;
  private final double[] y;
  private final int usable;
  private final boolean partly;

  HarmonicSearch(Harmonic method, double[] y) {
    this.method = method;
    this.y = y;
    int known = 0;
    for (double value : y) {
      known += Double.isNaN(value) ? 0 : 1;
    }
    usable = known;
    partly = known < Arrays.stream(method.seasons()).max().orElse(1);
  }

  Fitted best() {
    double[] seasons = method.seasons();
    int chosen = -1;
    Ridge plain = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < PAIRS.length; i++) {
      int[] orders = orders(i);
      if (i > 0 && Arrays.equals(orders, orders(i - 1))) {
        break;
      }
      double[][] columns = FourierTerms.columns(seasons, orders, 0, y.length);
      if (columns.length == 0 || 3 * columns.length > usable) {
        break;
      }
      Ridge ridge = Ridge.fit(columns, y);
      double score =
          usable * Math.log(Math.max(ridge.sigma2(), 1e-290)) + Math.log(usable) * columns.length;
      if (score < least) {
        least = score;
        plain = ridge;
        chosen = i;
      }
    }
    HarmonicFit apart = apart(plain, chosen);
    ArimaOrder order = order(apart.inner());
    return order == null || chosen < 0 ? apart : together(apart, order, chosen);
  }

  private int[] orders(int place) {
    double[] seasons = method.seasons();
    int[] orders = new int[seasons.length];
    for (int i = 0; i < orders.length; i++) {
      orders[i] = (int) Math.min(PAIRS[place], seasons[i] / 2);
    }
    return orders;
  }

  /** Waves by regression, then the other method on what they leave. */
  private HarmonicFit apart(@Nullable Ridge plain, int chosen) {
    double[] weights = plain == null ? new double[0] : plain.weights();
    int[] orders = plain == null ? new int[method.seasons().length] : orders(chosen);
    double[] waves = FourierTerms.waves(method.seasons(), orders, weights, 0, y.length);
    double[] rest = y.clone();
    for (int t = 0; t < rest.length; t++) {
      rest[t] -= waves[t];
    }
    return new HarmonicFit(
        method.inner().fit(rest), method.seasons(), orders, weights, y.length, waves, partly);
  }

  private @Nullable ArimaOrder order(Fitted rest) {
    return switch (method.inner()) {
      case Arima arima -> arima.order();
      case AutoArima auto -> rest instanceof ArimaFit fit ? fit.order() : null;
      default -> null;
    };
  }

  private HarmonicFit together(HarmonicFit apart, ArimaOrder order, int chosen) {
    // Gaps cost the likelihood its fast form, so that the walk sees them filled.
    double[] searched = filled(apart.waves());
    HarmonicFit best = together(order, chosen, searched, searched);
    if (best == null) {
      return apart;
    }
    int place = chosen;
    for (int direction : new int[] {1, -1}) {
      for (int i = chosen + direction; i >= 0 && i < PAIRS.length; i += direction) {
        HarmonicFit tried = together(order, i, searched, searched);
        if (tried == null || !(tried.criteria().aicc() < best.criteria().aicc())) {
          break;
        }
        best = tried;
        place = i;
      }
    }
    HarmonicFit gapped = searched == y ? best : together(order, place, y, searched);
    return gapped == null ? apart : gapped;
  }

  /** Gaps filled by the waves and a line through what they leave. */
  private double[] filled(double[] waves) {
    if (!Gaps.any(y)) {
      return y;
    }
    double[] rest = y.clone();
    for (int t = 0; t < rest.length; t++) {
      rest[t] -= waves[t];
    }
    double[] full = Gaps.filled(rest, 1);
    for (int t = 0; t < full.length; t++) {
      full[t] += waves[t];
    }
    return full;
  }

  private @Nullable HarmonicFit together(
      ArimaOrder order, int place, double[] values, double[] searched) {
    int[] orders = orders(place);
    double[][] columns = FourierTerms.columns(method.seasons(), orders, 0, y.length);
    boolean repeated = place > 0 && Arrays.equals(orders, orders(place - 1));
    if (repeated || 3 * columns.length > usable) {
      return null;
    }
    ArimaRegressionFit fit = new ArimaRegression(order).fit(values, columns, searched);
    if (!(fit.errors().forecast(1) instanceof Forecast)) {
      return null;
    }
    double[] waves = FourierTerms.waves(method.seasons(), orders, fit.weights(), 0, y.length);
    return new HarmonicFit(
        fit.errors(), method.seasons(), orders, fit.weights(), y.length, waves, partly);
  }
}
