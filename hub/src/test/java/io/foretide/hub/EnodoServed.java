package io.foretide.hub;

import io.foretide.core.engine.Tally;
import io.foretide.core.error.ProviderException;
import io.foretide.core.grade.GradeMemory;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.enodo.EnodoApi;
import io.foretide.hub.enodo.EnodoParts;
import io.foretide.hub.enodo.EnodoSettings;
import io.foretide.hub.enodo.Sockets;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.Method;
import io.foretide.hub.enodo.data.Methods;
import io.foretide.hub.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Enodo's REST on a free port over stand-ins with the data of the recorded hub. */
final class EnodoServed implements AutoCloseable {
  static final long NOW = Instants.parse("2026-11-22T03:48:00Z");
  static final Tokens TOKENS =
      new Tokens(List.of("read-token"), List.of("write-token"), List.of("admin-token"));

  final ScriptedEngine engine;
  final MemoryPoints points = new MemoryPoints();
  final MemoryPredictions predictions = new MemoryPredictions();
  final MemoryEvents events = new MemoryEvents();
  final ScriptedSource source = new ScriptedSource();
  final List<Sockets.Peer> peers = new CopyOnWriteArrayList<>();
  final RecordedOutputs outputs = new RecordedOutputs();
  final MemoryKeeper keeper;
  final EnodoSite site;
  final WallClock clock = new Still();
  private final EnodoSettings settings;
  private final EnodoParts parts;
  private final HttpClient client = HttpClient.newHttpClient();

  EnodoServed(boolean newest) throws StartRefused, ProviderException {
    this(newest, new MemoryKeeper(), InetAddress::isLoopbackAddress);
  }

  EnodoServed(boolean newest, MemoryKeeper keeper, Predicate<InetAddress> untokened)
      throws StartRefused, ProviderException {
    this(newest, keeper, untokened, new ScriptedEngine(NOW));
    engine.tally = Tally.ZERO;
  }

  EnodoServed(
      boolean newest, MemoryKeeper keeper, Predicate<InetAddress> untokened, ScriptedEngine engine)
      throws StartRefused, ProviderException {
    this.engine = engine;
    this.keeper = keeper;
    fill();
    settings =
        new EnodoSettings(
            "0.0.0.0",
            0,
            untokened,
            "enodo",
            new Secret("enodo-secret"),
            TOKENS,
            newest,
            100,
            25,
            Instants.HOUR,
            List.of("*"),
            true);
    parts =
        new EnodoParts(
            engine,
            points,
            points,
            new SensorGrades(points, points, events, clock, GradeMemory.none()),
            predictions,
            events,
            clock,
            "1.2.3",
            keeper,
            methods(),
            (_, _) -> 12,
            source,
            outputs,
            () -> List.copyOf(peers),
            () -> 1.0);
    site = EnodoSite.start(settings, null, Limits.DEFAULT, parts);
  }

  /** The same without a port. */
  EnodoApi another() throws ProviderException {
    return new EnodoApi(settings, parts);
  }

  private void fill() {
    long s = Instants.SECOND;
    points.put("series-f", 1_700_002_000 * s, 20.172157357844107);
    points.put("series-f", 1_700_005_000 * s, 17.37273791865211);
    for (int i = 0; i < 51; i++) {
      points.put("series-f", (1_700_010_952 + i) * s, 1.25);
    }
    for (int i = 0; i < 9; i++) {
      points.put("series-001", (1_700_000_000 + 60 * i) * s, i);
    }
    for (int i = 0; i < 6; i++) {
      points.put("series-neg", (1_700_000_000 + i) * s, -i);
    }
  }

  private static Methods methods() {
    List<Method> all = new ArrayList<>();
    for (String name : List.of("auto_arima", "prophet", "ar", "mean", "ets", "arima", "toy")) {
      all.add(
          new Method(
              name,
              JobKind.FORECAST,
              "Method " + name,
              name.contains("arima") || name.equals("ets"),
              List.of(new Method.Parameter("order", "values looked back; 3", "int"))));
    }
    for (String name : List.of("limits", "mad", "toy")) {
      all.add(
          new Method(
              name,
              JobKind.ANOMALY_DETECT,
              "Method " + name,
              false,
              List.of(new Method.Parameter("low", "lowest good value", "float"))));
    }
    return new Methods(all);
  }

  /** The wall clock stands still; the monotonic one runs. */
  private static final class Still implements WallClock {
    @Override
    public long now() {
      return NOW;
    }

    @Override
    public long monotonic() {
      return System.nanoTime();
    }
  }

  HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
        .timeout(Duration.ofSeconds(30))
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(request(method, path, body));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  @Override
  public void close() {
    site.close();
    client.close();
  }
}
