package io.foretide.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process on a real file is killed fifty times at random moments while data is replayed.
 * Then plain SQL looks: no interval is missing, none is doubled, no acknowledged point is lost.
 */
class CrashTest {
  private static final int KILLS = 50;
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private record Spec(String name, int everySeconds, String rest) {
    String json() {
      return "{\"model\":\"%s\",\"inputs\":[\"flow\"],\"resolution\":\"1s\",\"every\":\"%ds\","
              .formatted(name, everySeconds)
          + "\"start\":\"-4h\",\"task_span\":\"10m\",\"late\":{\"within\":\"1d\",\"settle\":\"1s\"},"
          + rest
          + "}";
    }
  }

  private static final Spec[] MODELS = {
    new Spec("limits", 10, "\"run\":{\"detect\":{\"method\":\"limits\",\"low\":35,\"high\":65}}"),
    new Spec(
        "forecast",
        30,
        "\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"season\":\"10m\",\"horizon\":\"1m\"}}"),
    new Spec("forest", 60, "\"order\":\"sequential\",\"run\":{\"detect\":{\"method\":\"rcf\"}}"),
  };

  @Test
  void killed_fifty_times_nothing_is_missing_nothing_is_doubled_nothing_acknowledged_is_lost()
      throws Exception {
    long seed = Long.getLong("foretide.seed", System.nanoTime());
    Random random = new Random(seed);
    Path data = Files.createDirectories(folder.resolve("data"));
    Path log = folder.resolve("server.log");
    Path config = Files.writeString(folder.resolve("foretide.yaml"), "log: { level: warning }\n");
    long first = Instant.now().getEpochSecond() / 60 * 60 - 4 * 3600;
    Feeder feeder = new Feeder(first);
    for (int i = 0; i < KILLS; i++) {
      ServerProcess server = ServerProcess.start(config, data, log);
      if (i == 0) {
        makeModels(server);
      }
      feeder.feed(server, System.nanoTime() + (20 + random.nextInt(600)) * 1_000_000L);
      server.kill();
    }
    String export;
    try (ServerProcess server = ServerProcess.start(config, data, log)) {
      awaitNothingMissing(server);
      export = server.get("/api/v1/export/points?series=flow&from=-1d&to=now&format=csv").body();
    }
    assertThat(feeder.acknowledged().cardinality())
        .as("seed %d: points were acknowledged between the kills", seed)
        .isGreaterThan(KILLS * 20);
    points(feeder, export, seed);
    try (IndependentReader reader = new IndependentReader(data.resolve("foretide.db"))) {
      assertThat(reader.text("PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(reader.number("SELECT points FROM series WHERE name = 'flow'"))
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(feeder.acknowledged().cardinality())
          .isEqualTo(
              reader.number(
                  "SELECT SUM(count) FROM point_chunk WHERE series ="
                      + " (SELECT id FROM series WHERE name = 'flow')"));
      for (Spec m : MODELS) {
        intervals(reader, m, seed);
      }
    }
  }

  private static void makeModels(ServerProcess server) throws Exception {
    for (Spec m : MODELS) {
      HttpResponse<String> made = server.post("/api/v1/models", m.json());
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
  }

  private static final Pattern OPEN = Pattern.compile("\"in_flight\":(\\d+),\"missing\":(\\d+)");

  private static void awaitNothingMissing(ServerProcess server) throws Exception {
    long deadline = System.nanoTime() + 120 * SECOND;
    String last = "";
    int calm = 0;
    while (System.nanoTime() < deadline) {
      HttpResponse<String> status = server.get("/api/v1/status");
      last = status.body();
      Matcher m = OPEN.matcher(last);
      calm = m.find() && m.group(1).equals("0") && m.group(2).equals("0") ? calm + 1 : 0;
      if (calm == 5) {
        return;
      }
      LockSupport.parkNanos(200_000_000L);
    }
    throw new AssertionError("intervals are still missing: " + last);
  }

  private static void points(Feeder feeder, String export, long seed) {
    Map<Long, Double> stored = new HashMap<>();
    export
        .lines()
        .skip(1)
        .forEach(line -> {
          String[] cells = line.split(",");
          int n = cells.length;
          stored.put(
              Instant.parse(cells[n - 2]).getEpochSecond(), Double.parseDouble(cells[n - 1]));
        });
    feeder.acknowledged().stream()
        .forEach(i ->
            assertThat(stored.get(feeder.time(i)))
                .as("seed %d: acknowledged point %d", seed, i)
                .isEqualTo(Feeder.value(i)));
  }

  private static void intervals(IndependentReader reader, Spec m, long seed) throws Exception {
    long id = reader.number("SELECT id FROM model WHERE name = '" + m.name() + "'");
    assertThat(reader.number("SELECT COUNT(*) FROM model WHERE name = '" + m.name() + "'")).isOne();
    TreeMap<Long, Integer> cells = reader.cells(id);
    assertThat(cells.lastKey() - cells.firstKey() + 1)
        .as("seed %d: cells of %s without a hole", seed, m.name())
        .isEqualTo(cells.size());
    assertThat(cells.size()).isGreaterThanOrEqualTo(4 * 3600 / m.everySeconds() - 1);
    TreeSet<Long> wanted = new TreeSet<>();
    cells.forEach((cell, state) -> {
      if (state == 1) {
        wanted.add((cell + 1) * m.everySeconds() * SECOND);
      }
    });
    assertThat(wanted).as("seed %d: %s predicts something", seed, m.name()).isNotEmpty();
    assertThat(reader.origins(id))
        .as(
            "seed %d: one block of rows for each predicted interval of %s, and no other",
            seed, m.name())
        .isEqualTo(wanted);
    assertThat(cells.values()).as("seed %d: nothing failed", seed).doesNotContain(3);
  }
}
