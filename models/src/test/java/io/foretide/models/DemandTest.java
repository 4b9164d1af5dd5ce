package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemandTest {
  private static final int DAY = 144;
  private static final int STUCK = 20 * DAY + 30;

  private static Models model(String grade) {
    double[] a = Models.wave(22 * DAY, 1, 0);
    Arrays.fill(a, STUCK, STUCK + 100, 47.25);
    return Models.of(
        new double[][] {a},
        "run",
        Map.of("forecast", Map.of("method", "seasonal_naive", "horizon", "1h")),
        "demand",
        Map.of("grade", grade));
  }

  private static Range[] intervals() {
    return Models.grid(20 * DAY * Models.STEP, 3 * Models.STEP, 80);
  }

  @Test
  void a_stuck_input_makes_intervals_empty_and_says_why() throws ProviderException {
    List<OutcomePart> parts = model("fair").run(intervals(), 0, 80, null).parts();
    assertThat(parts)
        .extracting(OutcomePart::state)
        .containsExactly(CellState.PREDICTED, CellState.EMPTY, CellState.PREDICTED);
    OutcomePart empty = parts.get(1);
    assertThat(empty.reason()).isEqualTo(Reason.BAD_DATA);
    assertThat(empty.detail())
        .isEqualTo(
            "series 'a' has been stuck at 47.25 since 1970-01-21T05:00:00Z: it is bad, the model"
                + " demands fair");
    // Twelve points of the same value are the least that count.
    assertThat(empty.cells().from()).isEqualTo((30 + 12 - 1) / 3);
  }

  @Test
  void without_a_demand_the_same_input_is_predicted_from() throws ProviderException {
    assertThat(model("none").run(intervals(), 0, 80, null).parts()).hasSize(1);
  }

  @Test
  void what_is_demanded_does_not_depend_on_how_intervals_are_cut() throws ProviderException {
    List<String> whole = Models.lines(model("fair").run(intervals(), 0, 80, null));
    for (int i = 0; i < 80; i += 7) {
      assertThat(Models.lines(model("fair").run(intervals(), i, i + 1, null)))
          .containsExactly(whole.get(i));
    }
  }
}
