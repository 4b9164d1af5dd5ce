package io.foretide.app.enodorest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.connect.Connectors;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.siridb.SiriConnector;
import io.foretide.connectors.standin.SiriStand;
import io.foretide.core.time.WallClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Series of a SiriDB, jobs and outputs made over REST, and alarms that arrive where they said. */
@Timeout(300)
class RestOutputsTest {
  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private SiriStand database;
  private SiriStand another;
  private HttpServer receiver;

  @BeforeEach
  void start() throws Exception {
    database = new SiriStand();
    another = new SiriStand();
    fill(database, 5);
    fill(another, 50);
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(
                exchange.getRequestURI().getPath()
                    + " "
                    + exchange.getRequestHeaders().getFirst("X-Key")
                    + " "
                    + body);
            exchange.sendResponseHeaders(204, -1);
          }
        });
    receiver.start();
  }

  @AfterEach
  void stop() throws Exception {
    receiver.stop(0);
    client.close();
    database.close();
    another.close();
  }

  /** Two hours up to now, the last half hour of it higher by ten. */
  private static void fill(SiriStand database, double level) {
    long now = System.currentTimeMillis() / 1_000;
    List<double[]> points = new ArrayList<>();
    for (long t = now - 7_200; t < now; t += 10) {
      points.add(new double[] {t, level + (t > now - 1_800 ? 10 : 0)});
    }
    database.put(Map.of("tank", points));
  }

  private Service open() throws Exception {
    Map<String, Object> siri =
        Map.of(
            "type", "siridb",
            "servers", List.of(database.address()),
            "database", "dbtest",
            "password", "siri");
    Configuration c =
        Configuration.read(
            new Layer(
                Map.of(
                    "store", Map.of("folder", folder.resolve("data").toString()),
                    "hub",
                        Map.of("port", 0, "enodo", Map.of("http_port", 0, "min_data_points", 10)),
                    "sensor_data", siri),
                Map.of()),
            folder,
            Connectors.of(List.of(new SiriConnector())));
    return Service.open(
        c,
        new ServiceOptions(
            false,
            false,
            WallClock.system(),
            e -> {
              throw new AssertionError(e);
            }));
  }

  private String send(Service service, String method, String path, String body, int expected)
      throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.enodoRestPort() + path))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(method + path + answer.body()).isEqualTo(expected);
    return answer.body();
  }

  private String output(String path, String types) {
    return "{\"output_type\":1,\"data\":{\"url\":\"http://127.0.0.1:%d%s\",\"severity\":\"warning\","
            .formatted(receiver.getAddress().getPort(), path)
        + "\"headers\":{\"X-Key\":\"k\"},"
        + types
        + "\"payload\":\"{\\\"t\\\": {{event.title|jsonify}}, \\\"s\\\": \\\"{{severity}}\\\"}\"}}";
  }

  private static String job(String name, String kind, String parameters) {
    return "{\"config_name\":\"%s\",\"module\":\"any@1\",\"job_type\":\"job_%s\","
            .formatted(name, kind)
        + "\"job_schedule_type\":\"TS\",\"job_schedule\":600,\"module_params\":"
        + parameters
        + "}";
  }

  @Test
  void an_output_made_over_rest_is_told_of_a_broken_rule_and_another_of_anomalies_is_not()
      throws Exception {
    try (Service service = open()) {
      service.start();
      send(service, "POST", "/api/enodo/event/output", output("/rules", ""), 201);
      send(
          service,
          "POST",
          "/api/enodo/event/output",
          output("/anomalies", "\"for_event_types\":[\"event_anomaly_detected\"],"),
          201);
      String series =
          "{\"name\":\"tank\",\"config\":{\"min_data_points\":10,\"job_config\":[%s,%s]}}"
              .formatted(
                  job("base", "base_analysis", "{}"), job("sr", "static_rules", "{\"max\":9}"));
      assertThat(send(service, "POST", "/api/series", series, 201)).isEqualTo("{\"data\": true}");
      String told = Objects.requireNonNull(received.poll(120, TimeUnit.SECONDS), "nobody was told");
      assertThat(told).startsWith("/rules k {\"t\": ").endsWith(", \"s\": \"warning\"}");
      assertThat(received).noneMatch(t -> t.startsWith("/anomalies"));
      String shown = send(service, "GET", "/api/enodo/event/output", "", 200);
      assertThat(shown).contains("/rules\"", "/anomalies\"");
    }
    // It is there again after a restart, until it is removed.
    try (Service service = open()) {
      String shown = send(service, "GET", "/api/enodo/event/output?fields=rid", "", 200);
      assertThat(shown).matches("\\{\"data\": \\[\\{\"rid\": \\d+}, \\{\"rid\": \\d+}]}");
      String rid = shown.replaceAll("^\\D+(\\d+).*", "$1");
      send(service, "DELETE", "/api/enodo/event/output/" + rid, "", 200);
      assertThat(send(service, "GET", "/api/enodo/event/output", "", 200)).doesNotContain("/rules");
    }
  }

  @Test
  void series_are_read_from_the_database_that_a_client_names_also_after_a_restart()
      throws Exception {
    try (Service service = open()) {
      assertThat(send(service, "GET", "/siridb/status", "", 200)).contains("\"connected\": true");
      String add = "{\"name\":\"tank\",\"model\":3,\"model_parameters\":{\"order\":2}}";
      assertThat(send(service, "POST", "/series", add, 201)).contains("\"datapoint_count\": 720");
      assertThat(send(service, "GET", "/series/tank", "", 200)).contains(", 5.0]");
      send(service, "POST", "/settings", "{\"siridb_password\":\"guessed\"}", 400);
      assertThat(send(service, "GET", "/series/tank", "", 200)).contains(", 5.0]");
      String port = "{\"siridb_port\":%d}".formatted(another.port());
      assertThat(send(service, "POST", "/settings", port, 200))
          .contains("\"siridb_port\": " + another.port(), "\"siridb_password\": \"***\"");
      assertThat(send(service, "GET", "/series/tank", "", 200))
          .contains(", 50.0]")
          .doesNotContain(", 5.0]");
    }
    try (Service service = open()) {
      assertThat(send(service, "GET", "/series/tank", "", 200)).contains(", 50.0]");
    }
  }
}
