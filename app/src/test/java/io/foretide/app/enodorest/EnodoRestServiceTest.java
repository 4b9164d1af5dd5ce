package io.foretide.app.enodorest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.connect.Connectors;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.siridb.SiriConnector;
import io.foretide.core.engine.Change;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.forecast.catalog.MethodCatalog;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enodo's REST over a real engine and store. */
class EnodoRestServiceTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  private Service open(String yaml) throws Exception {
    Layer layer = YamlFile.parse("test", yaml, s -> s);
    Map<String, Object> values = new HashMap<>(layer.values());
    values.put("store", Map.of("folder", folder.resolve("data").toString()));
    Configuration c =
        Configuration.read(
            new Layer(values, Map.of()), folder, Connectors.of(List.of(new SiriConnector())));
    return Service.open(c, new ServiceOptions(false, false, WallClock.system(), e -> {}));
  }

  private static void write(Service service) throws Exception {
    long now = WallClock.system().now();
    PointBatch points = new PointBatch();
    for (long t = now - 3 * Instants.DAY; t < now; t += 10 * Instants.MINUTE) {
      points.add("pump", t, Math.sin(2 * Math.PI * t / Instants.DAY) + t / Instants.HOUR % 3);
    }
    service.points().write(points);
  }

  private HttpResponse<String> send(String host, int port, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> send(Service service, String method, String path, String body)
      throws Exception {
    return send("127.0.0.1", service.enodoRestPort(), method, path, body);
  }

  @Test
  void a_posted_series_is_forecast_and_still_there_after_a_restart() throws Exception {
    String yaml = "hub: {port: 0, enodo: {http_port: 0, dialect: seed}}\n";
    try (Service service = open(yaml)) {
      write(service);
      service.start();
      Semaphore changed = new Semaphore(0);
      String body = "{\"name\":\"pump\",\"model\":3,\"model_parameters\":{\"order\":4}}";
      try (AutoCloseable listening = service.engine().subscribe((Change c) -> changed.release())) {
        assertThat(send(service, "POST", "/series", body).statusCode()).isEqualTo(201);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!send(service, "GET", "/series/pump", "").body().contains("\"analysed\": true")
            && System.nanoTime() < deadline) {
          changed.tryAcquire(200, TimeUnit.MILLISECONDS);
        }
        assertThat(listening).isNotNull();
      }
      assertThat(send(service, "GET", "/series/pump", "").body())
          .matches("(?s).*\"datapoint_count\": 43[23], \"analysed\": true.*")
          .matches(
              "(?s).*\"points\": \\[\\[\\d+, [-0-9.]+\\], .*\"forecast_points\": \\[\\[\\d+, .*");
      assertThat(send(service, "POST", "/settings", "{\"min_data_points\":50}").statusCode())
          .isEqualTo(200);
    }
    try (Service service = open(yaml)) {
      assertThat(send(service, "GET", "/series", "").body())
          .contains("\"name\": \"pump\"", "\"model_parameters\": {\"order\": 4}");
      assertThat(send(service, "GET", "/settings", "").body()).contains("\"min_data_points\": 50");
      send(service, "DELETE", "/series/pump", "");
      assertThat(service.engine().model("enodo/pump")).isEmpty();
    }
  }

  @Test
  void every_method_of_the_catalogue_becomes_a_model_by_its_name() throws Exception {
    try (Service service = open("hub: {port: 0, enodo: {http_port: 0}}\n")) {
      write(service);
      for (String method : MethodCatalog.names()) {
        var answer =
            send(
                service,
                "POST",
                "/series",
                "{\"name\":\"pump\",\"model\":\"" + method + "\",\"model_parameters\":null}");
        assertThat(answer.statusCode()).as(method + answer.body()).isEqualTo(201);
        assertThat(
                service
                    .engine()
                    .model("enodo/pump")
                    .orElseThrow()
                    .model()
                    .definition()
                    .run()
                    .settings()
                    .get("method"))
            .isEqualTo(method.equals("arima") ? "auto_arima" : method);
      }
      var wrong =
          send(
              service,
              "POST",
              "/series",
              "{\"name\":\"pump\",\"model\":1,\"model_parameters\":{\"m\":24,\"dd\":1}}");
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(wrong.body()).contains("dd");
      String jobs =
          "{\"config\":{\"min_data_points\":5,\"job_config\":["
              + job("base", "any", "base_analysis", "{}")
              + ","
              + job("fc", "prophet", "forecast", "{\"n_predict\":12}")
              + ","
              + job("an", "mad", "anomaly_detect", "{\"limit\":4}")
              + ","
              + job("sr", "any", "static_rules", "{\"min\":-5,\"max\":5}")
              + "]}}";
      assertThat(send(service, "PUT", "/api/series/pump", jobs).statusCode()).isEqualTo(200);
      assertThat(service.engine().model("enodo/pump/sr")).isPresent();
    }
  }

  private static String job(String name, String module, String kind, String parameters) {
    return "{\"config_name\":\""
        + name
        + "\",\"module\":\""
        + module
        + "@1\",\"job_type\":\"job_"
        + kind
        + "\",\"job_schedule_type\":\"TS\",\"job_schedule\":3600,\"module_params\":"
        + parameters
        + "}";
  }

  @Test
  void socket_io_is_served_unless_it_is_turned_off() throws Exception {
    String path = "/socket.io/?EIO=4&transport=polling";
    try (Service service = open("hub: {port: 0, enodo: {http_port: 0}}\n")) {
      assertThat(send(service, "GET", path, "").body()).startsWith("0{\"sid\": ");
    }
    try (Service service = open("hub: {port: 0, enodo: {http_port: 0, socket_io: false}}\n")) {
      assertThat(send(service, "GET", path, "").statusCode()).isEqualTo(404);
      assertThat(send(service, "GET", "/series", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void callers_at_another_address_need_credentials_on_every_route() throws Exception {
    Optional<String> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
            .map(a -> a.getHostAddress())
            .findFirst();
    Assumptions.assumeTrue(other.isPresent(), "SKIPPED: this machine has no other address");
    String yaml =
        "hub: {host: 0.0.0.0, port: 0, tokens: {admin: admin-token},"
            + " enodo: {http_port: 0, basic_auth: {password: enodo-secret}}}\n";
    try (Service service = open(yaml)) {
      int port = service.enodoRestPort();
      for (String path :
          List.of(
              "/series",
              "/series/x",
              "/settings",
              "/siridb/status",
              "/enodo/status",
              "/enodo/log",
              "/enodo/clients",
              "/enodo/models",
              "/api/series",
              "/api/series/1",
              "/api/series/1/output",
              "/api/series/1/resolve/x",
              "/api/template/series",
              "/api/enodo/module",
              "/api/enodo/event/output",
              "/api/enodo/stats",
              "/api/enodo/label",
              "/api/enodo/status",
              "/api/enodo/clients",
              "/api/settings",
              "/api/siridb/query?query=show")) {
        assertThat(send(other.get(), port, "GET", path, "").statusCode()).as(path).isEqualTo(401);
      }
      for (String path :
          List.of(
              "/series",
              "/settings",
              "/api/series",
              "/api/series/1/job",
              "/api/template/series",
              "/api/enodo/event/output",
              "/api/enodo/label",
              "/api/settings")) {
        assertThat(send(other.get(), port, "POST", path, "{}").statusCode())
            .as(path)
            .isEqualTo(401);
      }
      assertThat(send(other.get(), port, "GET", "/status/live", "").statusCode()).isEqualTo(200);
      assertThat(send("127.0.0.1", port, "GET", "/series", "").statusCode()).isEqualTo(200);
    }
  }
}
