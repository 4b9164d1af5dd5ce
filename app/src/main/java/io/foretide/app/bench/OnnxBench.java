package io.foretide.app.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.foretide.connectors.onnx.OnnxKind;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.run.RunRequest;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.models.BuiltInModels;
import io.foretide.models.kind.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Rows per second of an exported graph as a model, twice. <em>Execution</em> is from the frame to
 * the blocks that are to be stored, per second of one thread's processor time. <em>Through the
 * store</em> is from planning to the durable commit of every number, by the clock. Both stand
 * beside onnxruntime called with a filled direct buffer of the same rows, per second of processor
 * time.
 */
final class OnnxBench implements AutoCloseable {
  private static final int BATCH = 1_024;
  private static final int INTERVALS = 256;
  private static final int EACH = 32;
  private static final int ROWS = INTERVALS * EACH;
  private static final double WANTED = 0.7;

  /** Rows that go through the store. */
  private static final int STORED = 400_000;

  private final Graph graph;
  private final int width;
  private final Path folder;
  private final OnnxKind kind;
  private final RunRequest request;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final FloatBuffer rows;

  private record Graph(String file, String words, int inputs, int outputs) {}

  private OnnxBench(Graph graph) throws IOException, ProviderException, OrtException {
    this.graph = graph;
    this.width = graph.inputs();
    folder = Files.createTempDirectory("foretide-bench-onnx");
    byte[] bytes = resource(graph.file() + ".onnx");
    Files.write(folder.resolve("m.onnx"), bytes);
    kind = new OnnxKind(folder, folder.resolve("kept"));
    request = request();
    environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(bytes, options);
    }
    rows =
        ByteBuffer.allocateDirect(ROWS * width * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < ROWS; i++) {
      for (int c = 0; c < width; c++) {
        rows.put((float) request.frame().column(c)[i]);
      }
    }
  }

  /**
   * All graphs.
   *
   * @param seconds of measuring each
   * @param share of the full size of what goes through the store
   */
  static List<BenchRow> run(double seconds, double share, Consumer<String> progress)
      throws Exception {
    List<BenchRow> out = new ArrayList<>();
    for (Graph graph :
        List.of(
            new Graph("forest", "forest of 100 trees, 20 features, 1 output", 20, 1),
            new Graph("64-128-64", "64-128-64 network, 64 outputs", 64, 64),
            new Graph("20-16-8-16-20", "20-16-8-16-20 network, 20 outputs", 20, 20))) {
      progress.accept("ONNX: " + graph.words());
      try (OnnxBench bench = new OnnxBench(graph)) {
        BenchRow execution = bench.measure(seconds);
        out.add(execution);
        out.add(bench.stored(share, execution.value() / execution.ratio()));
      }
    }
    return out;
  }

  /** From planning to the durable commit; {@code bare} rows per second are the baseline. */
  private BenchRow stored(double share, double bare)
      throws IOException, ProviderException, InterruptedException {
    int intervals = (int) (share * STORED / EACH);
    BuiltInModels models = new BuiltInModels(System::nanoTime, List.of(kind));
    double seconds;
    try (BenchRig rig = new BenchRig(models, new NoisyTags())) {
      Map<String, Object> file = new HashMap<>(ModelFile.write(request.revision().definition()));
      file.put("start", "-" + intervals * EACH + "m");
      rig.model(file);
      seconds = rig.fill(intervals);
    }
    double rows = intervals * (double) EACH / seconds;
    return new BenchRow(
        "ONNX rows through the store, durable: " + graph.words(),
        rows,
        "/s",
        "",
        true,
        String.format(Locale.ROOT, "bare onnxruntime %,.0f /s", bare),
        rows / bare);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = OnnxBench.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program lacks its own file " + name);
      }
      return in.readAllBytes();
    }
  }

  private RunRequest request() throws ProviderException {
    List<String> inputs = new ArrayList<>();
    Map<String, Object> outputs = new HashMap<>();
    for (int c = 0; c < width; c++) {
      inputs.add("tag-" + c);
    }
    for (int c = 0; c < graph.outputs(); c++) {
      outputs.put("out-" + c, Map.of("output", "out", "index", c));
    }
    ModelDefinition d =
        kind.prepare(
            ModelFile.read(
                Map.of(
                    "model",
                    "bench",
                    "inputs",
                    inputs,
                    "resolution",
                    "1m",
                    "every",
                    EACH + "m",
                    "run",
                    Map.of("onnx", Map.of("file", "m.onnx", "outputs", outputs)))));
    Revision revision = new Revision(1, d, "bench", 0, Long.MAX_VALUE, 0);
    Model model = new Model(new ModelId(1), d, List.of(revision), Model.State.ACTIVE, 1, 0, 0);
    Range[] intervals = new Range[INTERVALS];
    for (int i = 0; i < INTERVALS; i++) {
      intervals[i] = new Range(i * EACH * Instants.MINUTE, (i + 1) * EACH * Instants.MINUTE);
    }
    long[] times = new long[ROWS];
    double[][] columns = new double[width][ROWS];
    Random random = new Random(1);
    for (int i = 0; i < ROWS; i++) {
      times[i] = i * Instants.MINUTE;
      for (double[] column : columns) {
        column[i] = random.nextGaussian();
      }
    }
    return new RunRequest(
        model,
        revision,
        new Range(0, INTERVALS),
        intervals,
        new Frame(inputs, times, columns),
        null,
        Instants.MINUTE);
  }

  /** Pairs of runs, one after the other, so that both see the same machine; medians of them. */
  private BenchRow measure(double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    List<double[]> pairs = new ArrayList<>();
    for (int round = 0; round < 10 || System.nanoTime() < end; round++) {
      long a = cpu();
      bare();
      long b = cpu();
      model();
      long c = cpu();
      if (round >= 5) {
        pairs.add(new double[] {b - a, c - b, (double) (b - a) / (c - b)});
      }
    }
    double bare = ROWS / median(pairs, 0) * 1e9;
    double ours = ROWS / median(pairs, 1) * 1e9;
    double ratio = median(pairs, 2);
    return new BenchRow(
        "ONNX rows, execution: " + graph.words(),
        ours,
        "/s",
        ">= 0.7 of the baseline",
        ratio >= WANTED,
        String.format(Locale.ROOT, "bare onnxruntime %,.0f /s", bare),
        ratio);
  }

  /** Processor time of this thread, so that what else runs on the machine does not count. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double median(List<double[]> pairs, int which) {
    double[] all = pairs.stream().mapToDouble(p -> p[which]).sorted().toArray();
    return all[all.length / 2];
  }

  private void model() throws ProviderException {
    int parts =
        kind.execute(request, new Deadline(System::nanoTime, Instants.MINUTE)).parts().size();
    if (parts != 1) {
      throw new IllegalStateException(parts + " parts where all rows are predicted");
    }
  }

  /** The least that anybody must do: rows in, numbers out. */
  private void bare() throws OrtException {
    float[] numbers = new float[BATCH * graph.outputs()];
    for (int from = 0; from < ROWS; from += BATCH) {
      FloatBuffer some = rows.slice(from * width, BATCH * width);
      try (OnnxTensor in = OnnxTensor.createTensor(environment, some, new long[] {BATCH, width});
          OrtSession.Result result = session.run(Map.of("in", in))) {
        if (!(result.get(0) instanceof OnnxTensor out)) {
          throw new IllegalStateException("the network yields no tensor");
        }
        out.getFloatBuffer().get(numbers);
      }
    }
  }

  @Override
  public void close() throws IOException, OrtException {
    session.close();
    kind.close();
    try (var all = Files.walk(folder)) {
      Path[] paths = all.toArray(Path[]::new);
      Arrays.sort(paths, (a, b) -> b.compareTo(a));
      for (Path path : paths) {
        Files.deleteIfExists(path);
      }
    }
  }
}
