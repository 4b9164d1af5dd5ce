package io.foretide.app.bench;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.models.BuiltInModels;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The whole path from plan to durable commit, and a year of backlog, each against SQLite alone. */
final class EngineBench {
  private static final int MODELS = 1_000;
  private static final int YEAR_CELLS = 365 * 48;
  private static final int YEAR_POINTS = 365 * 144;

  private EngineBench() {}

  /** Many small tasks: one interval each, three values each. */
  static BenchRow tasks(int perModel, Consumer<String> progress)
      throws IOException, ProviderException, InterruptedException {
    int n = MODELS * perModel;
    progress.accept("end to end: " + n + " tasks");
    TrivialModel trivial = new TrivialModel();
    double seconds;
    try (BenchRig rig = new BenchRig(trivial, trivial)) {
      for (int i = 0; i < MODELS; i++) {
        rig.model(TrivialModel.file(i, perModel));
      }
      seconds = rig.fill(n);
    }
    double bare = BareEngine.write(n, 3);
    return BenchRow.atLeast(
            "end to end, 1,000 models, 3 values a task, durable", n / seconds, "tasks/s", 10_000)
        .against("SQLite alone", n / bare);
  }

  /** A year of 30-minute intervals of one seasonal naive model over 10-minute data. */
  static BenchRow year(String horizon, int rows, double limit, Consumer<String> progress)
      throws IOException, ProviderException, InterruptedException {
    progress.accept("a year of 30-minute intervals, horizon " + horizon);
    double seconds;
    try (BenchRig rig = new BenchRig(new BuiltInModels(System::nanoTime), null)) {
      points(rig);
      rig.model(
          Map.of(
              "model", "bench/year",
              "inputs", List.of("flow"),
              "resolution", "10m",
              "every", "30m",
              "start", "-365d",
              "run",
                  Map.of(
                      "forecast",
                      Map.of("method", "seasonal_naive", "season", "1d", "horizon", horizon))));
      seconds = rig.fill(YEAR_CELLS);
    }
    double bare = BareEngine.write(YEAR_CELLS, rows * 5);
    return BenchRow.below(
            "fill a year of 30-minute intervals, horizon " + horizon, seconds, "s", limit)
        .against("SQLite alone", bare);
  }

  private static void points(BenchRig rig) throws IOException {
    long step = 10 * Instants.MINUTE;
    long end = WallClock.system().now() / step * step;
    PointBatch batch = new PointBatch(10_000);
    int series = batch.seriesOf("flow");
    for (int i = -60 * 144; i <= YEAR_POINTS; i++) {
      double day = 2 * Math.PI * i / 144;
      batch.add(series, end - (long) (YEAR_POINTS - i) * step, 50 + 10 * Math.sin(day) + i % 7);
      if (batch.size() == 10_000) {
        write(rig, batch);
      }
    }
    write(rig, batch);
  }

  private static void write(BenchRig rig, PointBatch batch) throws IOException {
    try {
      rig.store.points().write(batch);
      batch.clear();
    } catch (PointSink.Busy e) {
      throw new IOException("the store has no room for the benchmark's points", e);
    }
  }
}
