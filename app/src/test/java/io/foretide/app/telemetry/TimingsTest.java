package io.foretide.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.TaskExecution.Step;
import io.foretide.core.time.WallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines that log queries of a Latigo installation look for. */
class TimingsTest {
  private final Logger measurement = Logger.getLogger("measurement");
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Each look is a quarter of a second after the one before. */
  private final WallClock clock =
      new WallClock() {
        private long at;

        @Override
        public long now() {
          return at;
        }

        @Override
        public long monotonic() {
          at += 250_000_000L;
          return at;
        }
      };

  @BeforeEach
  void listen() {
    measurement.setLevel(Level.INFO);
    measurement.addHandler(handler);
  }

  @AfterEach
  void leave() {
    measurement.removeHandler(handler);
  }

  @Test
  void steps_have_latigos_names_and_seconds_with_three_digits() {
    Timings.log(Step.CLAIM, 123_456_789_000L, false);
    Timings.log(Step.READ, 1_000_000L, true);
    Timings.log(Step.RUN, 0, false);
    Timings.log(Step.WRITE, 0, false);
    Timings.log(Step.REPORT, 0, false);
    Timings.ended(2_000_000_000L, "3 predicted");
    Timings.ended(0, "put off: GET http://g answered status 500");
    assertThat(lines)
        .containsExactly(
            "Operation finished (delta: 123.457, operation_id: get_task)",
            "Operation failed (delta: 0.001, operation_id: get_data_for_range)",
            "Operation finished (delta: 0.000, operation_id: execute_prediction)",
            "Operation finished (delta: 0.000, operation_id: store_prediction_data_and_metadata)",
            "Operation finished (delta: 2.000, operation_id: process_prediction_task)",
            "Operation failed: put off: GET http://g answered status 500 (delta: 0.000,"
                + " operation_id: process_prediction_task)");
  }

  @Test
  void writing_and_telling_have_times_of_their_own_whatever_comes_of_them() throws Exception {
    Timings.around("storing_prediction_data", clock, () -> {});
    assertThatThrownBy(() ->
            Timings.around(
                "store_prediction_metadata",
                clock,
                () -> {
                  throw new ProviderException.Transient("down", null);
                }))
        .isInstanceOf(ProviderException.Transient.class);
    assertThat(lines)
        .containsExactly(
            "Operation finished (delta: 0.250, operation_id: storing_prediction_data)",
            "Operation failed (delta: 0.250, operation_id: store_prediction_metadata)");
  }
}
