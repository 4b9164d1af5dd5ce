package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The client that Enodo's own programs use (python-socketio 5) against socket.io as it is served;
 * what is expected was recorded with the original hub, but for its time-outs.
 */
@Timeout(180)
class EnodoSocketIoClientTest {
  @TempDir Path folder;

  /** An answer of the client, in its order; {@code *} stands for anything. */
  private static final List<String> EXPECTED =
      List.of(
          "[\"/api/series\", \"TimeoutError\", null]",
          "[\"authorize\", \"bool\", false]",
          "[\"/api/series\", \"TimeoutError\", null]",
          "[\"authorize\", \"bool\", true]",
          "[\"/api/series\", \"str\", \"{\\\"data\\\": []}\"]",
          "[\"/subscribe/series\", \"str\", \"{\\\"data\\\": []}\"]",
          "[\"/subscribe/event/output\", \"tuple\", [{\"data\": []}, 200]]",
          "[\"/api/series/create\", \"str\", \"{\\\"data\\\": true}\"]",
          "[\"update\", \"series\", \"add\", \"series-f\"]",
          "[\"/api/series\", \"str\", \"{\\\"data\\\": [\\\"series-f\\\"]}\"]",
          "[\"/api/series\", \"str\", \"{\\\"data\\\": [\\\"series-f\\\"]}\"]",
          "[\"/api/series/details\", \"str\", \"{\\\"data\\\": {\\\"rid\\\": 1001, \\\"name\\\":"
              + " \\\"series-f\\\", \\\"meta\\\": {\\\"site\\\": \\\"\\\\u00fc\\\"}, \\\"config\\\":*",
          "[\"/api/series/details\", \"str\", \"{\\\"data\\\": {}}\"]",
          "[\"/api/event/output/create\", \"tuple\", [{\"data\": {\"rid\": *}}, 201]]",
          "[\"update\", \"event_output\", \"add\", \"http://127.0.0.1:1/\"]",
          "[\"/api/event/output/update\", \"tuple\", [{\"data\": {*\"severity\": \"warning\"*}}, 200]]",
          "[\"/api/event/output\", \"tuple\", [{\"data\": [{*}]}, 200]]",
          "[\"/api/event/output/delete\", \"tuple\", [{\"data\": null}, 200]]",
          "[\"/api/enodo/modules\", \"dict\", {\"data\": [{\"name\": \"auto_arima\", *",
          "[\"/api/enodo/status\", \"dict\", {\"data\": {\"version\": \"1.2.3\", \"job_index_queue\": {*}}}]",
          "[\"/api/enodo/stats\", \"dict\", {\"data\": {\"no_series\": 1, \"no_ignored_series\": 0, *}}]",
          "[\"/api/enodo/settings\", \"dict\", {\"data\": {\"max_in_queue_before_warning\": 25,"
              + " \"min_data_points\": 100}}]",
          "[\"/api/enodo/settings/update\", \"dict\", {\"data\": true}]",
          "[\"/api/enodo/settings\", \"dict\", {\"data\": {\"max_in_queue_before_warning\": 25,"
              + " \"min_data_points\": 43}}]",
          "[\"/api/enodo/labels\", \"dict\", {\"data\": {\"last_update\": null, \"labels\": []}}]",
          "[\"/api/enodo/labels/create\", \"dict\", {\"data\": true}]",
          "[\"/api/enodo/labels/delete\", \"dict\", {\"data\": true}]",
          "[\"/api/enodo/labels/delete\", \"dict\", {\"error\": \"Cannot remove label\"}]",
          "[\"/api/job/open\", \"dict\", {\"data\": []}]",
          "[\"/api/job/active\", \"dict\", {\"data\": []}]",
          "[\"/api/job/failed\", \"dict\", {\"data\": []}]",
          "[\"/api/job/failed/resolve\", \"dict\", {\"data\": null}]",
          "[\"/api/siridb/query\", \"str\", \"{\\\"data\\\": *\"]",
          "[\"/subscribe/queue\", \"str\", \"{\\\"data\\\": []}\"]",
          "[\"/subscribe/enodo/module\", \"dict\", {\"data\": [{\"name\": \"auto_arima\", *",
          "[\"/subscribe/siridb/status\", \"dict\", {\"data_conn\": true, \"output_conn\": true}]",
          "[\"/subscribe/filtered/series\", \"str\", \"{\\\"data\\\": [\\\"series-f\\\"]}\"]",
          "[\"/subscribe/filtered/series\", \"dict\", {\"error\": \"incorrect regex\"}]",
          "[\"/api/nothing\", \"TimeoutError\", null]",
          "[\"/api/series/delete\", \"str\", \"{}\"]",
          "[\"/api/series\", \"str\", \"{\\\"data\\\": []}\"]",
          "[\"disconnected\"]");

  private static Process run(String... command) throws IOException {
    ProcessBuilder b = new ProcessBuilder(command).redirectErrorStream(true);
    b.environment().putAll(Map.of("PYTHONDONTWRITEBYTECODE", "1"));
    return b.start();
  }

  /** The Python that has the client: Debian's need not be the first of the path. */
  private static String python() throws Exception {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      try {
        Process p = run(python, "-c", "import socketio, requests, websocket; socketio.Client");
        p.getInputStream().readAllBytes();
        if (p.waitFor() == 0) {
          return python;
        }
      } catch (IOException e) {
        // There is none of that name.
        continue;
      }
    }
    Assumptions.abort(
        "SKIPPED: no socket.io client of Python; on Debian it is in python3-socketio,"
            + " python3-requests and python3-websocket");
    return "";
  }

  @ParameterizedTest
  @CsvSource({"polling, polling", "websocket, websocket", "'polling,websocket', websocket"})
  void an_unmodified_client_is_served(String transports, String used) throws Exception {
    String python = python();
    Path script = folder.resolve("client.py");
    try (var in = EnodoSocketIoClientTest.class.getResourceAsStream("/socketio/client.py");
        EnodoServed hub = new EnodoServed(true, new MemoryKeeper(), a -> false)) {
      assertThat(in).isNotNull();
      Files.copy(in, script);
      Process p = run(python, script.toString(), "http://127.0.0.1:" + hub.site.port(), transports);
      List<String> said = p.inputReader().lines().toList();
      assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said).first().isEqualTo("[\"connected\", \"" + used + "\"]");
      assertThat(said).hasSize(EXPECTED.size() + 1);
      for (int i = 0; i < EXPECTED.size(); i++) {
        String pattern = "\\Q" + EXPECTED.get(i).replace("*", "\\E.*\\Q") + "\\E";
        // Patterns of regular expressions are among what is answered.
        pattern = pattern.replace("series-\\E.*\\Q", "series-");
        assertThat(said.get(i + 1)).matches(Pattern.compile(pattern));
      }
      assertThat(p.exitValue()).isZero();
    }
  }
}
