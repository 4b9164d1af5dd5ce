package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.engine.Change;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Range;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes over server-sent events, in the shapes that REST gives. */
@Timeout(120)
class EnodoLiveTest {
  private static final String JOBS =
      "{\"config_name\":\"base\",\"module\":\"toy@1\",\"job_type\":\"job_base_analysis\","
          + "\"job_schedule_type\":\"TS\",\"job_schedule\":3600,\"module_params\":{}},"
          + "{\"config_name\":\"fc\",\"module\":\"ets@1\",\"job_type\":\"job_forecast\","
          + "\"job_schedule_type\":\"N\",\"job_schedule\":50,\"module_params\":{\"n_predict\":3},"
          + "\"max_n_points\":1000}";

  private final HttpClient client = HttpClient.newHttpClient();
  private EnodoServed hub;

  @BeforeEach
  void start() throws Exception {
    hub = new EnodoServed(true);
    add("series-f");
  }

  @AfterEach
  void stop() {
    hub.close();
    client.close();
  }

  private void add(String name) throws Exception {
    var answer =
        hub.send(
            "POST",
            "/api/series",
            "{\"name\":\"%s\",\"config\":{\"min_data_points\":5,\"job_config\":[%s]}}"
                .formatted(name, JOBS));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** A subscription as a browser reads it. */
  private static final class Events implements AutoCloseable {
    private final BufferedReader in;
    private String id = "";

    Events(HttpResponse<java.io.InputStream> answer) throws IOException {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
      in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).isEqualTo("retry: 2000");
    }

    String next() throws IOException {
      String event = "";
      while (true) {
        String line = in.readLine();
        if (line == null) {
          return "the end";
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          assertThat(event).isEqualTo("update");
          return line.substring(6);
        }
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private Events subscribe(String path, String after) throws Exception {
    var request = hub.request("GET", path, "");
    if (!after.isEmpty()) {
      request.header("Last-Event-ID", after);
    }
    return new Events(client.send(request.build(), BodyHandlers.ofInputStream()));
  }

  private static String update(String resource, String type, String data) {
    return "{\"resource\": \"%s\", \"updateType\": \"%s\", \"resourceData\": %s}"
        .formatted(resource, type, data);
  }

  private String shown(String path) throws Exception {
    String body = hub.get(path).body();
    return body.substring("{\"data\": ".length(), body.length() - 1);
  }

  @Test
  void series_are_told_as_they_are_then_each_change_as_rest_shows_it() throws Exception {
    try (Events events = subscribe("/subscribe/series", "")) {
      assertThat(events.next()).isEqualTo(update("series", "initial", "[\"series-f\"]"));
      hub.send("PUT", "/api/series/1001", "{\"meta\":{\"a\":1}}");
      assertThat(events.next()).isEqualTo(update("series", "update", shown("/api/series/1001")));
      add("series-001");
      String added = events.next();
      assertThat(added).startsWith("{\"resource\": \"series\", \"updateType\": \"add\"");
      assertThat(added).contains("\"name\": \"series-001\", \"meta\": null, \"config\": {\"job_");
      hub.send("DELETE", "/api/series/1001", "");
      assertThat(events.next()).isEqualTo(update("series", "delete", "1001"));
    }
  }

  @Test
  void a_filter_leaves_out_all_others() throws Exception {
    assertThat(hub.get("/subscribe/filtered/series?filter=(").statusCode()).isEqualTo(400);
    try (Events events = subscribe("/subscribe/filtered/series?filter=series-n", "")) {
      assertThat(events.next()).isEqualTo(update("series", "initial", "[]"));
      add("series-001");
      add("series-neg");
      assertThat(events.next()).contains("\"add\"", "\"name\": \"series-neg\"");
    }
  }

  @Test
  void who_was_away_for_a_moment_is_told_what_it_missed() throws Exception {
    String last;
    try (Events events = subscribe("/subscribe/event/output", "")) {
      assertThat(events.next()).isEqualTo(update("event_output", "initial", "[]"));
      last = events.id;
    }
    hub.send("POST", "/api/enodo/event/output", "{\"data\":{\"url\":\"http://127.0.0.1:1/\"}}");
    try (Events events = subscribe("/subscribe/event/output", last)) {
      assertThat(events.next())
          .startsWith("{\"resource\": \"event_output\", \"updateType\": \"add\", \"resourceData\"")
          .contains("\"url\": \"http://127.0.0.1:1/\"");
      hub.send("DELETE", "/api/enodo/event/output/1002", "");
      assertThat(events.next()).isEqualTo(update("event_output", "delete", "1002"));
    }
    try (Events events = subscribe("/subscribe/event/output", "another-7")) {
      assertThat(events.next()).isEqualTo(update("event_output", "initial", "[]"));
    }
  }

  @Test
  void a_job_is_told_when_it_begins_and_when_it_ends() throws Exception {
    try (Events events = subscribe("/subscribe/queue", "")) {
      assertThat(events.next()).isEqualTo(update("job", "initial", "[]"));
      hub.engine.tell(
          new Change.Intervals("enodo/series-f/fc", new Range(0, 1), VisibleState.PREDICTED, 1));
      String begun = events.next();
      assertThat(begun)
          .startsWith("{\"resource\": \"job\", \"updateType\": \"add\", \"resourceData\": {\"rid\"")
          .contains(
              "\"series_name\": \"series-f\", \"job_config\": {\"activated\": true, \"module\": "
                  + "\"ets@1\", \"job_type\": \"job_forecast\"")
          .contains("\"job_data\": null, \"send_at\": 1795319280.0, \"error\": null");
      String rid = begun.replaceAll(".*\"rid\": (\"[0-9a-f]{32}\").*", "$1");
      assertThat(events.next()).isEqualTo(update("job", "delete", rid));
    }
  }

  @Test
  void alarms_are_told_as_lines_of_the_log() throws Exception {
    try (Events events = subscribe("/subscribe/enodo/log", "")) {
      assertThat(events.next()).startsWith("{\"resource\": \"enodo_log\", \"updateType\": \"init");
      Event opened =
          Event.of(
              EnodoServed.NOW,
              Severity.ERROR,
              "alarm.opened",
              "model:enodo/series-f/fc",
              "tank runs over");
      hub.events.append(opened);
      hub.engine.tell(
          new Change.Logged(
              Event.of(EnodoServed.NOW, Severity.ERROR, "other", "model:none", "not told")));
      hub.engine.tell(new Change.Logged(opened));
      String line = events.next();
      assertThat(line)
          .isEqualTo(
              update(
                  "enodo_log",
                  "add",
                  "{\"datetime\": \"2026-11-22 03:48:00,000\", \"log_level\": \"ERROR\","
                      + " \"message_type\": \"alarm.opened\", \"serie_name\": \"series-f\","
                      + " \"message\": \"tank runs over\"}"));
      String shown = hub.get("/api/enodo/log").body();
      assertThat(line).contains(shown.substring(shown.indexOf('[') + 1, shown.indexOf(']')));
    }
  }

  @Test
  void modules_and_the_database_are_told_as_they_come_and_go() throws Exception {
    try (Events events = subscribe("/subscribe/siridb/status", "")) {
      assertThat(events.next())
          .isEqualTo(
              update("siridb_status", "initial", "{\"data_conn\": true, \"output_conn\": true}"));
    }
    try (Events events = subscribe("/subscribe/enodo/module", "")) {
      assertThat(events.next())
          .startsWith("{\"resource\": \"enodo_module\", \"updateType\": \"initial\"")
          .contains("\"name\": \"ets\"");
    }
  }

  @Test
  void a_stopping_hub_ends_every_stream() throws Exception {
    try (Events events = subscribe("/subscribe/series", "")) {
      assertThat(events.next()).contains("initial");
      hub.close();
      assertThat(events.next()).isEqualTo("the end");
    }
  }
}
