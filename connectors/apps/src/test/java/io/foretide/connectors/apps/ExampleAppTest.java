package io.foretide.connectors.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.time.WallClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The app in examples/http, as its own process. */
class ExampleAppTest {
  private static final Path APP = Path.of("..", "..", "examples", "http", "app.py");

  private static final class Started implements AutoCloseable {
    final Process process;
    final int port;

    Started(Map<String, String> environment) throws IOException {
      ProcessBuilder builder = new ProcessBuilder("python3", APP.toString());
      builder.environment().putAll(environment);
      builder.environment().put("PORT", "0");
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      process = builder.start();
      BufferedReader lines = process.inputReader();
      port = Integer.parseInt(String.valueOf(lines.readLine()));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static HttpKind kind() throws Exception {
    return new HttpKind(
        new HttpServices(Map.of(), List.of(), WallClock.system(), new Random(1), Map.of()),
        Path.of("."));
  }

  private static Map<String, Object> run(Started app, String path, Object... more) {
    Map<String, Object> out = new HashMap<>();
    out.put("url", "http://127.0.0.1:" + app.port + path);
    for (int i = 0; i < more.length; i += 2) {
      out.put((String) more[i], more[i + 1]);
    }
    return out;
  }

  @Test
  void frames_as_json_and_as_lines_give_the_same_rows_one_by_one_and_together() throws Exception {
    try (Started app = new Started(Map.of());
        HttpKind kind = kind()) {
      for (String format : List.of("json", "ndjson")) {
        for (int together : new int[] {1, 10}) {
          Map<String, Object> run =
              run(
                  app,
                  "/frame",
                  "outputs",
                  "mean",
                  "horizon",
                  "20m",
                  "format",
                  format,
                  "together",
                  together);
          List<OutcomePart> out = Run.cells(kind, Run.definition("http", run), Run.ramp(60), 2, 6);
          for (int i = 0; i < 4; i++) {
            double last = 17 + 6 * i;
            assertThat(out.get(i).blocks().getFirst().values()[0]).containsExactly(last, last);
          }
        }
      }
    }
  }

  @Test
  void messages_are_scored_and_unusable_ones_are_refused_with_the_apps_reason() throws Exception {
    try (Started app = new Started(Map.of());
        HttpKind kind = kind()) {
      Map<String, Object> run =
          run(
              app,
              "/message",
              "contract",
              "message",
              "outputs",
              "score",
              "fields",
              Map.of("value", "flow"));
      assertThat(
              Run.cells(kind, Run.definition("http", run), Run.ramp(60), 0, 1)
                  .getFirst()
                  .blocks()
                  .getFirst()
                  .values()[0])
          .containsExactly(0, 2, 4, 6, 8, 10);
      run.remove("fields");
      assertThat(
              Run.cells(kind, Run.definition("http", run), Run.ramp(60), 0, 1).getFirst().detail())
          .contains("400", "value is missing");
    }
  }

  @Test
  void an_app_that_posts_its_result_to_an_output_address_is_heard_there() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Started app = new Started(Map.of("OUTPUT_URL", "http://127.0.0.1:" + port));
        HttpKind kind = kind()) {
      Map<String, Object> run =
          run(
              app,
              "/message",
              "contract",
              "message",
              "outputs",
              "score",
              "output_port",
              port,
              "fields",
              Map.of("value", "flow"));
      OutcomePart part =
          Run.cells(kind, Run.definition("http", run), Run.ramp(60), 1, 2).getFirst();
      assertThat(part.state()).as(part.detail()).isEqualTo(CellState.PREDICTED);
      assertThat(part.blocks().getFirst().values()[0]).containsExactly(12, 14, 16, 18, 20, 22);
    }
  }
}
