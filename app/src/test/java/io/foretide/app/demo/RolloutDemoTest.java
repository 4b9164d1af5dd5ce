package io.foretide.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two candidates for a model of real data: half-hourly taxi trips in New York (NAB, nyc_taxi). */
class RolloutDemoTest {
  private static List<Tried> once(Path folder) throws Exception {
    Configuration configuration =
        Configuration.read(
            new Layer(
                Map.of("store", Map.of("folder", folder.toString()), "hub", Map.of("port", 0)),
                Map.of()),
            folder);
    try (Demo demo =
        Demo.open(
            "rollout",
            configuration,
            false,
            1,
            e -> {
              throw new AssertionError(e);
            })) {
      demo.play(file -> {}, () -> false);
      assertThat(demo.finish((left, due) -> {}, () -> false).missing()).isZero();
      return demo.trials(false, title -> {}, () -> false);
    }
  }

  private static JsonNode gate(Tried tried, String name) {
    for (JsonNode g : tried.rollout().path("gates")) {
      if (g.path("gate").asText().equals(name)) {
        return g;
      }
    }
    throw new AssertionError("no gate " + name + ": " + tried);
  }

  @Test
  void the_gates_reject_the_worse_candidate_and_promote_the_better_one(@TempDir Path folder)
      throws Exception {
    List<Tried> tried = once(folder);
    assertThat(tried).extracting(Tried::outcome).containsExactly("rejected", "promoted");
    assertThat(tried).allMatch(Tried::isAsExpected);
    JsonNode worse = gate(tried.getFirst(), "mase");
    assertThat(worse.path("verdict").asText()).isEqualTo("fails");
    assertThat(worse.path("number").asDouble()).isGreaterThan(2);
    // The active revision is the seasonal-naive forecast that errors are scaled by.
    assertThat(worse.path("active").asDouble()).isEqualTo(1);
    JsonNode better = gate(tried.getLast(), "mase");
    assertThat(better.path("verdict").asText()).isEqualTo("passes");
    assertThat(better.path("number").asDouble()).isLessThan(0.95);
    for (Tried t : tried) {
      assertThat(t.rollout().path("gates")).hasSize(6);
      t.rollout()
          .path("gates")
          .forEach(g -> assertThat(g.path("limit").isNumber()).as(g.toString()).isTrue());
    }
    List<Tried> again = once(folder);
    assertThat(again).extracting(t -> t.rollout().path("id").asLong()).containsExactly(1L, 2L);
    assertThat(again).extracting(Tried::outcome).containsExactly("rejected", "promoted");
  }
}
