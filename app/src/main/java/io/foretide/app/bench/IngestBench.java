package io.foretide.app.bench;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.folder.TemporaryFolder;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.ModelFile;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Line protocol over HTTP into a service that predicts, and reads from it at the same time. */
final class IngestBench {
  private static final int SERIES = 1_000;
  private static final int BATCH = 5_000;
  private static final int BEFORE = 2_000;
  private static final long STEP = Instants.SECOND;

  private final Service service;
  private final long start =
      WallClock.system().now() / Instants.MINUTE * Instants.MINUTE - Instants.DAY;
  private final HttpClient http = HttpClient.newHttpClient();
  private long row;

  private IngestBench(Service service) {
    this.service = service;
  }

  /**
   * @param seconds how long points are sent
   */
  static List<BenchRow> run(int seconds, Consumer<String> progress) throws Exception {
    AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    ServiceOptions options = new ServiceOptions(false, false, WallClock.system(), fatal::set);
    try (TemporaryFolder folder = TemporaryFolder.create("foretide-bench");
        Service service = Service.open(configuration(folder.path()), options)) {
      service.start();
      return new IngestBench(service).measure(seconds, progress);
    }
  }

  /** A service of its own in a folder, on any free port. */
  static Configuration configuration(Path folder) {
    return Configuration.read(
        new Layer(
            Map.of("store", Map.of("folder", folder.toString()), "hub", Map.of("port", 0)),
            Map.of()),
        folder);
  }

  private List<BenchRow> measure(int seconds, Consumer<String> progress) throws Exception {
    progress.accept("ingest: " + SERIES + " series, models running");
    for (int i = 0; i < BEFORE * SERIES / BATCH; i++) {
      send();
    }
    for (int i = 0; i < 20; i++) {
      service.engine().create(ModelFile.read(model(i)));
    }
    AtomicBoolean open = new AtomicBoolean(true);
    AtomicReference<double[]> latencies = new AtomicReference<>(new double[0]);
    Thread reader =
        Thread.ofPlatform().name("bench-reader").start(() -> latencies.set(reads(open)));
    long points = 0;
    long began = System.nanoTime();
    long end = began + seconds * 1_000_000_000L;
    while (System.nanoTime() < end) {
      points += send();
    }
    double rate = points / ((System.nanoTime() - began) / 1e9);
    open.set(false);
    reader.join();
    double[] ms = latencies.get();
    Arrays.sort(ms);
    double p99 = ms.length == 0 ? Double.NaN : ms[(int) Math.ceil(0.99 * ms.length) - 1];
    double bare = bare(points);
    return List.of(
        BenchRow.atLeast(
                "ingest of line protocol over HTTP, durable, while models run",
                rate,
                "points/s",
                100_000)
            .against("SQLite alone, one row a point", bare),
        BenchRow.below(
            ms.length + " random reads of 1,000 points during that, p99", p99, "ms", 20));
  }

  private static Map<String, Object> model(int i) {
    return Map.of(
        "model",
        "bench/ingest-" + i,
        "inputs",
        List.of("sensor-" + i),
        "resolution",
        "10s",
        "every",
        "1m",
        "start",
        "-1d",
        "run",
        Map.of("forecast", Map.of("method", "seasonal_naive", "season", "10m", "horizon", "5m")));
  }

  /** One request of the next points in time order over all series. */
  private int send() throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder(BATCH * 40);
    for (int i = 0; i < BATCH; i++, row++) {
      body.append("sensor-")
          .append(row % SERIES)
          .append(" value=")
          .append(row % 977 / 10.0)
          .append(' ')
          .append(start + row / SERIES * STEP)
          .append('\n');
    }
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(service.server().address() + "/write"))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() == 503 || answer.statusCode() == 429) {
      row -= BATCH;
      return 0;
    }
    if (answer.statusCode() != 204) {
      throw new IOException("the benchmark's points were refused: " + answer.body());
    }
    return BATCH;
  }

  /** Reads 1,000 consecutive points of a random series until told to stop; milliseconds each. */
  private double[] reads(AtomicBoolean open) {
    Random random = new Random(7);
    double[] ms = new double[1_000];
    int n = 0;
    while ((open.get() || n < 100) && n < ms.length) {
      int first = random.nextInt(BEFORE - 1_000);
      Range range = new Range(start + first * STEP, start + (first + 1_000) * STEP);
      long began = System.nanoTime();
      try {
        int rows =
            service
                .store()
                .points()
                .read(FrameQuery.raw(List.of("sensor-" + random.nextInt(SERIES)), range))
                .rows();
        if (rows != 1_000) {
          throw new IllegalStateException("a read gave " + rows + " points instead of 1,000");
        }
      } catch (ProviderException e) {
        throw new IllegalStateException("a read failed: " + e.getMessage(), e);
      }
      ms[n++] = (System.nanoTime() - began) / 1e6;
    }
    return Arrays.copyOf(ms, n);
  }

  private static double bare(long points) throws IOException {
    int rows = (int) Math.min(500_000, points);
    return rows / BareEngine.write(rows, 1);
  }
}
