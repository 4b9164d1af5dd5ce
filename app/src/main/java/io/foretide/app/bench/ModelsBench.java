package io.foretide.app.bench;

import com.sun.management.OperatingSystemMXBean;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.models.BuiltInModels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A plant of 10,000 seasonal naive, 2,000 exponential smoothing and 200 seasonal ARIMA models with
 * an interval of ten minutes: how long one round of all of them takes, and what a model costs. Each
 * interval is a task of its own, as when data arrive; the models of a kind share 100 series.
 */
final class ModelsBench {
  private static final long STEP = 10 * Instants.MINUTE;
  private static final double INTERVAL_SECONDS = 600;
  private static final int SERIES = 100;
  private static final int POINTS = 16 * 144;
  private static final int ROUNDS = 3;

  /** OpenSearch: 1,000,000 entities a minute on 288 virtual processors. */
  private static final double OPENSEARCH = 58;

  private ModelsBench() {}

  /**
   * @param share of the full number of models, such as 0.1
   */
  static List<BenchRow> run(double share, Consumer<String> progress)
      throws IOException, ProviderException, InterruptedException {
    int naive = (int) (10_000 * share);
    int ets = (int) (2_000 * share);
    int arima = (int) (200 * share);
    int models = naive + ets + arima;
    try (BenchRig rig = new BenchRig(new BuiltInModels(System::nanoTime), null)) {
      points(rig);
      long before = used();
      long stored = rig.store.bytes();
      progress.accept("models: making " + models);
      for (int i = 0; i < models; i++) {
        rig.model(i < naive ? naive(i) : i < naive + ets ? ets(i) : arima(i));
      }
      progress.accept("models: " + ROUNDS + " rounds of " + models);
      long cpu = cpu();
      long started = System.nanoTime();
      rig.engine.start();
      double first = until(rig, models, started);
      long due = rig.engine.status().tally().due();
      double all = until(rig, due, started);
      double perCore = due / ((cpu() - cpu) / 1e9);
      long memory = used() - before;
      String what = String.format("%,d seasonal naive, %,d ETS, %,d ARIMA: ", naive, ets, arima);
      return List.of(
          BenchRow.below(what + "first round, all fitted afresh", first, "s", INTERVAL_SECONDS),
          BenchRow.below(
              what + "a further round",
              (all - first) * models / (due - models),
              "s",
              INTERVAL_SECONDS),
          BenchRow.atLeast(what + "intervals per second and core", perCore, "models/s", OPENSEARCH)
              .against("OpenSearch, published", OPENSEARCH),
          BenchRow.plain(what + "heap per model", memory / 1024.0 / models, "KB"),
          BenchRow.plain(
              what + "database per interval of 30 values",
              (double) (rig.store.bytes() - stored) / due,
              "bytes"));
    }
  }

  private static double until(BenchRig rig, long intervals, long started)
      throws ProviderException, InterruptedException {
    while (rig.engine.status().tally().predicted() < intervals) {
      if (System.nanoTime() - started > 1_500_000_000_000L) {
        throw new IllegalStateException(
            "the benchmark did not end within 1500 s: " + rig.engine.status().tally());
      }
      Thread.sleep(20);
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private static Map<String, Object> naive(int i) {
    return file(i, Map.of("method", "seasonal_naive", "season", "1d", "horizon", "1h"), "14d");
  }

  private static Map<String, Object> ets(int i) {
    return file(i, Map.of("method", "ets", "season", "2h", "horizon", "1h"), "2d");
  }

  private static Map<String, Object> arima(int i) {
    Map<String, Object> run =
        Map.of(
            "method",
            "arima",
            "season",
            "2h",
            "horizon",
            "1h",
            "p",
            1,
            "q",
            1,
            "seasonal_p",
            1,
            "seasonal_q",
            1);
    return file(i, run, "2d");
  }

  private static Map<String, Object> file(int i, Map<String, Object> run, String window) {
    Map<String, Object> out = new HashMap<>();
    out.put("model", "bench/" + i);
    out.put("inputs", List.of("series-" + i % SERIES));
    out.put("resolution", "10m");
    out.put("every", "10m");
    out.put("task_span", "10m");
    out.put("start", "-" + 10 * ROUNDS + "m");
    out.put("run", Map.of("forecast", run));
    out.put("train", Map.of("window", window, "every", "1d"));
    return out;
  }

  private static void points(BenchRig rig) throws IOException {
    long end = WallClock.system().now() / STEP * STEP + 3 * STEP;
    Random random = new Random(1);
    for (int s = 0; s < SERIES; s++) {
      PointBatch batch = new PointBatch(POINTS);
      int series = batch.seriesOf("series-" + s);
      for (int i = 0; i < POINTS; i++) {
        double wave = Math.sin(2 * Math.PI * i / 144) + 0.3 * Math.sin(2 * Math.PI * i / 12);
        batch.add(series, end - (POINTS - i) * STEP, 50 + 10 * wave + random.nextGaussian());
      }
      try {
        rig.store.points().write(batch);
      } catch (PointSink.Busy e) {
        throw new IOException("the store has no room for the benchmark's points", e);
      }
    }
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
        ? os.getProcessCpuTime()
        : 0;
  }

  /** Heap in use after a collection. */
  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
