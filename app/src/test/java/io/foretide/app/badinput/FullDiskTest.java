package io.foretide.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: what was acknowledged stays, and work goes on when there is room again. */
class FullDiskTest {
  @TempDir Path folder;
  private Path data;
  private Path log;

  @BeforeEach
  void folders() throws Exception {
    data = Files.createDirectories(folder.resolve("data"));
    log = folder.resolve("log");
  }

  private List<String> serve() {
    return List.of("serve", "--data-dir", data.toString(), "--port", "0");
  }

  /** The wall clock's present, on a boundary of ten minutes. */
  private static long today() {
    return System.currentTimeMillis() / 600_000 * 600 * Instants.SECOND;
  }

  private static void fill(Client client) throws Exception {
    client.feed("flow", today() - 10 * Instants.DAY, today() + 1);
    client.send("POST", "/api/v1/models", Installation.MODEL.formatted("m", "flow"));
    client.awaitComplete("m");
  }

  /** A point a second in blocks of 2,000, until one is refused; how many were acknowledged. */
  private static long flood(Client client, long most, long[] next) throws Exception {
    while (next[0] < most) {
      HttpResponse<String> answer = client.write(block(next[0]));
      if (answer.statusCode() != 204) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("foretide.db").contains("disk");
        return next[0];
      }
      next[0] += 2_000;
    }
    return next[0];
  }

  private static String block(long from) {
    StringBuilder lines = new StringBuilder();
    for (long i = from; i < from + 2_000; i++) {
      lines.append("flood value=").append(value(i)).append(' ');
      lines.append(today() - 30 * Instants.DAY + i * Instants.SECOND).append('\n');
    }
    return lines.toString();
  }

  /** Values that do not pack well. */
  private static double value(long i) {
    return (i * 0x9E3779B97F4A7C15L >>> 11) * 0x1p-53;
  }

  private static long count(Client client) throws Exception {
    return client.get("/api/v1/export/points?series=flood").body().lines().skip(1).count();
  }

  private static void writesAgain(Client client, long[] next) throws Exception {
    long deadline = System.nanoTime() + 30 * Instants.SECOND;
    while (client.write(block(next[0])).statusCode() != 204) {
      assertThat(System.nanoTime())
          .as("there is room, but writes are refused")
          .isLessThan(deadline);
      LockSupport.parkNanos(50_000_000L);
    }
    next[0] += 2_000;
  }

  @Test
  void on_a_full_disk_nothing_acknowledged_is_lost_and_work_goes_on_when_there_is_room()
      throws Exception {
    SmallDisk.assume(folder);
    long[] next = {0};
    try (Program p =
            Program.start(
                log,
                SmallDisk.NAMESPACE,
                "mount -t tmpfs -o size=8m none '" + data + "'",
                "192m",
                serve());
        Client client = new Client(p.address())) {
      Path inside = Path.of("/proc/" + p.pid() + "/root" + data);
      fill(client);
      String before = client.stored("flow", "m");
      Path ballast = inside.resolve("ballast");
      fillUp(ballast);
      long acknowledged = flood(client, 4_000_000, next);
      assertThat(count(client)).isEqualTo(acknowledged);
      assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(client.stored("flow", "m")).isEqualTo(before);
      var rerun =
          client.send(
              "POST",
              "/api/v1/backfill",
              "{\"models\":[\"m\"],\"from\":\"-1d\",\"to\":\"now\",\"mode\":\"all\"}");
      assertThat(rerun.statusCode()).as(rerun.body()).isIn(200, 202, 503);
      Files.delete(ballast);
      writesAgain(client, next);
      JsonNode tally = client.awaitComplete("m");
      assertThat(tally.path("predicted").asLong()).isEqualTo(tally.path("due").asLong());
      assertThat(count(client)).isEqualTo(next[0]);
      assertThat(p.text()).contains("the disk is full", "writing works again");
    }
  }

  private static void fillUp(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  @Test
  void at_a_limit_of_the_file_size_nothing_acknowledged_is_lost_and_work_goes_on_without_it()
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit");
    long[] next = {0};
    try (Program p = Program.start(log, List.of(), "ulimit -S -f 6144", "192m", serve());
        Client client = new Client(p.address())) {
      fill(client);
      long acknowledged = flood(client, 4_000_000, next);
      assertThat(acknowledged).isLessThan(4_000_000);
      assertThat(count(client)).isEqualTo(acknowledged);
      new ProcessBuilder("prlimit", "--pid", String.valueOf(p.pid()), "--fsize=unlimited:")
          .start()
          .waitFor(10, TimeUnit.SECONDS);
      writesAgain(client, next);
      assertThat(count(client)).isEqualTo(next[0]);
    }
    try (Installation again = new Installation(data)) {
      assertThat(count(again.client)).isEqualTo(next[0]);
    }
  }
}
