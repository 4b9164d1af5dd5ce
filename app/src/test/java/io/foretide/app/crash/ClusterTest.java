package io.foretide.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

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
        await(hub, "both live", () -> new ClusterView(hub).alive() == 2);
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
        await(hub, "nothing is missing (seed " + seed + ")", () -> new ClusterView(hub).isQuiet());
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
      await(hub, "five processes live", () -> new ClusterView(hub).alive() == 5);
      Feeder feeder = new Feeder(first);
      feeder.feed(hub, System.nanoTime() + 60 * SECOND);
      make(hub);
      await(
          hub,
          "something is predicted",
          () -> new ClusterView(hub).tally().path("predicted").asLong() > 50);
      ServerProcess leader = new ClusterView(hub).leader() == one.pid() ? one : two;
      killed.kill();
      leader.kill();
      long before = System.nanoTime();
      await(
          hub,
          "the other plans",
          () ->
              new ClusterView(hub).leader() != leader.pid() && new ClusterView(hub).leader() != 0);
      assertThat((System.nanoTime() - before) / 1e9).as("seconds without a plan").isLessThan(12);
      feeder.feed(hub, System.nanoTime() + 60 * SECOND);
      await(hub, "nothing is missing", () -> new ClusterView(hub).isQuiet());
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
