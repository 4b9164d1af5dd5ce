package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.error.ProviderException;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedTest {
  @Test
  void a_year_of_seasonal_naive_forecasts_costs_little() throws ProviderException {
    int day = 144;
    Models models =
        Models.of(
            new double[][] {Models.wave(day * 380, 3, 0.02)},
            "run",
            Map.of(
                "forecast",
                Map.of(
                    "method", "seasonal_naive",
                    "season", "1d",
                    "horizon", "24h",
                    "levels", List.of(80, 95))));
    int cells = 17_520;
    Range[] year = Models.grid(14L * day * Models.STEP, 3 * Models.STEP, cells);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 2; round++) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      int predicted = 0;
      int slice = 1460;
      for (int at = 0; at < cells; at += slice) {
        RunResult result = models.run(year, at, at + slice, null);
        predicted += result.parts().stream().mapToInt(p -> p.blocks().size()).sum();
      }
      long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      assertThat(predicted).isGreaterThan(15_000);
      least = Math.min(least, spent);
    }
    assertThat(least).isLessThan(1_500_000_000L);
  }
}
