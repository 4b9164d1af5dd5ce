package io.foretide.forecast.ces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Waves;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CesRefilterTest {

  /** Svetunkov, Kourentzes and Ord 2022, equation 8. */
  @Test
  void updating_equals_the_published_recursion_at_the_same_parameters() {
    double[] y = Waves.daily(120, 40, 6);
    Fitted fit = new Ces(1).fit(Arrays.copyOf(y, 90));
    Map<String, Double> p = fit.parameters();
    double a0 = p.getOrDefault("a0", Double.NaN);
    double a1 = p.getOrDefault("a1", Double.NaN);
    double level = p.getOrDefault("level", Double.NaN);
    double hidden = p.getOrDefault("hidden", Double.NaN);
    for (int t = 90; t < y.length; t++) {
      double error = y[t] - level;
      double before = level;
      level += -(1 - a1) * hidden + (a0 - a1) * error;
      hidden = before + (1 - a0) * hidden + (a0 + a1) * error;
    }

    Map<String, Double> moved = fit.update(Arrays.copyOfRange(y, 90, 120)).parameters();

    assertThat(moved.get("level")).isCloseTo(level, within(1e-9));
    assertThat(moved.get("hidden")).isCloseTo(hidden, within(1e-9));
  }
}
