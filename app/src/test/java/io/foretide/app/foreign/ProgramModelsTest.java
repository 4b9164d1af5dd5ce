package io.foretide.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.time.Instants;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs and containers as models, through the whole service. */
class ProgramModelsTest {
  private static final String ID = "sha256:" + "ab".repeat(32);

  /** Answers the frame's values as scores; what it is told to dislike ends with a code. */
  private static final String SCORE =
      """
      case "$(grep interval_end "$in/interval.json" | cut -d'"' -f4)" in
        2026-03-02T03:00*) echo "the sensor was replaced" >&2; exit 65 ;;
        2026-03-02T04:00*) [ -e '%1$s' ] || { touch '%1$s'; echo "no memory" >&2; exit 1; } ;;
      esac
      sed 's/"flow"/"score"/' "$in/frame.ndjson" > "$out/frame.ndjson"
      """;

  @TempDir Path folder;

  private static Path program(Path file, String body) throws Exception {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, "#!/bin/bash\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static String model(String run) {
    return "model: pump/score\ninputs: [flow]\nresolution: 10m\nevery: 1h\n"
        + "start: 2026-03-02T00:00:00Z\nrun:\n  "
        + run
        + "\n";
  }

  private static void assertScored(Installation here) throws Exception {
    JsonNode tally = here.awaitComplete("pump/score");
    assertThat(tally.path("predicted").asLong()).isEqualTo(11);
    assertThat(tally.path("failed").asLong()).isEqualTo(1);
    JsonNode failed =
        here.await("/api/v1/events?kind=interval.failed", e -> !e.path("items").isEmpty());
    assertThat(failed.at("/items/0/message").asText()).contains("the sensor was replaced");
    String rows = here.predictions("pump/score");
    assertThat(rows.lines()).hasSize(1 + 11 * 6);
    assertThat(rows)
        .contains(
            "2026-03-02T03:50:00Z," + Installation.flow(Instants.parse("2026-03-02T03:50:00Z")));
  }

  @Test
  void a_program_scores_each_interval_and_its_exit_code_says_what_may_pass() throws Exception {
    String score = SCORE.formatted(folder.resolve("once"));
    program(folder.resolve("programs/score.sh"), "in=$FORETIDE_IN; out=$FORETIDE_OUT\n" + score);
    try (Installation here = Installation.start(folder, "")) {
      here.feed();
      Installation.file(folder, "score", model("process: {command: [score.sh], outputs: [score]}"));
      assertScored(here);
      assertThat(folder.resolve("once")).exists();
    }
  }

  @Test
  void an_image_does_the_same_through_the_engines_command_line() throws Exception {
    String score = SCORE.formatted(folder.resolve("once"));
    Path engine =
        program(
            folder.resolve("engine"),
            """
            case "$1" in
              ps|rm) exit 0 ;;
              image) echo '%s'; exit 0 ;;
              run)
                while [ $# -gt 0 ]; do
                  case "$2" in *:/in:ro) in=${2%%%%:/in:ro} ;; *:/out) out=${2%%%%:/out} ;; esac
                  shift
                done
            %s ;;
            esac
            """
                .formatted(ID, score));
    String settings = "predictor: {engine: \"" + engine + "\", images: [scorer]}\n";
    try (Installation here = Installation.start(folder, settings)) {
      here.feed();
      Installation.file(
          folder, "score", model("container: {image: \"scorer:3\", outputs: [score]}"));
      assertScored(here);
      assertThat(here.explain("pump/score", "2026-03-02T05:10:00Z").path("state").asText())
          .isEqualTo("predicted");
    }
    try (Installation again = Installation.start(folder, settings)) {
      assertScored(again);
    }
  }
}
