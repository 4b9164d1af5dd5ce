package io.foretide.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void swapped_dropped_and_added_letters_are_forgiven() {
    List<String> known = List.of("sensor_data", "scheduler", "executor");
    assertThat(Nearest.of("sensor_dta", known)).contains("sensor_data");
    assertThat(Nearest.of("shceduler", known)).contains("scheduler");
    assertThat(Nearest.of("EXECUTORS", known)).contains("executor");
  }

  @Test
  void a_name_that_resembles_nothing_gets_no_hint() {
    assertThat(Nearest.of("pump", List.of("scheduler"))).isEmpty();
    assertThat(Nearest.hint("pump", List.of("scheduler"))).isEmpty();
  }

  @Property(tries = 200)
  void distance_is_symmetric_and_zero_only_for_equal_texts(
      @ForAll @AlphaChars @StringLength(max = 12) String a,
      @ForAll @AlphaChars @StringLength(max = 12) String b) {
    assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
    assertThat(Nearest.distance(a, b) == 0).isEqualTo(a.equals(b));
  }
}
