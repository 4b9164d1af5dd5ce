package io.foretide.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.app.enodorest.Catalogue;
import io.foretide.app.enodorest.OwnStore;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.grade.GradeMemory;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.EnodoSite;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.enodo.EnodoParts;
import io.foretide.hub.enodo.EnodoSettings;
import io.foretide.hub.enodo.EventOutputs;
import io.foretide.hub.enodo.Sockets;
import io.foretide.hub.enodo.data.JobConfig;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.SeedJobs;
import io.foretide.hub.enodo.data.SeriesConfig;
import io.foretide.hub.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Enodo's REST over a real engine and store: the list of ten thousand series, each with its count
 * and its forecast, over HTTP. The client runs in the same process.
 */
final class EnodoRestBench {
  private static final int SERIES = 10_000;
  private static final int FIRST_RID = 1_001;
  private static final double MILLISECOND = 1e6;

  private EnodoRestBench() {}

  static List<BenchRow> run(int seconds, Consumer<String> progress) throws Exception {
    progress.accept("enodo: REST, making " + SERIES + " series");
    MemoryKeeper keeper = new MemoryKeeper();
    try (BenchRig rig = new BenchRig(new TrivialModel(), null)) {
      fill(rig, keeper);
      rig.engine.start();
      try (EnodoSite site = site(rig, keeper);
          HttpClient client = HttpClient.newHttpClient()) {
        progress.accept("enodo: REST, listing them");
        return List.of(
            row("REST series list", "/series", site.port(), client, seconds),
            row("REST series names", "/api/series", site.port(), client, seconds),
            looks(site));
      }
    }
  }

  private static void fill(BenchRig rig, MemoryKeeper keeper) throws Exception {
    long now = WallClock.system().now();
    PointBatch points = new PointBatch();
    List<ModelDefinition> models = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      String series = series(i);
      points.add(series, now - Instants.HOUR, i);
      points.add(series, now - Instants.MINUTE, i + 1);
      models.add(
          ModelFile.read(
              Map.of(
                  "model",
                  "enodo/" + series,
                  "inputs",
                  List.of(series),
                  "resolution",
                  "10m",
                  "every",
                  "1h",
                  "start",
                  Instants.toInstant(now).toString(),
                  "run",
                  Map.of("bench", Map.of()))));
      keeper.put("enodo.series." + (FIRST_RID + i), registered(i, series).text());
    }
    var unused = rig.store.points().write(points);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> made = new ArrayList<>();
      for (ModelDefinition d : models) {
        made.add(threads.submit(() -> rig.store.models().create(ModelEdit.create(d, now))));
      }
      for (Future<?> f : made) {
        f.get();
      }
    }
  }

  private static String series(int i) {
    return "plant.unit-" + i / 100 + ".sensor-" + i;
  }

  private static Registered registered(int i, String series) {
    JobConfig job =
        new JobConfig(
            SeedJobs.NAME,
            "ar",
            "1",
            JobKind.FORECAST,
            false,
            3_600,
            null,
            Map.of(),
            true,
            false,
            null);
    return new Registered(
        FIRST_RID + i,
        series,
        null,
        new SeriesConfig(List.of(job), null, false, null),
        Map.of("model", 3, "model_parameters", Map.of()),
        Map.of(SeedJobs.NAME, "enodo/" + series),
        false);
  }

  private static EnodoSite site(BenchRig rig, Keeper keeper) throws Exception {
    WallClock clock = WallClock.system();
    var points = rig.store.points();
    return EnodoSite.start(
        new EnodoSettings(
            "127.0.0.1",
            0,
            InetAddress::isLoopbackAddress,
            "enodo",
            new Secret(""),
            new Tokens(List.of(), List.of(), List.of()),
            true,
            1,
            25,
            Instants.HOUR,
            List.of(),
            true),
        null,
        Limits.DEFAULT,
        new EnodoParts(
            rig.engine,
            points,
            points,
            new SensorGrades(points, points, rig.store.events(), clock, GradeMemory.none()),
            rig.store.predictions(),
            rig.store.events(),
            clock,
            "bench",
            keeper,
            Catalogue.methods(),
            Catalogue::season,
            new OwnStore(points),
            EventOutputs.NONE,
            Sockets.NONE,
            () -> 0));
  }

  /** What the hub does every five seconds to wake series and to miss deleted models. */
  private static BenchRow looks(EnodoSite site) {
    double[] took = new double[60];
    // The first turn warms up.
    for (int i = 0; i < 2 * took.length; i++) {
      long began = System.nanoTime();
      site.look();
      took[i % took.length] = (System.nanoTime() - began) / MILLISECOND;
    }
    return BenchRow.below(
        "enodo: a look at 10,000 series at rest, median", Median.of(took), "ms", 50);
  }

  /** Half the requests take less; the bare figure is Jackson writing the same list to bytes. */
  private static BenchRow row(String what, String path, int port, HttpClient client, int seconds)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    ObjectMapper json = new ObjectMapper();
    Object list = json.readValue(body(client, request), Object.class);
    int got = list instanceof Map<?, ?> m && m.get("data") instanceof List<?> l ? l.size() : -1;
    if (got != SERIES) {
      throw new IllegalStateException(path + " lists " + got + " series: expected " + SERIES);
    }
    List<Double> served = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    // The first half warms up.
    for (int half = 0; half < 2; half++) {
      served.clear();
      bare.clear();
      long end = System.nanoTime() + (long) (seconds * Instants.SECOND / 2.0);
      while (System.nanoTime() < end) {
        long began = System.nanoTime();
        byte[] all = body(client, request);
        served.add((System.nanoTime() - began) / MILLISECOND);
        long wrote = System.nanoTime();
        byte[] written = json.writeValueAsBytes(list);
        bare.add((System.nanoTime() - wrote) / MILLISECOND);
        if (all.length < written.length) {
          throw new IllegalStateException(path + " was answered with less than the list");
        }
      }
    }
    return BenchRow.below(
            "enodo: " + what + " of 10,000 series over HTTP, median",
            Median.of(served.stream().mapToDouble(x -> x).toArray()),
            "ms",
            50)
        .against(
            "Jackson writing the same list",
            Median.of(bare.stream().mapToDouble(x -> x).toArray()));
  }

  private static byte[] body(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + " was answered with " + answer.statusCode());
    }
    return answer.body();
  }

  /** What clients registered, for the length of the benchmark. */
  private static final class MemoryKeeper implements Keeper {
    private final ConcurrentSkipListMap<String, String> texts = new ConcurrentSkipListMap<>();

    @Override
    public SortedMap<String, String> all(String prefix) {
      return new TreeMap<>(texts.subMap(prefix, prefix + Character.MAX_VALUE));
    }

    @Override
    public void put(String key, String value) {
      texts.put(key, value);
    }

    @Override
    public void remove(String key) {
      texts.remove(key);
    }
  }
}
