package io.foretide.hub;

import io.foretide.core.capacity.Capacity;
import io.foretide.core.capacity.ModelLoad;
import io.foretide.core.grade.GradeMemory;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.clients.ConnectedClient;
import io.foretide.hub.http.Limits;
import io.foretide.hub.ingest.MeteredSink;
import io.foretide.hub.log.LogRing;
import io.foretide.hub.login.LoginSettings;
import io.foretide.hub.metrics.Gauge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A hub on a free port over stand-ins, and a client for it. */
final class Served implements AutoCloseable {
  static final long NOW = Instants.parse("2026-03-01T12:00:00Z");

  static final String MODEL =
      """
      {"model": "pump-7/pressure", "inputs": ["pump-7.pressure"], "resolution": "10m",
       "every": "30m", "delay": "0s", "start": "-90d",
       "run": {"forecast": {"method": "seasonal_naive", "season": "1d", "horizon": "24h"}}}
      """;

  final ScriptedEngine engine = new ScriptedEngine(NOW);
  final MemoryPoints points = new MemoryPoints();
  final MemoryPredictions predictions = new MemoryPredictions();
  final MemoryEvents events = new MemoryEvents();
  final LogRing log = new LogRing(100);
  String storeTrouble = "";
  final ScriptedBacktests backtests = new ScriptedBacktests();
  final AtomicReference<List<ConnectedClient>> clients = new AtomicReference<>(List.of());
  final Hub hub;
  final Services services;
  private final HttpClient client = HttpClient.newHttpClient();

  Served() throws StartRefused {
    this(Tokens.NONE, Limits.DEFAULT, false);
  }

  Served(LoginSettings login) throws StartRefused {
    this(Tokens.NONE, login);
  }

  Served(Tokens tokens, LoginSettings login) throws StartRefused {
    this("127.0.0.1", tokens, Limits.DEFAULT, false, login);
  }

  Served(Tokens tokens, Limits limits, boolean metricsOpen) throws StartRefused {
    this("127.0.0.1", tokens, limits, metricsOpen, null);
  }

  Served(
      String host, Tokens tokens, Limits limits, boolean metricsOpen, @Nullable LoginSettings login)
      throws StartRefused {
    WallClock clock = new Fixed();
    services =
        new Services(
            engine,
            points,
            points,
            new MeteredSink(points, clock),
            new SensorGrades(points, points, events, clock, GradeMemory.none()),
            () -> new Capacity(List.of(new ModelLoad("m", "ets", 144, 2, 9000, 1e6)), 2, 1L << 30),
            predictions,
            events,
            clock,
            "1.2.3",
            () -> Map.of("hub", Map.of("port", 0, "tokens", "***")),
            () -> List.of(new Gauge("foretide_test_gauge", "A test.", Map.of(), 4.5)),
            java.util.Optional.empty(),
            log,
            backtests,
            clients::get,
            io.foretide.core.process.Alone.unnamed(clock),
            () -> storeTrouble);
    hub =
        Hub.start(
            new HubSettings(
                host, 0, Set.of("foretide.test"), tokens, null, metricsOpen, 3, limits, login),
            services);
  }

  /** The wall clock stands still; the monotonic one runs. */
  private static final class Fixed implements WallClock {
    @Override
    public long now() {
      return NOW;
    }

    @Override
    public long monotonic() {
      return System.nanoTime();
    }
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + hub.port() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  /** The body of an answer that must have a status. */
  static Read read(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new AssertionError(
          "expected " + status + ", got " + answer.statusCode() + ": " + answer.body());
    }
    return Read.of(answer.body());
  }

  Read json(String path) throws IOException, InterruptedException {
    return read(get(path), 200);
  }

  @Override
  public void close() {
    hub.close();
    client.close();
  }
}
