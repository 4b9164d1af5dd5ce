package io.foretide.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityTest {
  private static final long MB = 1 << 20;

  private static ModelLoad load(String name, double seconds, long memory) {
    return new ModelLoad(name, "ets", 144, seconds, memory, 1000);
  }

  @Test
  void a_model_that_takes_a_tenth_of_its_interval_keeps_a_tenth_of_a_thread_busy() {
    Capacity c = new Capacity(List.of(load("a", 60, MB), load("b", 30, MB)), 2, 100 * MB);
    assertThat(c.busy()).isCloseTo(0.15, within(1e-12));
    assertThat(c.memory()).isEqualTo(2 * MB);
    assertThat(c.bytesPerDay()).isEqualTo(2000);
    assertThat(c.problem()).isEmpty();
  }

  @Test
  void too_much_to_compute_names_the_heaviest_model_and_what_helps() {
    Capacity c = new Capacity(List.of(load("light", 1, 0), load("heavy", 1200, 0)), 2, MB);
    assertThat(c.problem())
        .isEqualTo(
            "the models need 2.00 computing threads, of 2 at most 1.60 may be busy with them; most"
                + " is taken by 'heavy' (ets, 1200.000 s an interval, 144 intervals a day): let it"
                + " run less often (every, or train.every of ets), choose a cheaper method such as"
                + " seasonal_naive, raise executor.compute_threads where there are more cores, or"
                + " add executors");
  }

  @Test
  void too_much_memory_says_to_raise_the_heap() {
    assertThat(new Capacity(List.of(load("a", 1, 70 * MB)), 2, 100 * MB).problem())
        .startsWith("the models keep 70 MB in memory, of a heap of 100 MB at most 60 MB")
        .contains("-Xmx");
  }

  @Test
  void a_model_that_runs_elsewhere_is_counted_and_takes_no_thread() {
    ModelLoad http = load("http", Double.NaN, 0);
    assertThat(http.measured()).isFalse();
    assertThat(new Capacity(List.of(http, load("a", 60, 0)), 1, MB).busy())
        .isCloseTo(0.1, within(1e-12));
  }
}
