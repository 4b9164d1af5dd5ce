package io.foretide.store;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Prints how fast the store is on this machine. Arguments: folder for the database files. */
final class Bench {
  private static final int SERIES = 1000;

  private Bench() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args.length > 0 ? args[0] : System.getProperty("java.io.tmpdir"));
    Path file = Files.createTempDirectory(folder, "foretide-bench").resolve("bench.db");
    long t0 = System.nanoTime();
    InMemoryClaims claims = new InMemoryClaims();
    try (SqlStore store = SqliteStore.open(file, Settings.DEFAULT, WallClock.system(), claims)) {
      System.out.printf("create %d ms%n", (System.nanoTime() - t0) / 1_000_000);
      ingest(store);
      commits(store, claims);
      year(store, 9, true);
      year(store, 10, false);
    }
    t0 = System.nanoTime();
    try (SqlStore store = SqliteStore.open(file, Settings.DEFAULT, WallClock.system(), claims)) {
      System.out.printf(
          "open again %d ms, file %d MB%n",
          (System.nanoTime() - t0) / 1_000_000, Files.size(file) >> 20);
      long t1 = System.nanoTime();
      int rows =
          store.predictions().latest(new ModelId(9), new Range(0, 366 * Instants.DAY), 0).rows();
      System.out.printf(
          "latest over a year: %d rows in %d ms%n", rows, (System.nanoTime() - t1) / 1_000_000);
    }
  }

  private static void ingest(SqlStore store) throws Exception {
    Random random = new Random(1);
    AtomicBoolean stop = new AtomicBoolean();
    List<Long> reads = new ArrayList<>();
    double[] level = new double[SERIES];
    long points = 0;
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reading = null;
      long start = System.nanoTime();
      for (int batch = 0; batch < 1000; batch++) {
        PointBatch b = new PointBatch(5000);
        for (int i = 0; i < 5000; i++) {
          int s = i % SERIES;
          level[s] += Math.round(random.nextGaussian() * 10) / 100.0;
          b.add(
              "plant.sensor-" + s,
              (batch * 5L + i / SERIES) * Instants.SECOND,
              Math.round(level[s] * 100) / 100.0);
        }
        store.points().write(b);
        points += b.size();
        if (batch == 500) {
          reading = readers.submit(() -> read(store, stop, reads));
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      stop.set(true);
      if (reading != null) {
        reading.get();
      }
      reads.sort(Long::compare);
      System.out.printf(
          "ingest %.0f points/s; %d reads of 1000 points: median %.2f ms, p99 %.2f ms%n",
          points / seconds,
          reads.size(),
          reads.get(reads.size() / 2) / 1e6,
          reads.get(reads.size() * 99 / 100) / 1e6);
    }
  }

  private static void read(SqlStore store, AtomicBoolean stop, List<Long> out) {
    Random random = new Random(2);
    try {
      while (!stop.get()) {
        long from = random.nextInt(1400) * Instants.SECOND;
        String series = "plant.sensor-" + random.nextInt(SERIES);
        long t = System.nanoTime();
        int rows =
            store
                .points()
                .read(
                    FrameQuery.raw(List.of(series), new Range(from, from + 1000 * Instants.SECOND)))
                .rows();
        out.add(System.nanoTime() - t);
        if (rows != 1000) {
          throw new IllegalStateException("read " + rows + " points: expected 1000");
        }
      }
    } catch (io.foretide.core.error.ProviderException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void commits(SqlStore store, InMemoryClaims claims) throws Exception {
    AtomicLong next = new AtomicLong();
    int threads = 64;
    int total = 60_000;
    long start = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        all.add(
            executor.submit(() -> {
              long n;
              while ((n = next.getAndIncrement()) < total) {
                commit(store, claims, n);
              }
              return n;
            }));
      }
      for (Future<?> f : all) {
        f.get();
      }
    }
    System.out.printf(
        "commits %.0f tasks/s (64 callers)%n", total / ((System.nanoTime() - start) / 1e9));
  }

  private static void commit(SqlStore store, InMemoryClaims claims, long n) throws Exception {
    long cell = n / SERIES;
    Task task =
        new Task(
            n + 1, new ModelId(100 + n % SERIES), 1, new Range(cell, cell + 1), 1, 1, Lane.LIVE, 0);
    claims.put(task, Long.MAX_VALUE);
    long origin = (cell + 1) * Instants.MINUTE;
    PredictionBlock block =
        new PredictionBlock(origin, origin, Instants.MINUTE, new double[][] {{n, n + 0.5, n + 1}});
    store
        .coverage()
        .commit(
            new Commit(
                task,
                List.of("mean"),
                List.of(OutcomePart.predicted(task.cells(), List.of(block))),
                null,
                3,
                1000,
                "bench"));
  }

  private static void year(SqlStore store, long model, boolean decimals) throws Exception {
    Random random = new Random(3);
    long start = System.nanoTime();
    int origins = 365 * 48;
    for (int o = 0; o < origins; o += 48) {
      List<PredictionBlock> blocks = new ArrayList<>();
      for (int k = 0; k < 48; k++) {
        double[][] v = new double[5][144];
        for (double[] column : v) {
          Arrays.setAll(
              column,
              _ ->
                  decimals
                      ? Math.round(random.nextDouble() * 10_000) / 100.0
                      : random.nextDouble());
        }
        long origin = (o + k + 1) * 30 * Instants.MINUTE;
        blocks.add(new PredictionBlock(origin, origin, 10 * Instants.MINUTE, v));
      }
      store
          .predictions()
          .write(
              new ModelId(model), 1, List.of("mean", "lo_80", "hi_80", "lo_95", "hi_95"), blocks);
    }
    System.out.printf(
        "a year of forecasts every 30 min, 144 rows x 5 outputs, %s: %.2f s%n",
        decimals ? "two decimals" : "all digits", (System.nanoTime() - start) / 1e9);
  }
}
