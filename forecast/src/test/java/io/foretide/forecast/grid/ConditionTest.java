package io.foretide.forecast.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionTest {

  private static final Map<String, double[]> SIGNALS =
      Map.of(
          "pump", new double[] {1, 0, 1, Double.NaN},
          "speed", new double[] {5, 5, 20, 20},
          "a b", new double[] {1, 1, 1, 2});

  private static boolean[] holds(String text) {
    return Condition.parse(text).over(SIGNALS, 4);
  }

  @Test
  void comparisons_join_with_and_before_or() {
    assertThat(holds("pump > 0.5")).containsExactly(true, false, true, false);
    assertThat(holds("speed >= 20 or pump==1 AND speed<6"))
        .containsExactly(true, false, true, true);
    assertThat(holds("not (speed <= 5) and `a b` != 2")).containsExactly(false, false, true, false);
  }

  @Test
  void what_cannot_be_read_is_named_with_its_place() {
    assertThatThrownBy(() -> Condition.parse("pump > "))
        .hasMessageContaining("a signal or a number at character 8");
    assertThatThrownBy(() -> Condition.parse("pump 3")).hasMessageContaining("one of <");
    assertThatThrownBy(() -> Condition.parse("(pump > 1")).hasMessageContaining("')'");
    assertThatThrownBy(() -> holds("valve > 1")).hasMessageContaining("'valve'");
  }
}
