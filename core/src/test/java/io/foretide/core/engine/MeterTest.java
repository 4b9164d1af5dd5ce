package io.foretide.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import org.junit.jupiter.api.Test;

class MeterTest {
  private final Meter meter = new Meter();

  @Test
  void capacity_is_what_was_done_while_there_was_work() {
    meter.note(0, 0, 0, true);
    meter.note(Instants.SECOND, 10, 1_000, true);
    meter.note(2 * Instants.SECOND, 20, 2_000, false);
    for (int i = 3; i < 100; i++) {
      meter.note(i * Instants.SECOND, 20 + i, 2_000 + i, false);
    }
    assertThat(meter.capacity()).isEqualTo(1_000);
    assertThat(meter.intervalsPerSecond()).isEqualTo(1);
  }

  @Test
  void capacity_is_unknown_before_there_was_work() {
    meter.note(0, 0, 0, false);
    meter.note(Instants.SECOND, 1, 1, false);
    assertThat(meter.capacity()).isZero();
  }
}
