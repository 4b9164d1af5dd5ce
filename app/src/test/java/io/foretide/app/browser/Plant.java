package io.foretide.app.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.engine.Tally;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole server on a file and a free port, with three weeks of points of two series: the pressure
 * of a pump, whose sensor was silent for two days, six and four days ago, and the level of a tank.
 */
final class Plant implements AutoCloseable {
  static final String PRESSURE = "pump-7.discharge-pressure";
  static final String LEVEL = "tank-1.level";
  static final String HOLED = "pump-7/discharge-pressure";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STEP = Duration.ofMinutes(10);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private final Service service;

  private Plant(Service service) {
    this.service = service;
  }

  static Plant start(Path folder) throws Exception {
    Configuration configuration =
        Configuration.read(
            new Layer(
                Map.of("store", Map.of("folder", folder.toString()), "hub", Map.of("port", 0)),
                Map.of()),
            folder);
    return new Plant(
        Service.open(
            configuration,
            new ServiceOptions(
                false,
                false,
                WallClock.system(),
                trouble -> {
                  throw new IllegalStateException("the service cannot go on", trouble);
                })));
  }

  /** Points and models; returns when every due interval has ended. */
  void fill() throws Exception {
    put(LEVEL, now.minus(21, ChronoUnit.DAYS), now);
    put(PRESSURE, now.minus(21, ChronoUnit.DAYS), now.minus(6, ChronoUnit.DAYS));
    put(PRESSURE, now.minus(5, ChronoUnit.DAYS), silentFrom());
    put(PRESSURE, silentTo(), now);
    model(HOLED, PRESSURE, forecast());
    model("tank-1/level", LEVEL, forecast());
    model("tank-1/limits", LEVEL, Map.of("detect", Map.of("method", "limits", "high", 100)));
    service.start();
    settle();
  }

  /**
   * A candidate for the level of the tank that a person must approve; returns when one is asked.
   */
  int previewOfLevel() throws Exception {
    Map<String, Object> run =
        Map.of("forecast", Map.of("method", "seasonal_naive", "season", "2d", "horizon", "12h"));
    post(
        "/api/v1/rollouts",
        Map.of(
            "candidates",
            List.of(file("tank-1/level", LEVEL, run)),
            "mode",
            "preview",
            "over",
            "-3d",
            "gates",
            List.of(
                Map.of("gate", "error_rate", "limit", "+0.01"),
                Map.of("gate", "mase", "limit", "100")),
            "name",
            "anna",
            "reason",
            "two days are a season too"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      JsonNode r = get("/api/v1/rollouts").path("items").path(0);
      if (r.path("state").asText().equals("waiting")) {
        return r.path("id").asInt();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nobody is asked after 60 s: " + r);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Map<String, Object> forecast() {
    return Map.of("forecast", Map.of("method", "seasonal_naive", "season", "1d", "horizon", "12h"));
  }

  /** Many series of a few points each, named {@code fleet-N.xM}. */
  void fleet(int series) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < series; i++) {
      for (int k = 0; k < 3; k++) {
        lines
            .append("fleet-")
            .append(i / 20)
            .append(".x")
            .append(i % 20)
            .append(" value=")
            .append(k);
        lines.append(' ').append(now.minus(k, ChronoUnit.HOURS).getEpochSecond()).append('\n');
      }
    }
    answer(
        HttpRequest.newBuilder(page("/write?precision=s"))
            .POST(HttpRequest.BodyPublishers.ofString(lines.toString())));
  }

  /** The sensor of {@link #PRESSURE} was silent the second time from here ... */
  Instant silentFrom() {
    return now.minus(4, ChronoUnit.DAYS);
  }

  /** ... to here. */
  Instant silentTo() {
    return now.minus(3, ChronoUnit.DAYS);
  }

  /** The points that were lost the second time turn up. */
  void findLostPoints() throws Exception {
    put(PRESSURE, silentFrom(), silentTo());
  }

  void settle() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      Tally tally = service.engine().status().tally();
      if (tally.due() > 0 && tally.missing() + tally.inFlight() == 0) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("intervals are left after 60 s: " + tally);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** How many intervals of the holed model are in a state in the second silence. */
  int silent(String state) throws Exception {
    JsonNode coverage =
        get(
            "/api/v1/models/"
                + HOLED.replace("/", "%2F")
                + "/coverage?from="
                + silentFrom()
                + "&to="
                + silentTo());
    return coverage.path("tally").path(state).asInt();
  }

  URI page(String path) {
    return service.server().address().resolve(path);
  }

  private void put(String series, Instant from, Instant to) throws Exception {
    List<Long> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Instant t = from; t.isBefore(to); t = t.plus(STEP)) {
      double day = t.getEpochSecond() / 86_400.0;
      times.add(t.toEpochMilli());
      values.add(30 + 4 * Math.sin(2 * Math.PI * day) + Math.sin(31 * day));
    }
    post("/api/v1/series/" + series + "/points", Map.of("times", times, "values", values));
  }

  private void model(String name, String input, Map<String, Object> run) throws Exception {
    post("/api/v1/models", file(name, input, run));
  }

  private static Map<String, Object> file(String name, String input, Map<String, Object> run) {
    return Map.of(
        "model",
        name,
        "inputs",
        List.of(input),
        "resolution",
        "10m",
        "every",
        "1h",
        "start",
        "-10d",
        "late",
        Map.of("within", "1h"),
        "run",
        run);
  }

  void delete(String model) throws Exception {
    answer(HttpRequest.newBuilder(page("/api/v1/models/" + model.replace("/", "%2F"))).DELETE());
  }

  private void post(String path, Object body) throws IOException, InterruptedException {
    answer(
        HttpRequest.newBuilder(page(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(page(path)));
  }

  private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(answer.request().uri() + " answered " + answer.body());
    }
    return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    client.close();
    service.close();
  }
}
