package io.foretide.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.PacketReader;
import io.foretide.connectors.qpack.Item;
import io.foretide.connectors.standin.SiriStand;
import io.foretide.ingest.Repeating;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hub, listener and worker as processes of their own, a stand-in for SiriDB whose tee feeds them,
 * and a tap on the wire between them. Each of them is killed, and all fourteen messages of the
 * seed's description are seen to pass.
 */
class EnodoProcessesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000_000_000L;
  private static final String FORECAST = "forecast_tank";

  @TempDir Path folder;

  private final List<String> names = new ArrayList<>();

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private ServerProcess launch(String name, String roles, String yaml) throws IOException {
    Path config = Files.writeString(folder.resolve(name + ".yaml"), yaml);
    names.add(name);
    return ServerProcess.launch(config, folder.resolve(name), folder.resolve(name + ".log"), roles);
  }

  private static String siri(SiriStand database) {
    return "{type: siridb, servers: [\"%s\"], database: dbtest, password: siri}"
        .formatted(database.address());
  }

  private static String hub(SiriStand database, int port) {
    return """
    hub: {enodo: {port: %d, tokens: long-enough-token}}
    sensor_data: %s
    prediction_storage: %s
    executor: {refuse_overload: false}
    """
        .formatted(port, siri(database), siri(database));
  }

  private static String listener(Tap tap, int tee) {
    return """
    listener: {enodo: {hub_port: %d, token: long-enough-token, tee_port: %d,
                       heartbeat_interval: 1s, counter_update_interval: 1s}}
    """
        .formatted(tap.port(), tee);
  }

  private static String worker(Tap tap) {
    return """
    worker: {hub_port: %d, token: long-enough-token, heartbeat_interval: 1s, jobs: 1}
    """
        .formatted(tap.port());
  }

  private static String model(String name, String series, String run, String more) {
    return """
    {"model": "%s", "inputs": ["%s"], "resolution": "1s", "every": {"points": 5},
     "start": "-1m", %s
     "run": {"enodo": {%s, "window": "10m", "min_points": 10, "horizon": "1m"}}}
    """
        .formatted(name, series, more, run);
  }

  private void make(ServerProcess hub, String body) throws Exception {
    HttpResponse<String> made = hub.post("/api/v1/models", body);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  private static long predicted(ServerProcess hub, String model)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = hub.get("/api/v1/models/" + model);
    JsonNode json = answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.nullNode();
    return json.path("tally").path("predicted").asLong(-1);
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + 150 * SECOND;
    while (true) {
      boolean holds;
      try {
        holds = condition.holds();
      } catch (IOException e) {
        // The hub may be away just now.
        holds = false;
      }
      if (holds) {
        return;
      }
      if (System.nanoTime() > deadline) {
        StringBuilder logs = new StringBuilder();
        for (String name : names) {
          Path log = folder.resolve(name + ".log");
          logs.append("\n--- ").append(name).append('\n');
          logs.append(Files.exists(log) ? Files.readString(log) : "");
        }
        throw new AssertionError(what + ": not within two and a half minutes" + logs);
      }
      LockSupport.parkNanos(SECOND / 20);
    }
  }

  /** Every second that has passed has its point, in two series. */
  private static final class Feed {
    private final SiriStand database;
    private long next = now() - 600;

    Feed(SiriStand database) {
      this.database = database;
    }

    private static long now() {
      return System.currentTimeMillis() / 1_000;
    }

    void past() {
      List<double[]> points = new ArrayList<>();
      for (; next < now(); next++) {
        points.add(point());
      }
      database.put(Map.of("tank", points, "basin", points));
    }

    private double[] point() {
      return new double[] {next, 10 + Math.sin(next / 20.0)};
    }

    void present() {
      for (; next < now(); next++) {
        database.put(Map.of("tank", List.of(point()), "basin", List.of(point())));
      }
    }
  }

  @Test
  void each_of_the_three_is_killed_and_forecasts_go_on_over_all_fourteen_messages()
      throws Exception {
    int hubPort = freePort();
    int tee = freePort();
    List<ServerProcess> all = new ArrayList<>();
    try (SiriStand database = new SiriStand();
        Tap tap = new Tap(hubPort)) {
      Feed feed = new Feed(database);
      feed.past();
      database.tee(tee);
      ServerProcess hub = launch("hub", "scheduler,executor,hub", hub(database, hubPort));
      all.add(hub);
      hub.awaitReady();
      ServerProcess listener = launch("listener", "listener", listener(tap, tee));
      ServerProcess first = launch("worker-1", "worker", worker(tap));
      all.addAll(List.of(listener, first));
      await(
          "listener and worker are greeted",
          () -> tap.saw("listener", Kind.HANDSHAKE) && tap.saw("worker", Kind.HANDSHAKE));
      make(hub, model("ahead", "tank", "\"method\": \"seasonal_naive\"", ""));
      await("one more series is counted", () -> tap.saw("hub", Kind.ADD_SERIE));
      try (Repeating feeding = new Repeating("feed", SECOND / 5, feed::present)) {
        assertThat(feeding).isNotNull();
        await("a forecast is written back", () -> database.has(FORECAST));
        first = killWorker(hub, first, tap, all);
        listener = killListener(hub, listener, tap, tee, all);
        hub = killHub(hub, hubPort, database, tap, all);
        others(hub, tap);
      }
      hub.close();
      await("clients are told that the hub stops", () -> tap.saw("hub", Kind.SHUTDOWN));
      listener.close();
      first.close();
      table(tap);
    } finally {
      for (ServerProcess p : all) {
        p.kill();
      }
    }
  }

  /** SIGKILL in the middle of its job: the same job goes to the other. */
  private ServerProcess killWorker(
      ServerProcess hub, ServerProcess first, Tap tap, List<ServerProcess> all) throws Exception {
    tap.keepResults();
    await("a job whose result does not arrive", () -> kept(tap).isPresent());
    int line = kept(tap).orElseThrow().line();
    String held = job(tap, s -> s.line() == line).orElseThrow().job();
    ServerProcess second = launch("worker-2", "worker", worker(tap));
    all.add(second);
    await("the second worker is greeted", () -> greeted(tap, "worker") == 2);
    long killed = System.nanoTime();
    first.kill();
    await(
        "its job is given to the other",
        () -> job(tap, s -> s.line() != line && s.job().equals(held)).isPresent());
    System.out.printf(
        "the job of a killed worker was with another after %.2f s%n",
        (System.nanoTime() - killed) / 1e9);
    return goesOn(hub, second, "after the worker was killed");
  }

  private static Optional<Tap.Seen> kept(Tap tap) {
    return tap.seen().stream().filter(s -> !s.passed()).findFirst();
  }

  /** The newest of some forecasts that were asked for. */
  private static Optional<Tap.Seen> job(Tap tap, Predicate<Tap.Seen> of) {
    return tap.seen().reversed().stream()
        .filter(s -> s.message().kind() == Kind.FORECAST_SERIE && of.test(s))
        .findFirst();
  }

  private static long greeted(Tap tap, String type) {
    return tap.seen().stream()
        .filter(s -> s.from().equals(type) && s.message().kind() == Kind.HANDSHAKE)
        .count();
  }

  private ServerProcess goesOn(ServerProcess hub, ServerProcess out, String when) throws Exception {
    await("the hub answers " + when, () -> predicted(hub, "ahead") >= 0);
    long before = predicted(hub, "ahead");
    await("forecasts go on " + when, () -> predicted(hub, "ahead") >= before + 2);
    return out;
  }

  private ServerProcess killListener(
      ServerProcess hub, ServerProcess listener, Tap tap, int tee, List<ServerProcess> all)
      throws Exception {
    listener.kill();
    ServerProcess again = launch("listener", "listener", listener(tap, tee));
    all.add(again);
    await("the new listener is greeted", () -> greeted(tap, "listener") == 2);
    return goesOn(hub, again, "after the listener was killed");
  }

  private ServerProcess killHub(
      ServerProcess hub, int port, SiriStand database, Tap tap, List<ServerProcess> all)
      throws Exception {
    hub.kill();
    long listeners = greeted(tap, "listener");
    long workers = greeted(tap, "worker");
    ServerProcess again = launch("hub", "scheduler,executor,hub", hub(database, port));
    all.add(again);
    again.awaitReady();
    await(
        "both come back to the hub",
        () -> greeted(tap, "listener") > listeners && greeted(tap, "worker") > workers);
    return goesOn(again, again, "after the hub was killed");
  }

  /** What the chain alone does not bring about. */
  private void others(ServerProcess hub, Tap tap) throws Exception {
    make(hub, model("fitted", "basin", "\"method\": \"ets\", \"job\": \"fit\"", ""));
    await("a fit", () -> tap.saw("hub", Kind.FIT_MODEL) && predicted(hub, "fitted") > 0);
    make(
        hub,
        model(
                "learning",
                "basin",
                "\"method\": \"ets\"",
                "\"train\": {\"window\": \"8m\", \"every\": \"1h\"},")
            .replace("{\"points\": 5}", "\"10s\""));
    await("a training", () -> tap.saw("hub", Kind.TRAIN_MODEL));
    await("what was learned is used", () -> predicted(hub, "learning") > 0);
    for (String model : List.of("fitted", "learning")) {
      // 503 asks to come again: its work could not be stopped at once on a busy machine.
      await(
          model + " is deleted",
          () -> {
            int status = hub.delete("/api/v1/models/" + model).statusCode();
            return status < 300 || status == 404;
          });
    }
    await("one series less is counted", () -> tap.saw("hub", Kind.REMOVE_SERIE));
    Handshake worker = Handshake.worker("0".repeat(32), "0.0.5", false);
    say(tap.port(), worker.with("token", Item.text("wrong")));
    await("a wrong token is refused", () -> tap.saw("hub", Kind.HANDSHAKE_FAIL));
    say(
        tap.port(),
        worker.with("token", Item.text("long-enough-token")),
        new Message.Heartbeat("1".repeat(32)));
    await("a foreign id is unknown", () -> tap.saw("hub", Kind.UNKNOWN_CLIENT));
  }

  /** Sends messages as an old client and waits for the answer to each. */
  private static void say(int port, Message... messages) throws IOException {
    try (Socket s = new Socket(InetAddress.getLoopbackAddress(), port)) {
      s.setSoTimeout(60_000);
      PacketReader in =
          new PacketReader(
                  s.getInputStream(),
                  new MemoryBudget(1 << 20, SECOND),
                  1 << 16,
                  System::nanoTime,
                  Long.MAX_VALUE)
              .as(Dialect.SEED);
      long number = 0;
      for (Message m : messages) {
        s.getOutputStream()
            .write(MessageCodec.write(Dialect.SEED, ++number, m).bytes(Dialect.SEED));
      }
      for (int i = 0; i < messages.length; i++) {
        var unused = in.next();
      }
    }
  }

  /** Sender and receiver of each, as the documentation has them. */
  private static void table(Tap tap) {
    Map<Kind, List<String>> senders =
        Map.ofEntries(
            Map.entry(Kind.HANDSHAKE, List.of("listener", "worker")),
            Map.entry(Kind.HANDSHAKE_OK, List.of("hub")),
            Map.entry(Kind.HANDSHAKE_FAIL, List.of("hub")),
            Map.entry(Kind.UNKNOWN_CLIENT, List.of("hub")),
            Map.entry(Kind.HEARTBEAT, List.of("listener", "worker", "hub")),
            Map.entry(Kind.SHUTDOWN, List.of("hub")),
            Map.entry(Kind.ADD_SERIE, List.of("hub")),
            Map.entry(Kind.REMOVE_SERIE, List.of("hub")),
            Map.entry(Kind.UPDATE_SERIES, List.of("hub")),
            Map.entry(Kind.LISTENER_ADD_SERIE_COUNT, List.of("listener")),
            Map.entry(Kind.RESPONSE_OK, List.of("hub")),
            Map.entry(Kind.TRAIN_MODEL, List.of("hub")),
            Map.entry(Kind.FIT_MODEL, List.of("hub")),
            Map.entry(Kind.FORECAST_SERIE, List.of("hub")));
    assertThat(senders).hasSize(14);
    senders.forEach((kind, from) ->
        from.forEach(f -> assertThat(tap.saw(f, kind)).as(kind + " from " + f).isTrue()));
    for (Tap.Seen s : tap.seen()) {
      List<String> from = senders.get(s.message().kind());
      if (from != null) {
        assertThat(from).as(s.message().kind() + " comes from").contains(s.from());
      }
    }
  }
}
