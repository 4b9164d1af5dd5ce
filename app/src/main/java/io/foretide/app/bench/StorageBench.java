package io.foretide.app.bench;

import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Bytes that the database grows by for each interval, and from two sizes of interval the bytes of a
 * value and of the rest: the rates by which {@code foretide capacity} tells storage beforehand.
 */
final class StorageBench {
  private StorageBench() {}

  static List<BenchRow> run(int intervals, Consumer<String> progress)
      throws IOException, ProviderException, InterruptedException {
    List<BenchRow> out = new ArrayList<>();
    progress.accept("storage of " + intervals + " intervals of 1 and of 720 values");
    double one = bytes(1, 1, intervals);
    double many = bytes(5, 144, Math.max(100, intervals / 20));
    double value = (many - one) / (5 * 144 - 1);
    out.add(BenchRow.plain("database bytes of an interval of 1 value", one, "B"));
    out.add(BenchRow.plain("database bytes of an interval of 720 values", many, "B"));
    out.add(BenchRow.plain("of which for each value", value, "B"));
    out.add(BenchRow.plain("and for the interval itself", one - value, "B"));
    return out;
  }

  private static double bytes(int columns, int rows, int intervals)
      throws IOException, ProviderException, InterruptedException {
    long half = filled(columns, rows, intervals / 2);
    return (double) (filled(columns, rows, intervals) - half) / (intervals - intervals / 2);
  }

  /** Size of the database with all of its log in it. */
  private static long filled(int columns, int rows, int intervals)
      throws IOException, ProviderException, InterruptedException {
    try (BenchRig rig = new BenchRig(new NoisyModel(columns, rows), new NoisyTags())) {
      rig.model(
          Map.of(
              "model",
              "bench/storage",
              "inputs",
              List.of("series"),
              "resolution",
              "10m",
              "every",
              "1h",
              "start",
              "-" + intervals + "h",
              "run",
              Map.of("bench", Map.of())));
      rig.fill(intervals);
      return rig.size();
    }
  }
}
