package io.foretide.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatigoDemoTest {
  @Test
  void the_whole_flow_of_latigo_runs_with_its_own_two_files_and_nothing_is_missing(
      @TempDir Path folder) throws Exception {
    assertThat(LatigoDemo.isAvailable()).isTrue();
    try (LatigoDemo demo =
        LatigoDemo.start(
            folder,
            Map.of("port", 0),
            1,
            e -> {
              throw new AssertionError(e);
            })) {
      LatigoDemo.Result result = demo.finish((left, due) -> {}, () -> false);
      assertThat(result.isComplete()).as(result.toString()).isTrue();
      assertThat(result.sums().models()).isEqualTo(24);
      assertThat(result.sums().failed()).isZero();
      assertThat(result.sums().predicted()).isGreaterThan(24 * 20);
      assertThat(result.outputSeries()).isGreaterThan(24 * 4);
      assertThat(result.tasks()).hasSize(2).allSatisfy((name, n) -> assertThat(n).isPositive());
      assertThat(result.requests()).allSatisfy((name, n) -> assertThat(n).isPositive());
      assertThat(result.asMap()).containsKeys("models", "missing", "requests", "tasks");
    }
  }
}
