package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.EveryMethod.HORIZON;
import static io.foretide.forecast.catalog.EveryMethod.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.saved.SavedFit;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryMethodUpdateTest {

  private static final String NAMES = "io.foretide.forecast.catalog.EveryMethod#names";
  private static final int KNOWN = 90;

  private static double[] later() {
    double[] more = Arrays.copyOfRange(Y, KNOWN, Y.length);
    more[7] = Double.NaN;
    more[8] = Double.POSITIVE_INFINITY;
    return more;
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void values_one_by_one_and_saved_in_between_equal_all_at_once(String name) {
    Fitted fit = EveryMethod.fitted(name, KNOWN);
    if (!fit.recursive()) {
      return;
    }
    double[] before = fit.forecast(HORIZON).mean();
    Fitted once = fit.update(later());
    Fitted stepwise = fit;
    for (double value : later()) {
      stepwise = SavedFit.read(stepwise.update(value).toBytes());
    }

    same(name, stepwise, once, 1e-9);
    assertThat(fit.forecast(HORIZON).mean()).as("the first model").containsExactly(before);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void a_method_without_a_recursion_says_so_and_fits_the_longer_series_again(String name) {
    Fitted fit = EveryMethod.fitted(name, KNOWN);
    if (fit.recursive()) {
      assertThat(fit.explain()).doesNotContain("makes it fit again");
      return;
    }
    double[] longer = Arrays.copyOf(Y, Y.length);
    System.arraycopy(later(), 0, longer, KNOWN, Y.length - KNOWN);

    assertThat(fit.explain()).contains("makes it fit again");
    if (!name.equals("auto")) {
      same(name, fit.update(later()), EveryMethod.make(name, EveryMethod.SEASON).fit(longer), 1e-9);
    }
  }

  private static void same(String name, Fitted actual, Fitted expected, double tolerance) {
    Forecast left = actual.forecast(HORIZON).orThrow();
    Forecast right = expected.forecast(HORIZON).orThrow();
    assertThat(left.mean()).as(name).containsExactly(right.mean(), within(tolerance));
    assertThat(left.interval(95).upper())
        .as(name + ", upper limit")
        .containsExactly(right.interval(95).upper(), within(Math.max(1e-6, tolerance)));
  }
}
