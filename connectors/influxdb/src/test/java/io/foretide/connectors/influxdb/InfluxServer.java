package io.foretide.connectors.influxdb;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real InfluxDB 1.x, on a free port and a folder of its own. */
final class InfluxServer implements AutoCloseable {
  private static final String PROGRAM = "influxd";
  private final Process process;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private InfluxServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static boolean installed() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, PROGRAM))) {
        return true;
      }
    }
    return false;
  }

  static InfluxServer start(Path folder) throws IOException {
    int port = freePort();
    int rpc = freePort();
    ProcessBuilder b =
        new ProcessBuilder(
            PROGRAM, "run", "-config", Files.createFile(folder.resolve("c")).toString());
    b.environment()
        .putAll(
            Map.of(
                "INFLUXDB_REPORTING_DISABLED",
                "true",
                "INFLUXDB_BIND_ADDRESS",
                "127.0.0.1:" + rpc,
                "INFLUXDB_HTTP_BIND_ADDRESS",
                "127.0.0.1:" + port,
                "INFLUXDB_HTTP_LOG_ENABLED",
                "false",
                "INFLUXDB_META_DIR",
                folder.resolve("meta").toString(),
                "INFLUXDB_DATA_DIR",
                folder.resolve("data").toString(),
                "INFLUXDB_DATA_WAL_DIR",
                folder.resolve("wal").toString()));
    b.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    InfluxServer server = new InfluxServer(b.start(), "http://127.0.0.1:" + port);
    server.waitUntilReady(folder);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket s = new ServerSocket(0)) {
      return s.getLocalPort();
    }
  }

  private void waitUntilReady(Path folder) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        ask("SHOW DATABASES");
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(50_000_000L);
      }
    }
    throw new IOException("influxd did not start: " + Files.readString(folder.resolve("log")));
  }

  String url() {
    return url;
  }

  /** The JSON answer of an InfluxQL statement. */
  String ask(String influxql) throws IOException {
    return post(
        "/query?db=plant&epoch=ns&q="
            + java.net.URLEncoder.encode(influxql, java.nio.charset.StandardCharsets.UTF_8),
        "");
  }

  String post(String path, String body) throws IOException {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(url + path))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
