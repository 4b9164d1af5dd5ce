package io.foretide.app.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.ApiClient;
import io.foretide.app.client.Query;
import io.foretide.app.client.ServerFile;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A whole service on a folder with model files and a database, with its API. Its clock runs from a
 * fixed time, five minutes after an interval's end, so that nothing more falls due in a test.
 */
final class Installation implements AutoCloseable {
  static final long NOW = Instants.parse("2026-03-02T12:05:00Z");
  static final long STEP = 10 * Instants.MINUTE;

  final Service service;
  final ApiClient api;

  private Installation(Service service) {
    this.service = service;
    ServerFile server = service.server();
    api = new ApiClient(server.address(), server.token());
  }

  /**
   * Starts it.
   *
   * @param settings more of the configuration file, YAML
   */
  static Installation start(Path folder, String settings) throws Exception {
    String yaml =
        "scheduler: {backoff_first: 50ms, backoff_max: 200ms}\n"
            + "executor: {drain_timeout: 0s}\n"
            + settings;
    Map<String, Object> values = new HashMap<>(YamlFile.parse("test", yaml, s -> s).values());
    values.put("store", Map.of("folder", folder.resolve("data").toString()));
    values.put("hub", Map.of("port", 0L));
    Service service =
        Service.open(
            Configuration.read(new Layer(values, Map.of()), folder),
            new ServiceOptions(false, true, new Clock(System.nanoTime()), e -> {}));
    service.refuseOverload();
    service.start();
    return new Installation(service);
  }

  private record Clock(long begun) implements WallClock {
    @Override
    public long now() {
      return NOW + System.nanoTime() - begun;
    }

    @Override
    public long monotonic() {
      return System.nanoTime();
    }
  }

  /** Writes a model file, as a user does. */
  static void file(Path folder, String name, String yaml) throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve("models").resolve(name + ".yaml"), yaml);
  }

  /** Two days of {@code flow}; its value at an instant is {@link #flow}. */
  void feed() throws Exception {
    PointBatch points = new PointBatch();
    for (long t = NOW - 2 * Instants.DAY; t < NOW; t += STEP) {
      long at = t / STEP * STEP;
      points.add("flow", at, flow(at));
    }
    service.points().write(points);
  }

  static double flow(long instant) {
    return 50 + Math.floorMod(instant / STEP * 7, 11L);
  }

  JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + 60 * Instants.SECOND;
    JsonNode last = null;
    while (System.nanoTime() < deadline) {
      try {
        last = api.get(path, Query.NONE);
        if (wanted.test(last)) {
          return last;
        }
      } catch (io.foretide.app.client.ApiException e) {
        if (e.status() != 404) {
          throw e;
        }
      }
      LockSupport.parkNanos(20_000_000L);
    }
    throw new AssertionError(path + " never got there: " + last);
  }

  /** Waits until every due interval of a model has ended; its tally. */
  JsonNode awaitComplete(String model) throws Exception {
    return await(
            "/api/v1/models/" + Query.segment(model),
            m -> {
              JsonNode t = m.path("tally");
              return t.path("due").asLong() > 0
                  && t.path("missing").asLong() + t.path("in_flight").asLong() == 0;
            })
        .path("tally");
  }

  /** What is told of the interval that an instant lies in. */
  JsonNode explain(String model, String at) throws Exception {
    return api.get(
        "/api/v1/models/" + Query.segment(model) + "/explain", Query.NONE.with("at", at));
  }

  /** All predictions of a model as CSV. */
  String predictions(String model) throws Exception {
    try (InputStream in =
        api.stream("/api/v1/export/predictions", Query.NONE.with("model", model))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    api.close();
    service.close();
  }
}
