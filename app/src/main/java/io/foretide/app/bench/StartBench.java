package io.foretide.app.bench;

import io.foretide.app.folder.TemporaryFolder;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demonstration as a process of its own, from the command to its first stored prediction. */
final class StartBench {
  private static final Pattern PREDICTED = Pattern.compile("\"predicted\":([1-9]\\d*)");
  private static final Pattern OPEN = Pattern.compile("\"in_flight\":0,\"missing\":0,");
  private static final long LIMIT = 60_000_000_000L;

  private StartBench() {}

  /**
   * @param home folder of the launcher
   */
  static List<BenchRow> run(Path home, Consumer<String> progress)
      throws IOException, InterruptedException {
    progress.accept("start: the demonstration in a process of its own");
    Path data = Files.createTempDirectory("foretide-bench");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(
                home.resolve("foretide").toString(),
                "demo",
                "--no-browser",
                "--port",
                String.valueOf(port),
                "--data-dir",
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      double first = await(process, port, PREDICTED, began);
      await(process, port, OPEN, began);
      LockSupport.parkNanos(3_000_000_000L);
      double megabytes = resident(process.pid());
      return List.of(
          BenchRow.below("start of the demo to its first stored prediction", first, "s", 3),
          BenchRow.below("memory of the idle demo (resident)", megabytes, "MB", 300));
    } finally {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
      process.destroyForcibly();
      TemporaryFolder.remove(data);
    }
  }

  private static double await(Process process, int port, Pattern wanted, long began)
      throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest status =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/status"))
            .timeout(Duration.ofSeconds(5))
            .build();
    while (System.nanoTime() - began < LIMIT && process.isAlive()) {
      try {
        Matcher m = wanted.matcher(http.send(status, HttpResponse.BodyHandlers.ofString()).body());
        if (m.find()) {
          return (System.nanoTime() - began) / 1e9;
        }
      } catch (IOException e) {
        // Not listening yet.
        LockSupport.parkNanos(5_000_000L);
      }
      LockSupport.parkNanos(5_000_000L);
    }
    throw new IllegalStateException("the demonstration did not start within 60 s");
  }

  /** Resident memory of a process in MB where the system tells it, else NaN. */
  private static double resident(long pid) throws IOException {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }
}
