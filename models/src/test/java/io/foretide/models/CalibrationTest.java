package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.capacity.ModelLoad;
import io.foretide.core.model.ModelDefinition;
import io.foretide.models.capacity.Calibration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static ModelDefinition forecast(String method, String every) {
    return Models.definition(
        1,
        "every",
        every,
        "run",
        Map.of("forecast", Map.of("method", method, "season", "2h", "horizon", "1h")),
        "train",
        Map.of("window", "2d", "every", "1d"));
  }

  @Test
  void a_fit_a_day_is_spread_over_the_intervals_of_the_day() throws Exception {
    AtomicLong cpu = new AtomicLong();
    // Each reading is 7.2 s after the one before, so that every measured interval takes 7.2 s.
    Calibration calibration = new Calibration(() -> cpu.addAndGet(7_200_000_000L));
    ModelLoad load = calibration.load(forecast("ets", "1h"));
    assertThat(load.intervalsPerDay()).isEqualTo(24);
    assertThat(load.secondsPerInterval()).isBetween(7.2, 7.21);
    assertThat(load.threads()).isBetween(0.002, 0.0021);
    assertThat(load.method()).isEqualTo("ets");
    assertThat(load.memory()).isGreaterThan(5 << 10);
    assertThat(load.bytesPerDay()).isGreaterThan(24 * 6 * 5 * 8.0);
  }

  @Test
  void models_of_one_shape_are_measured_once() throws Exception {
    AtomicLong asked = new AtomicLong();
    Calibration calibration = new Calibration(asked::incrementAndGet);
    calibration.load(forecast("ets", "1h"));
    long once = asked.get();
    calibration.load(forecast("ets", "1h"));
    assertThat(asked).hasValue(once);
    calibration.load(forecast("ets", "30m"));
    assertThat(asked).hasValueGreaterThan(once);
  }

  @Test
  void a_fitted_method_costs_more_than_seasonal_naive() throws Exception {
    Calibration calibration =
        new Calibration(
            java.lang.management.ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    double naive = calibration.load(forecast("seasonal_naive", "1h")).secondsPerInterval();
    double ensemble = calibration.load(forecast("ensemble", "1h")).secondsPerInterval();
    assertThat(ensemble).isGreaterThan(2 * naive);
  }
}
