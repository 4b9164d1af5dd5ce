package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.hub.log.LogLine;
import io.foretide.hub.log.LogLine.Level;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served();
    Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
    add(Level.INFO, "store", 0, "opened");
    add(Level.WARNING, "executor", 1, "put off");
    add(Level.ERROR, "hub", 0, "pump-7/pressure has no data\nat all");
    add(Level.DEBUG, "hub", 0, "answered");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private void add(Level level, String logger, long model, String message) {
    served.log.add(new LogLine(0, Served.NOW, level, logger, "main", model, message));
  }

  @Test
  void lines_come_newest_first_by_level_text_and_model() throws Exception {
    assertThat(served.json("/api/v1/log").list("items")).hasSize(4);
    Read errors = served.json("/api/v1/log?level=warning");
    assertThat(errors.list("items")).hasSize(2);
    assertThat(errors.text("items.0.level")).isEqualTo("error");
    assertThat(errors.text("items.1.model")).as("of the task").isEqualTo("pump-7/pressure");
    assertThat(served.json("/api/v1/log?text=OPEN").list("items")).hasSize(1);
    assertThat(served.json("/api/v1/log?text=executor").list("items")).hasSize(1);
    assertThat(served.json("/api/v1/log?model=pump-7%2Fpressure").list("items")).hasSize(2);
    assertThat(served.json("/api/v1/log?model=tank").list("items")).isEmpty();
  }

  @Test
  void pages_go_back_and_only_the_last_lines_are_kept() throws Exception {
    for (int i = 0; i < 150; i++) {
      add(Level.INFO, "many", 0, "line " + i);
    }
    Read first = served.json("/api/v1/log?limit=60");
    assertThat(first.text("items.0.message")).isEqualTo("line 149");
    assertThat(first.at("lines")).isEqualTo(154);
    Read second = served.json("/api/v1/log?limit=60&before_id=" + first.text("next"));
    assertThat(second.list("items")).as("100 are kept").hasSize(40);
    assertThat(second.at("next")).isNull();
  }

  @Test
  void the_download_is_text_in_the_order_of_time() throws Exception {
    var answer = served.get("/api/v1/log/download?level=info");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .contains("foretide-log.txt");
    assertThat(answer.body().lines())
        .containsExactly(
            "2026-03-01T12:00:00Z INFO [main] store: opened",
            "2026-03-01T12:00:00Z WARNING [main] executor: put off",
            "2026-03-01T12:00:00Z ERROR [main] hub: pump-7/pressure has no data",
            "    at all");
  }

  @Test
  void new_lines_are_told_as_they_come() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              served.request("/api/v1/log/stream?level=warning").build(),
              BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).startsWith("retry");
        add(Level.INFO, "quiet", 0, "not this");
        add(Level.ERROR, "loud", 0, "but this");
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("data: ")) {
            data = line;
            break;
          }
        }
        assertThat(data).contains("but this").doesNotContain("not this");
      }
    }
  }
}
