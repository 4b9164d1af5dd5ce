package io.foretide.forecast.theta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Waves;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThetaRefilterTest {

  private static final int KNOWN = 90;

  /** Fiorucci et al. 2016, equations 14 to 18, over a series without season. */
  @ParameterizedTest
  @EnumSource(Theta.Kind.class)
  void updating_equals_the_recursion_over_the_longer_series_at_the_same_parameters(
      Theta.Kind kind) {
    double[] y = Waves.daily(120, 40, 6);
    for (int t = 0; t < y.length; t++) {
      y[t] += 0.2 * t;
    }
    Fitted fit = new Theta(kind, 1).fit(Arrays.copyOf(y, KNOWN));
    Map<String, Double> p = fit.parameters();
    double alpha = p.getOrDefault("alpha", Double.NaN);
    double share = 1 - 1 / p.getOrDefault("theta", Double.NaN);
    boolean dynamic = kind == Theta.Kind.DYNAMIC;
    double first = fit.inSample().fitted()[0];
    double slope = dynamic ? 0 : p.getOrDefault("slope", Double.NaN);
    // The standard form adds half of the line's growth only, the others a share of its height.
    double intercept =
        kind != Theta.Kind.OPTIMISED ? 0 : mean(y, KNOWN) - slope * (KNOWN + 1) / 2.0;
    double level = first - share * (intercept + slope);
    for (int t = 0; t < y.length; t++) {
      level += alpha * (y[t] - level);
      if (dynamic) {
        double[] line = line(y, t + 1);
        intercept = line[0];
        slope = line[1];
      }
    }
    double fade = Math.pow(1 - alpha, y.length);
    double expected = level + share * (fade * intercept + (1 - fade * (1 - alpha)) / alpha * slope);

    double[] more = Arrays.copyOfRange(y, KNOWN, y.length);
    assertThat(fit.update(more).forecast(1).mean()[0]).isCloseTo(expected, within(1e-9));
  }

  private static double mean(double[] y, int n) {
    return Arrays.stream(y, 0, n).average().orElseThrow();
  }

  /** Least squares line through the first values, times counted from 1. */
  private static double[] line(double[] y, int n) {
    double mean = mean(y, n);
    double middle = (n + 1) / 2.0;
    double sxy = 0;
    double sxx = 0;
    for (int t = 1; t <= n; t++) {
      sxy += (t - middle) * (y[t - 1] - mean);
      sxx += (t - middle) * (t - middle);
    }
    double slope = n == 1 ? 0 : sxy / sxx;
    return new double[] {mean - slope * middle, slope};
  }
}
