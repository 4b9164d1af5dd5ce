package io.foretide.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.ApiClient;
import io.foretide.app.client.ApiException;
import io.foretide.app.client.Query;
import io.foretide.app.client.ServerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init}, then {@code serve}, as a user runs them: real processes, real signals. */
class ServeTest {
  private static final long DEADLINE_SECONDS = 90;
  @TempDir Path folder;

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("io.foretide.app.Foretide");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out.txt").toFile()))
        .start();
  }

  private int run(String... arguments) throws Exception {
    Process process = start(arguments);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out.txt"));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " did not happen: " + out());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static String csv() {
    StringBuilder out = new StringBuilder("time,T1\n");
    Instant t = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofDays(5));
    for (int i = 0; i < 5 * 144; i++) {
      out.append(t.plus(Duration.ofMinutes(10L * i))).append(',').append(i % 144).append('\n');
    }
    return out.toString();
  }

  private void configure() throws IOException {
    Path config = folder.resolve("foretide.yaml");
    Files.writeString(
        config,
        Files.readString(config).replace("port: 8700", "port: 0")
            + "\nlistener: {folders: [{path: inbox, every: 100ms}]}\n");
    Path model = folder.resolve("models/first.yaml");
    Files.writeString(
        model,
        Files.readString(model)
            .replace("paused: true", "paused: false")
            .replace("start: -30d", "start: -20h"));
  }

  @Test
  void a_file_in_the_inbox_becomes_predictions_and_sigterm_stops_in_order() throws Exception {
    assertThat(run("init")).as(out()).isZero();
    configure();
    Process server = start("serve", "--config", "foretide.yaml");
    Path data = folder.resolve("data");
    try {
      until("serving", () -> ServerFile.find(data).isPresent() || !server.isAlive());
      ServerFile file = ServerFile.find(data).orElseThrow(() -> new AssertionError("not up"));
      try (ApiClient client = new ApiClient(file.address(), file.token())) {
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/points.csv"), csv());
        until("taking the file", () -> Files.exists(folder.resolve("inbox/done/points.csv")));
        until("predicting", () -> complete(client));
        assertThat(run("gaps", "--config", "foretide.yaml")).as(out()).isZero();
        assertThat(run("serve", "--config", "foretide.yaml"))
            .as("a second server on the same data is refused")
            .isEqualTo(5);
        assertThat(out()).contains("is in use by process " + server.pid());
        int port = file.address().getPort();
        assertThat(run("serve", "--data-dir", "other", "--port", Integer.toString(port)))
            .as("a taken port is refused")
            .isEqualTo(5);
        assertThat(out()).contains("port " + port).contains("--port");
      }
      server.destroy();
      assertThat(server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).as(out()).isZero();
      assertThat(data.resolve("server.json")).doesNotExist();
      assertThat(run("db", "check", "--config", "foretide.yaml")).as(out()).isZero();
      assertThat(out()).doesNotContain("Exception").doesNotContain("\tat ");
    } finally {
      server.destroyForcibly();
    }
  }

  private static boolean complete(ApiClient client) throws ApiException, InterruptedException {
    JsonNode status = client.get("/api/v1/status", Query.NONE);
    JsonNode tally = status.path("tally");
    return tally.path("predicted").asLong() >= 38
        && tally.path("missing").asLong() == 0
        && tally.path("in_flight").asLong() == 0;
  }

  @Test
  void a_server_that_was_killed_leaves_no_server_behind_for_commands() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/server.json"),
        "{\"address\":\"http://127.0.0.1:1\",\"pid\":999999999}");
    Optional<ServerFile> found = ServerFile.find(folder.resolve("data"));
    assertThat(found).isEmpty();
  }
}
