package io.foretide.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two executors as processes of their own, on a real PostgreSQL and a real broker. Executors are
 * killed with SIGKILL at random and replaced; broker and server are restarted in the middle. Plain
 * SQL then counts what was committed. {@code -Dforetide.chaos.tasks=100000} is the long form, and
 * {@code -Dforetide.seed} repeats the order of kills.
 */
class ChaosTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR_SECONDS = 3600;
  private static final int INTERVALS = 500;

  private final int tasks = Integer.getInteger("foretide.chaos.tasks", 3_000);
  private final long limit = (240 + tasks / 100) * SECOND;
  private final long seed = Long.getLong("foretide.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path folder;

  private Path config = Path.of("");
  private int launched;

  private ServerProcess launch(String roles) throws IOException {
    String name = roles.replace(',', '-') + "-" + ++launched;
    return ServerProcess.launch(config, folder.resolve(name), folder.resolve(name + ".log"), roles);
  }

  private static EmbeddedPostgres server(Path rows, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(rows)
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .setPort(port)
        .start();
  }

  @Test
  void whatever_is_killed_or_restarted_every_interval_is_committed_exactly_once() throws Exception {
    Path rows = folder.resolve("postgres");
    EmbeddedPostgres postgres = server(rows, 0);
    int port = postgres.getPort();
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"))) {
      config =
          Files.writeString(
              folder.resolve("foretide.yaml"),
              """
              store: {type: postgresql, url: "postgresql://localhost:%d/postgres", user: postgres, password: postgres}
              task_queue: {type: kafka, bootstrap.servers: "%s", session.timeout.ms: 6s}
              scheduler: {queue_timeout: 15s, claim_timeout: 15s}
              executor: {refuse_overload: false}
              log: {level: info}
              """
                  .formatted(port, kafka.servers()));
      long first = Instant.now().getEpochSecond() / HOUR_SECONDS * HOUR_SECONDS;
      first -= INTERVALS * HOUR_SECONDS;
      try (ServerProcess hub = launch("scheduler,hub")) {
        hub.awaitReady();
        feed(hub, first);
        make(hub, first);
        List<ServerProcess> executors = new ArrayList<>(List.of(launch("executor")));
        executors.add(launch("executor"));
        try {
          awaitPredicted(hub, tasks / 10);
          kill(executors);
          awaitPredicted(hub, tasks / 3);
          kafka.restart();
          killUntil(hub, executors, tasks / 2);
          postgres.close();
          postgres = server(rows, port);
          killUntil(hub, executors, tasks * 9L / 10);
          await(hub, "nothing is missing", () -> new ClusterView(hub).isQuiet());
        } finally {
          for (ServerProcess e : executors) {
            e.close();
          }
        }
      }
      look(port, first);
    } finally {
      postgres.close();
    }
  }

  /** One of the two is gone at once, and another is started in its place. */
  private void kill(List<ServerProcess> executors) throws Exception {
    executors.remove(random.nextInt(executors.size())).kill();
    executors.add(launch("executor"));
  }

  /** A kill every few seconds: less often than a process that is gone is missed. */
  private void killUntil(ServerProcess hub, List<ServerProcess> executors, long predicted)
      throws Exception {
    ClusterView view = new ClusterView(hub);
    long end = System.nanoTime() + limit;
    long next = System.nanoTime() + 2 * SECOND + random.nextLong(2 * SECOND);
    while (view.tally().path("predicted").asLong() < predicted) {
      if (System.nanoTime() - next > 0) {
        kill(executors);
        next = System.nanoTime() + 9 * SECOND + random.nextLong(6 * SECOND);
      }
      assertThat(System.nanoTime() - end).as(state(hub)).isNegative();
      LockSupport.parkNanos(SECOND / 5);
    }
  }

  private void awaitPredicted(ServerProcess hub, long many) throws Exception {
    await(
        hub,
        many + " are predicted",
        () -> new ClusterView(hub).tally().path("predicted").asLong() >= many);
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private void await(ServerProcess hub, String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + limit;
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + ": not in time; " + state(hub));
      }
      LockSupport.parkNanos(SECOND / 10);
    }
  }

  private String state(ServerProcess hub) throws InterruptedException {
    JsonNode tally = new ClusterView(hub).tally();
    return "seed " + seed + ", " + tally + ", " + new ClusterView(hub).get("/api/v1/processes");
  }

  /** A point at each hour, that of now among them: an hour that ends meanwhile lacks nothing. */
  private static void feed(ServerProcess hub, long first) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = -2; i <= INTERVALS; i++) {
      lines.append("flow value=").append(40 + i % 20).append(' ');
      lines.append(first + i * HOUR_SECONDS).append('\n');
    }
    HttpResponse<String> taken = hub.post("/write?precision=s", lines.toString());
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(204);
  }

  private void make(ServerProcess hub, long first) throws Exception {
    for (int i = 0; i < tasks / INTERVALS; i++) {
      String model =
          "{\"model\":\"m%d\",\"inputs\":[\"flow\"],\"resolution\":\"1h\",\"every\":\"1h\","
                  .formatted(i)
              + "\"start\":\"%s\",\"task_span\":\"1h\",".formatted(Instant.ofEpochSecond(first))
              + "\"run\":{\"detect\":{\"method\":\"limits\",\"low\":35,\"high\":65}}}";
      HttpResponse<String> made = hub.post("/api/v1/models", model);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
  }

  private void look(int port, long first) throws Exception {
    String url =
        "jdbc:postgresql://localhost:"
            + port
            + "/postgres?currentSchema=foretide&user=postgres&password=postgres";
    TreeSet<Long> origins = new TreeSet<>();
    for (int i = 1; i <= INTERVALS; i++) {
      origins.add((first + i * HOUR_SECONDS) * SECOND);
    }
    try (IndependentReader reader = new IndependentReader(url)) {
      assertThat(reader.number("SELECT COUNT(*) FROM claim")).isZero();
      for (int i = 0; i < tasks / INTERVALS; i++) {
        long id = reader.number("SELECT id FROM model WHERE name = 'm" + i + "'");
        assertThat(reader.cells(id).values().stream().limit(INTERVALS))
            .as("states of model %d (seed %d)", i, seed)
            .hasSize(INTERVALS)
            .containsOnly(1);
        assertThat(reader.origins(id).headSet(origins.last(), true))
            .as("one block of rows for each interval of model %d (seed %d)", i, seed)
            .isEqualTo(origins);
      }
      assertThat(
              reader.number(
                  "SELECT COUNT(*) FROM (SELECT 1 FROM run GROUP BY model, cell_from"
                      + " HAVING COUNT(*) > 1) AS twice"))
          .as("intervals that were committed more than once (seed %d)", seed)
          .isZero();
      long committed = reader.number("SELECT COUNT(*) FROM run");
      assertThat(committed).isGreaterThanOrEqualTo(tasks);
      System.out.println(
          committed + " commits, each interval once; " + (launched - 3) + " executors were killed");
    }
  }
}
