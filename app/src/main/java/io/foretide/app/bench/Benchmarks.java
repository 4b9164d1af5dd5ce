package io.foretide.app.bench;

import io.foretide.app.demo.LatigoDemo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All benchmarks by name. */
public final class Benchmarks {
  private Benchmarks() {}

  /** One benchmark. */
  public interface Benchmark {
    /**
     * @param progress is told what goes on
     */
    List<BenchRow> run(Consumer<String> progress) throws Exception;
  }

  /**
   * @param home folder of the launcher; where there is none, starting is not measured
   * @param quick smaller sizes, for a look
   */
  public static Map<String, Benchmark> all(Path home, boolean quick) {
    Map<String, Benchmark> out = new LinkedHashMap<>();
    out.put("plan", p -> PlanBench.run(quick ? 100_000 : 1_000_000, p));
    out.put(
        "tasks",
        p -> {
          EngineBench.tasks(quick ? 10 : 30, note -> p.accept("warming up, " + note));
          return List.of(EngineBench.tasks(quick ? 20 : 120, p));
        });
    out.put(
        "backlog",
        p -> {
          List<BenchRow> rows = new ArrayList<>();
          rows.add(EngineBench.year("1h", 6, 2, p));
          rows.add(EngineBench.year("24h", 144, 6, p));
          return rows;
        });
    out.put("models", p -> ModelsBench.run(quick ? 0.1 : 1, p));
    out.put("onnx", p -> OnnxBench.run(quick ? 2 : 10, quick ? 0.25 : 1, p));
    out.put("storage", p -> StorageBench.run(quick ? 2_000 : 10_000, p));
    if (ClusterBench.isAvailable()) {
      out.put("cluster", p -> ClusterBench.run(quick ? 2 : 10, quick ? 20 : 60, p));
    }
    if (LatigoDemo.isAvailable()) {
      out.put("latigo", p -> LatigoBench.run(quick ? 900 : 9_000, quick ? 100 : 400, p));
    }
    out.put("ingest", p -> IngestBench.run(quick ? 3 : 10, p));
    out.put(
        "enodo",
        p -> {
          List<BenchRow> rows = new ArrayList<>(EnodoBench.run(quick ? 2 : 10, p));
          rows.addAll(EnodoRestBench.run(quick ? 6 : 12, p));
          return rows;
        });
    out.put("pages", p -> PagesBench.run(10_000, quick ? 3 : 7, p));
    if (Files.isExecutable(home.resolve("foretide"))) {
      out.put("start", p -> StartBench.run(home, p));
    }
    return out;
  }

  /** The machine that the figures are of. */
  public static String machine() {
    Runtime r = Runtime.getRuntime();
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + r.availableProcessors()
        + " processors, heap up to "
        + r.maxMemory() / (1024 * 1024)
        + " MB, Java "
        + Runtime.version();
  }
}
