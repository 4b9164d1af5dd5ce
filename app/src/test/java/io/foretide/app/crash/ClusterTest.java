package io.foretide.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.connectors.embeddedkafka.EmbeddedKafka;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub, two schedulers and two executors as processes of their own, on a real PostgreSQL and a
 * real broker. Those that work are killed; plain SQL then looks for holes and doubles.
 */
class ClusterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000_000_000L;
  private static final int MODELS = 12;

  @TempDir Path folder;

  private Path config = Path.of("");

  private ServerProcess launch(String name, String roles) throws IOException {
    return ServerProcess.launch(config, folder.resolve(name), folder.resolve(name + ".log"), roles);
  }

  @Test
  void the_planner_and_an_executor_are_killed_and_every_interval_is_there_once() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"))) {
      config =
          Files.writeString(
              folder.resolve("foretide.yaml"),
              """
              store: {type: postgresql, url: "postgresql://localhost:%d/postgres", user: postgres, password: postgres}
              task_queue: {type: kafka, bootstrap.servers: "%s", session.timeout.ms: 6s}
              scheduler: {queue_timeout: 20s}
              executor: {refuse_overload: false}
              log: {level: info}
              """
                  .formatted(postgres.getPort(), kafka.servers()));
      try (ServerProcess hub = launch("hub", "hub")) {
        hub.awaitReady();
        run(hub);
      }
      look(postgres.getPort());
    }
  }

  /**
   * Executors come and go by SIGKILL, and the database server is restarted in the middle. The
   * number of kills is {@code -Dforetide.kills}.
   */
  @Test
  void without_a_broker_executors_are_killed_and_the_server_restarts() throws Exception {
    long seed = Long.getLong("foretide.seed", System.nanoTime());
    Random random = new Random(seed);
    Path rows = folder.resolve("postgres");
    EmbeddedPostgres postgres = server(rows, 0);
    int port = postgres.getPort();
    try {
      config =
          Files.writeString(
              folder.resolve("foretide.yaml"),
              """
              store: {type: postgresql, url: "postgresql://localhost:%d/postgres", user: postgres, password: postgres}
              task_queue: {type: postgres}
              executor: {refuse_overload: false}
              log: {level: info}
              """
                  .formatted(port));
      try (ServerProcess hub = launch("hub", "scheduler,hub");
          ServerProcess steady = launch("executor-1", "executor")) {
        hub.awaitReady();
        await(hub, "both live", () -> alive(hub) == 2);
        new Feeder(Instant.now().getEpochSecond() / 60 * 60 - 2 * 3600)
            .feed(hub, System.nanoTime() + 60 * SECOND);
        make(hub);
        for (int i = 0; i < Integer.getInteger("foretide.kills", 2); i++) {
          ServerProcess victim = launch("executor-2", "executor");
          LockSupport.parkNanos(3 * SECOND + random.nextLong(4 * SECOND));
          victim.kill();
          if (i == 0) {
            postgres.close();
            postgres = server(rows, port);
          }
        }
        assertThat(steady.pid()).isPositive();
        await(hub, "nothing is missing (seed " + seed + ")", () -> quiet(hub));
      }
      look(port);
    } finally {
      postgres.close();
    }
  }

  private static EmbeddedPostgres server(Path rows, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(rows)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static void make(ServerProcess hub) throws Exception {
    for (int i = 0; i < MODELS; i++) {
      HttpResponse<String> made = hub.post("/api/v1/models", model(i));
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
  }

  private void run(ServerProcess hub) throws Exception {
    long first = Instant.now().getEpochSecond() / 60 * 60 - 2 * 3600;
    List<ServerProcess> all = new ArrayList<>();
    try {
      ServerProcess one = launch("scheduler-1", "scheduler");
      ServerProcess two = launch("scheduler-2", "scheduler");
      ServerProcess killed = launch("executor-1", "executor");
      all.addAll(List.of(one, two, killed, launch("executor-2", "executor")));
      await(hub, "five processes live", () -> alive(hub) == 5);
      Feeder feeder = new Feeder(first);
      feeder.feed(hub, System.nanoTime() + 60 * SECOND);
      make(hub);
      await(hub, "something is predicted", () -> open(hub).path("predicted").asLong() > 50);
      ServerProcess leader = leader(hub) == one.pid() ? one : two;
      killed.kill();
      leader.kill();
      long before = System.nanoTime();
      await(hub, "the other plans", () -> leader(hub) != leader.pid() && leader(hub) != 0);
      assertThat((System.nanoTime() - before) / 1e9).as("seconds without a plan").isLessThan(12);
      feeder.feed(hub, System.nanoTime() + 60 * SECOND);
      await(hub, "nothing is missing", () -> quiet(hub));
    } finally {
      for (ServerProcess p : all) {
        p.close();
      }
    }
  }

  private static String model(int i) {
    return "{\"model\":\"m%d\",\"inputs\":[\"flow\"],\"resolution\":\"1s\",\"every\":\"1m\","
            .formatted(i)
        + "\"start\":\"-2h\",\"task_span\":\"5m\","
        + "\"run\":{\"detect\":{\"method\":\"limits\",\"low\":35,\"high\":65}}}";
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(ServerProcess hub, String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + 120 * SECOND;
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            what
                + ": not within two minutes; "
                + hub.get("/api/v1/status").body()
                + hub.get("/api/v1/processes").body()
                + logs());
      }
      LockSupport.parkNanos(SECOND / 10);
    }
  }

  private String logs() throws IOException {
    StringBuilder out = new StringBuilder();
    for (String name : List.of("hub", "scheduler-1", "scheduler-2", "executor-1", "executor-2")) {
      Path log = folder.resolve(name + ".log");
      out.append("\n--- ").append(name).append('\n');
      if (Files.exists(log)) {
        out.append(Files.readString(log));
      }
    }
    return out.toString();
  }

  private static JsonNode get(ServerProcess hub, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = hub.get(path);
    return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
  }

  private static JsonNode open(ServerProcess hub) throws IOException, InterruptedException {
    return get(hub, "/api/v1/status").path("tally");
  }

  private static boolean quiet(ServerProcess hub) throws IOException, InterruptedException {
    JsonNode i = open(hub);
    return i.path("due").asLong() > 0
        && i.path("missing").asLong(1) == 0
        && i.path("in_flight").asLong(1) == 0;
  }

  private static long alive(ServerProcess hub) throws IOException, InterruptedException {
    long n = 0;
    for (JsonNode p : get(hub, "/api/v1/processes").path("items")) {
      n += p.path("alive").asBoolean() ? 1 : 0;
    }
    return n;
  }

  /** The number of the process that plans; 0 if none does. */
  private static long leader(ServerProcess hub) throws IOException, InterruptedException {
    for (JsonNode p : get(hub, "/api/v1/processes").path("items")) {
      if (p.path("leader").asBoolean()) {
        return p.path("pid").asLong();
      }
    }
    return 0;
  }

  private static void look(int port) throws Exception {
    String url =
        "jdbc:postgresql://localhost:"
            + port
            + "/postgres?currentSchema=foretide&user=postgres&password=postgres";
    try (IndependentReader reader = new IndependentReader(url)) {
      assertThat(reader.number("SELECT COUNT(*) FROM model")).isEqualTo(MODELS);
      assertThat(reader.number("SELECT COUNT(*) FROM claim")).isZero();
      for (int i = 0; i < MODELS; i++) {
        long id = reader.number("SELECT id FROM model WHERE name = 'm" + i + "'");
        TreeMap<Long, Integer> cells = reader.cells(id);
        assertThat(cells.lastKey() - cells.firstKey() + 1)
            .as("cells of model %d without a hole", i)
            .isEqualTo(cells.size());
        assertThat(cells.size()).isGreaterThanOrEqualTo(118);
        assertThat(cells.values()).as("nothing failed").doesNotContain(3);
        TreeSet<Long> wanted = new TreeSet<>();
        cells.forEach((cell, state) -> {
          if (state == 1) {
            wanted.add((cell + 1) * 60 * SECOND);
          }
        });
        assertThat(wanted.size()).isGreaterThan(100);
        assertThat(reader.origins(id)).as("one block of rows for each").isEqualTo(wanted);
      }
    }
  }
}
