package io.foretide.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.foretide.app.client.ApiClient;
import io.foretide.app.client.ApiException;
import io.foretide.app.client.Query;
import io.foretide.app.client.ServerFile;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelFile;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From points to a webhook, through the whole service. */
class AlarmsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;
  private HttpServer receiver;
  private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();

  @BeforeEach
  void listen() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          JsonNode body = JSON.readTree(exchange.getRequestBody());
          boolean refuse = refusals.getAndDecrement() > 0;
          exchange.sendResponseHeaders(refuse ? 503 : 204, -1);
          exchange.close();
          if (!refuse) {
            received.add(body);
          }
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private Service open(String rules) throws Exception {
    String yaml =
        "alarms:\n  outputs:\n    - {name: ops, url: \"http://127.0.0.1:"
            + receiver.getAddress().getPort()
            + "/\"}\n"
            + rules;
    Layer layer = YamlFile.parse("test", yaml, s -> s);
    Map<String, Object> values = new HashMap<>(layer.values());
    values.put("store", Map.of("folder", folder.toString()));
    values.put("hub", Map.of("port", 0L));
    Service service =
        Service.open(
            Configuration.read(new Layer(values, Map.of()), folder),
            new ServiceOptions(false, true, WallClock.system(), e -> {}));
    service.start();
    return service;
  }

  private static ApiClient client(Service service) {
    ServerFile s = service.server();
    return new ApiClient(s.address(), s.token());
  }

  private static void points(Service service, String series, long from, long to, double value)
      throws Exception {
    PointBatch points = new PointBatch();
    for (long t = from; t < to; t += 10 * Instants.MINUTE) {
      points.add(series, t, value);
    }
    service.points().write(points);
  }

  private static void model(Service service, String name, String series) throws Exception {
    service
        .engine()
        .create(
            ModelFile.read(
                Map.of(
                    "model",
                    name,
                    "inputs",
                    List.of(series),
                    "every",
                    "10m",
                    "start",
                    "-6h",
                    "run",
                    Map.of("detect", Map.of("method", "limits", "high", 5.0)))));
  }

  private JsonNode next() throws InterruptedException {
    JsonNode body = received.poll(60, TimeUnit.SECONDS);
    assertThat(body).as("a message within a minute").isNotNull();
    return java.util.Objects.requireNonNull(body);
  }

  /** Five hours ago until four hours ago the pump is above its limit. */
  private static long fill(Service service) throws Exception {
    long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
    points(service, "pump", now - 7 * Instants.HOUR, now - 5 * Instants.HOUR, 1);
    points(service, "pump", now - 5 * Instants.HOUR, now - 4 * Instants.HOUR, 9);
    points(service, "pump", now - 4 * Instants.HOUR, now, 1);
    return now;
  }

  @Test
  void one_episode_is_one_alarm_that_opens_closes_and_is_told_even_if_the_receiver_is_busy_first()
      throws Exception {
    refusals.set(1);
    try (Service service = open("")) {
      long now = fill(service);
      model(service, "pump-high", "pump");
      JsonNode opened = next();
      assertThat(opened.at("/alarm/what").asText()).isEqualTo("opened");
      assertThat(opened.at("/alarm/from").asText())
          .isEqualTo(Instants.format(now - 5 * Instants.HOUR));
      assertThat(opened.at("/alarm/words").asText()).startsWith("pump was 9 (score ");
      JsonNode closed = next();
      assertThat(closed.at("/alarm/what").asText()).isEqualTo("closed");
      assertThat(closed.at("/alarm/to").asText())
          .isEqualTo(Instants.format(now - 4 * Instants.HOUR - 10 * Instants.MINUTE));
      JsonNode list = client(service).get("/api/v1/alarms", Query.NONE);
      assertThat(list.get("items")).hasSize(1);
      assertThat(list.at("/items/0/open").asBoolean()).isFalse();
      JsonNode one = client(service).get("/api/v1/alarms/1", Query.NONE);
      assertThat(one.at("/deliveries/0/attempts").asInt()).isEqualTo(2);
    }
  }

  @Test
  void what_is_predicted_again_from_changed_points_is_judged_again() throws Exception {
    try (Service service = open("")) {
      long now = fill(service);
      points(service, "pump", now - Instants.HOUR, now, 9);
      model(service, "pump-high", "pump");
      List<JsonNode> before = List.of(next(), next(), next());
      assertThat(before)
          .extracting(b -> b.at("/alarm/id").asInt() + b.at("/alarm/what").asText())
          .containsExactlyInAnyOrder("1opened", "1closed", "2opened");
      // The first episode was worse than it seemed, the second was none, and there was another.
      points(service, "pump", now - 5 * Instants.HOUR, now - 4 * Instants.HOUR, 12);
      points(service, "pump", now - 3 * Instants.HOUR, now - 2 * Instants.HOUR, 9);
      points(service, "pump", now - Instants.HOUR, now, 1);
      List<JsonNode> after = new ArrayList<>(List.of(next(), next(), next()));
      assertThat(after)
          .extracting(b -> b.at("/alarm/id").asInt() + b.at("/alarm/what").asText())
          .containsExactlyInAnyOrder("2closed", "3opened", "3closed");
      after.removeIf(b -> b.at("/alarm/id").asInt() != 2);
      assertThat(after.getFirst().at("/alarm/ending").asText()).startsWith("its cause is gone");
      ApiClient api = client(service);
      JsonNode first = api.get("/api/v1/alarms/1", Query.NONE);
      assertThat(first.get("deliveries")).hasSize(2);
      assertThat(first.get("from").asText()).isEqualTo(Instants.format(now - 5 * Instants.HOUR));
      assertThat(first.get("peak").asDouble()).isEqualTo(12.0 / 5);
      assertThat(api.get("/api/v1/alarms/3", Query.NONE).get("from").asText())
          .isEqualTo(Instants.format(now - 3 * Instants.HOUR));
      assertThat(api.get("/api/v1/alarms", Query.NONE).get("items")).hasSize(3);
      assertThat(received).isEmpty();
    }
  }

  @Test
  void what_a_model_driven_by_points_predicts_again_is_judged_again() throws Exception {
    try (Service service = open("")) {
      fill(service);
      Map<String, Object> file =
          Map.of(
              "model",
              "pump-points",
              "inputs",
              List.of("pump"),
              "resolution",
              "10m",
              "every",
              Map.of("points", 3),
              "start",
              "-8h",
              "run",
              Map.of("detect", Map.of("method", "limits", "high", 5.0)));
      service.engine().create(ModelFile.read(file));
      assertThat(List.of(next(), next()))
          .extracting(b -> b.at("/alarm/what").asText())
          .containsExactly("opened", "closed");
      // The values were wrong, and the intervals are computed again from the right ones.
      long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
      points(service, "pump", now - 6 * Instants.HOUR, now - 3 * Instants.HOUR, 1);
      ApiClient api = client(service);
      var unused =
          api.post(
              "/api/v1/backfill",
              Map.of("models", List.of("pump-points"), "from", "-8h", "to", "now", "mode", "all"));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      JsonNode alarm = api.get("/api/v1/alarms/1", Query.NONE);
      while (alarm.get("ending").asText().isEmpty() && System.nanoTime() < deadline) {
        assertThat(received.poll(100, TimeUnit.MILLISECONDS)).isNull();
        alarm = api.get("/api/v1/alarms/1", Query.NONE);
      }
      assertThat(alarm.get("ending").asText()).startsWith("its cause is gone");
      assertThat(api.get("/api/v1/alarms", Query.NONE).get("items")).hasSize(1);
    }
  }

  @Test
  void a_restart_neither_repeats_nor_loses_an_alarm() throws Exception {
    try (Service service = open("")) {
      fill(service);
      model(service, "pump-high", "pump");
      next();
      next();
      settled(client(service), 2);
    }
    try (Service service = open("")) {
      long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
      points(service, "valve", now - 7 * Instants.HOUR, now - 2 * Instants.HOUR, 1);
      points(service, "valve", now - 2 * Instants.HOUR, now, 9);
      model(service, "valve-high", "valve");
      JsonNode opened = next();
      assertThat(opened.at("/alarm/id").asLong()).isEqualTo(2);
      assertThat(opened.at("/alarm/model").asText()).isEqualTo("valve-high");
      assertThat(client(service).get("/api/v1/alarms", Query.NONE).get("items")).hasSize(2);
      assertThat(received).isEmpty();
    }
  }

  @Test
  void a_false_alarm_moves_the_limit_for_its_model_and_needs_a_name() throws Exception {
    try (Service service = open("")) {
      fill(service);
      model(service, "pump-high", "pump");
      next();
      next();
      ApiClient api = client(service);
      settled(api, 2);
      assertThat(
              org.assertj.core.api.Assertions.catchThrowableOfType(
                      ApiException.class,
                      () ->
                          api.post("/api/v1/alarms/1/feedback", Map.of("feedback", "false_alarm")))
                  .getMessage())
          .contains("a name is missing");
      JsonNode said =
          api.post(
              "/api/v1/alarms/1/feedback",
              Map.of("feedback", "false_alarm", "by", "ann", "note", "test run"));
      assertThat(said.get("feedback").asText()).isEqualTo("false_alarm");
      assertThat(event(api, "alarm.feedback"))
          .contains(
              "ann says false alarm: test run", "the limit of 'anomaly' for pump-high is now 1.84");
    }
    received.clear();
    try (Service service = open("")) {
      long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
      points(service, "pump", now - 150 * Instants.MINUTE, now - 120 * Instants.MINUTE, 9);
      points(service, "pump", now - 30 * Instants.MINUTE, now, 12);
      JsonNode worse = next();
      assertThat(worse.at("/alarm/from").asText())
          .isEqualTo(Instants.format(now - 30 * Instants.MINUTE));
      assertThat(worse.at("/alarm/limit").asDouble()).isCloseTo(1.84, within(1e-9));
    }
  }

  /** The message of the newest event of a kind, once it is stored. */
  private String event(ApiClient api, String kind) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String message = "";
    while (message.isEmpty() && System.nanoTime() < deadline) {
      JsonNode events = api.get("/api/v1/events", Query.NONE.with("kind", kind));
      message = events.at("/items/0/message").asText();
      var unused = received.poll(100, TimeUnit.MILLISECONDS);
    }
    return message;
  }

  @Test
  void in_a_silence_alarms_are_recorded_and_nobody_is_told() throws Exception {
    try (Service service = open("")) {
      ApiClient api = client(service);
      api.post(
          "/api/v1/silences",
          Map.of("models", "pump-*", "for", "1h", "by", "ann", "reason", "revision"));
      fill(service);
      model(service, "pump-high", "pump");
      model(service, "other", "pump");
      JsonNode told = next();
      assertThat(told.at("/alarm/model").asText()).isEqualTo("other");
      JsonNode list = api.get("/api/v1/alarms", Query.NONE.with("model", "pump-high"));
      assertThat(list.at("/items/0/silence").asText()).isEqualTo("revision");
    }
  }

  @Test
  void what_is_still_open_when_a_silence_ends_is_told_then() throws Exception {
    try (Service service = open("")) {
      ApiClient api = client(service);
      JsonNode silence =
          api.post("/api/v1/silences", Map.of("for", "1h", "by", "ann", "reason", "new seals"));
      long now = fill(service);
      points(service, "pump", now - Instants.HOUR, now, 9);
      model(service, "pump-high", "pump");
      // The first episode is over, and its alarm is open for a moment only.
      String second = Instants.format(now - Instants.HOUR);
      await(() -> {
        JsonNode open = api.get("/api/v1/alarms", Query.NONE.with("open", "true"));
        return open.at("/items/0/from").asText().equals(second) ? 1 : 0;
      });
      assertThat(received).isEmpty();
      var unused =
          api.delete(
              "/api/v1/silences/" + silence.get("id").asLong(), Query.NONE.with("by", "ann"));
      JsonNode told = next();
      assertThat(told.at("/alarm/what").asText()).isEqualTo("opened");
      assertThat(told.at("/alarm/from").asText()).isEqualTo(Instants.format(now - Instants.HOUR));
      // The episode that was over by then is told to nobody.
      assertThat(api.get("/api/v1/alarms/1", Query.NONE).get("deliveries")).isEmpty();
    }
  }

  /**
   * Waits until the store knows that all of the first alarm was told: a restart repeats the rest.
   */
  private void settled(ApiClient api, int deliveries) throws Exception {
    await(() -> {
      int done = 0;
      for (JsonNode d : api.get("/api/v1/alarms/1", Query.NONE).get("deliveries")) {
        done += d.get("state").asText().equals("done") ? 1 : 0;
      }
      return done == deliveries ? 1 : 0;
    });
  }

  private interface Count {
    int now() throws Exception;
  }

  private void await(Count count) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    int seen = count.now();
    while (seen == 0 && System.nanoTime() < deadline) {
      assertThat(received.poll(50, TimeUnit.MILLISECONDS)).isNull();
      seen = count.now();
    }
    assertThat(seen).isPositive();
  }

  @Test
  void the_alarm_of_a_model_that_is_deleted_ends_and_says_why() throws Exception {
    try (Service service = open("")) {
      long now = fill(service);
      points(service, "pump", now - 5 * Instants.HOUR, now, 9);
      model(service, "pump-high", "pump");
      assertThat(next().at("/alarm/what").asText()).isEqualTo("opened");
      ApiClient api = client(service);
      var unused = api.delete("/api/v1/models/pump-high", Query.NONE);
      JsonNode closed = next();
      assertThat(closed.at("/alarm/what").asText()).isEqualTo("closed");
      assertThat(closed.at("/alarm/ending").asText()).isEqualTo("its model was deleted");
    }
  }

  @Test
  void a_rule_that_is_taken_away_ends_its_alarms() throws Exception {
    try (Service service = open("")) {
      long now = fill(service);
      points(service, "pump", now - 5 * Instants.HOUR, now, 9);
      model(service, "pump-high", "pump");
      assertThat(next().at("/alarm/what").asText()).isEqualTo("opened");
      settled(client(service), 1);
    }
    try (Service service = open("  rules:\n    - {name: late, lag: 9h}\n")) {
      JsonNode closed = next();
      assertThat(closed.at("/alarm/what").asText()).isEqualTo("closed");
      assertThat(closed.at("/alarm/ending").asText())
          .isEqualTo("no rule 'anomaly' looks at its model now");
      assertThat(service.alarms().open()).isZero();
    }
  }

  @Test
  void of_a_group_whose_first_alarm_was_silenced_the_next_is_told() throws Exception {
    try (Service service = open("")) {
      long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
      points(service, "inlet", now - 6 * Instants.HOUR, now - 2 * Instants.HOUR, 1);
      points(service, "inlet", now - 2 * Instants.HOUR, now, 9);
      ApiClient api = client(service);
      var unused =
          api.post(
              "/api/v1/silences",
              Map.of("models", "inlet-*", "for", "1h", "by", "ann", "reason", "revision"));
      model(service, "inlet-high", "inlet");
      await(() -> api.get("/api/v1/alarms", Query.NONE).at("/items").size());
      model(service, "outlet-high", "inlet");
      JsonNode told = next();
      assertThat(told.at("/alarm/model").asText()).isEqualTo("outlet-high");
      assertThat(api.get("/api/v1/alarms/2", Query.NONE).get("group").asLong()).isEqualTo(1);
    }
  }

  @Test
  void of_series_that_move_together_only_the_first_alarm_is_told() throws Exception {
    try (Service service = open("")) {
      long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
      for (String name : List.of("inlet", "outlet", "other")) {
        PointBatch points = new PointBatch();
        for (int i = 0; i < 30 * 6; i++) {
          long t = now - 30 * Instants.HOUR + i * 10 * Instants.MINUTE;
          double wave = 3 * Math.sin(i / (name.equals("other") ? 3.0 : 9.0));
          points.add(name, t, t >= now - 2 * Instants.HOUR ? 9 : 1 + wave);
        }
        service.points().write(points);
      }
      model(service, "inlet-high", "inlet");
      assertThat(next().at("/alarm/model").asText()).isEqualTo("inlet-high");
      model(service, "outlet-high", "outlet");
      model(service, "other-high", "other");
      assertThat(next().at("/alarm/model").asText()).isEqualTo("other-high");
    }
  }

  @Test
  void a_silent_input_is_an_alarm_that_closes_when_points_come_again() throws Exception {
    try (Service service =
        open(
            "  rules:\n    - {name: quiet, silent: 2h, delay: {off: 0s}, severity: error}\n"
                + "    - {name: never, silent: 1s, models: [ghost-*]}\n")) {
      long now = WallClock.system().now();
      points(service, "tank", now - 8 * Instants.HOUR, now - 5 * Instants.HOUR, 1);
      model(service, "tank-high", "tank");
      JsonNode opened = next();
      assertThat(opened.at("/severity").asText()).isEqualTo("error");
      assertThat(opened.at("/alarm/words").asText()).startsWith("tank has had no point for 5h");
      assertThat(opened.at("/alarm/revision").asInt()).isEqualTo(1);
      ApiClient api = client(service);
      var unused =
          api.post("/api/v1/alarms/1/feedback", Map.of("feedback", "false_alarm", "by", "ann"));
      assertThat(event(api, "alarm.feedback"))
          .contains("the limit of 'quiet' for tank-high is now 5h");
      points(service, "tank", now - Instants.HOUR, now, 1);
      assertThat(next().at("/alarm/what").asText()).isEqualTo("closed");
      model(service, "ghost-high", "ghost");
      assertThat(next().at("/alarm/words").asText())
          .as("an input that never had a point")
          .startsWith("ghost has had no point for");
    }
  }
}
