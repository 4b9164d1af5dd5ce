package io.foretide.connectors.onnx;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.models.settings.RunSettings;
import io.foretide.models.window.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code run.onnx} of one model.
 *
 * @param shape of the intervals
 * @param file the exported model, relative to the configuration's folder
 * @param sha256 of the file, hexadecimal; empty if nobody pinned it
 * @param rows what a row of the graph's batch stands for
 * @param horizon steps ahead; 0 for none
 * @param inputs of the graph
 * @param outputs of the graph, in the order of the stored columns
 * @param missing what becomes of a feature without a value
 * @param fill the number for {@link Missing#FILL}
 * @param batch most rows of one call
 * @param threads of one call
 */
record OnnxSettings(
    Shape shape,
    String file,
    String sha256,
    Rows rows,
    int horizon,
    List<InputBinding> inputs,
    List<OutputBinding> outputs,
    Missing missing,
    double fill,
    int batch,
    int threads) {
  /** What a row of the batch stands for. */
  enum Rows {
    /** Each bucket of an interval. */
    BUCKET,
    /** An interval as a whole. */
    INTERVAL,
    /** Each step ahead of an interval. */
    STEP
  }

  /** What becomes of a feature without a value. */
  enum Missing {
    /** The row is not run. */
    SKIP,
    /** The graph gets NaN. */
    NAN,
    /** The graph gets a number instead. */
    FILL
  }

  private static final int MOST_ROWS = 20_000;
  private static final int BATCH = 1_024;

  /** Numbers of a batch where nothing is asked for: they fit into a processor's cache. */
  private static final int BATCH_NUMBERS = 1 << 18;

  /** Reads the settings; {@code train} has no meaning here and is refused. */
  static OnnxSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    Settings run = read.run();
    Shape shape = read.shape();
    String file = run.text("file");
    String sha256 = run.text("sha256", "").toLowerCase(Locale.ROOT);
    if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
      run.problem("sha256", "'" + sha256 + "' is no fingerprint: expected 64 hexadecimal digits");
    }
    int horizon =
        run.has("horizon") ? read.steps(run, "horizon", 1, MOST_ROWS) : none(run, "horizon");
    Rows rows = rows(run, horizon);
    if (horizon > 0 && !shape.aligned()) {
      run.problem(
          "horizon",
          "needs intervals that end between two buckets: expected every to be a duration whose"
              + " anchor is a multiple of the resolution "
              + Durations.format(shape.step()));
    }
    List<InputBinding> inputs = inputs(read);
    List<OutputBinding> outputs = outputs(run);
    Missing missing = Missing.SKIP;
    double fill = Double.NaN;
    if (run.any("missing") instanceof Number) {
      missing = Missing.FILL;
      fill = run.number("missing", 0, -Double.MAX_VALUE, Double.MAX_VALUE);
    } else if (run.choice("missing", "skip", List.of("skip", "nan")).equals("nan")) {
      missing = Missing.NAN;
    }
    int size = Math.max(1, inputs.stream().mapToInt(InputBinding::size).sum());
    int usual = Math.clamp(BATCH_NUMBERS / size, 1, BATCH);
    int batch = (int) run.integer("batch", usual, 1, 65_536);
    int threads = (int) run.integer("threads", 1, 1, 64);
    if (!read.train().keys().isEmpty()) {
      read.train()
          .reading()
          .problem("train", "has no meaning for an exported model: remove the section");
      read.train().keys().forEach(read.train()::any);
    }
    long most = inputs.stream().mapToLong(InputBinding::reach).max().orElse(0);
    if (most > RunSettings.MOST_STEPS) {
      run.problem(
          "inputs",
          "look back " + most + " steps: expected at most " + RunSettings.MOST_STEPS + " steps");
    }
    read.finish();
    return new OnnxSettings(
        shape, file, sha256, rows, horizon, inputs, outputs, missing, fill, batch, threads);
  }

  private static int none(Settings run, String key) {
    run.any(key);
    return 0;
  }

  private static Rows rows(Settings run, int horizon) {
    List<String> known = horizon > 0 ? List.of("interval", "step") : List.of("bucket", "interval");
    String word = run.choice("rows", known.getFirst(), known);
    return Rows.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static List<InputBinding> inputs(RunSettings read) {
    FeatureReader features = new FeatureReader(read);
    Object value = read.run().any("inputs");
    String path = read.run().path("inputs");
    List<InputBinding> out = new ArrayList<>();
    switch (value) {
      case null ->
          out.add(new InputBinding("", features.list(path, read.definition().inputs()), 1, false));
      case List<?> list -> out.add(new InputBinding("", features.list(path, list), 1, false));
      case String one -> out.add(new InputBinding("", features.list(path, List.of(one)), 1, false));
      case Map<?, ?> map -> {
        Settings all = read.run().section("inputs");
        for (String name : all.keys()) {
          out.add(input(read, features, all, name));
        }
      }
      default ->
          read.run()
              .problem(
                  "inputs",
                  "'" + value + "' is not usable: expected a list of features, or a map by input");
    }
    out.sort(Comparator.comparing(InputBinding::name));
    return out;
  }

  private static InputBinding input(
      RunSettings read, FeatureReader features, Settings all, String name) {
    if (!(all.any(name) instanceof Map<?, ?>)) {
      Object list = all.any(name);
      return new InputBinding(
          name,
          features.list(
              all.path(name), list instanceof List<?> l ? l : List.of(String.valueOf(list))),
          1,
          false);
    }
    Settings one = all.section(name);
    Object list = one.any("features");
    List<?> entries =
        list == null ? read.definition().inputs() : list instanceof List<?> l ? l : List.of(list);
    int window = one.has("window") ? read.steps(one, "window", 1, RunSettings.MOST_STEPS) : 1;
    boolean channelsFirst =
        one.choice("layout", "window_first", List.of("window_first", "features_first"))
            .equals("features_first");
    return new InputBinding(
        name, features.list(one.path("features"), entries), window, channelsFirst);
  }

  private static List<OutputBinding> outputs(Settings run) {
    if (!run.has("outputs")) {
      return List.of(new OutputBinding("mean", "", -1));
    }
    List<OutputBinding> out = new ArrayList<>();
    Settings all = run.section("outputs");
    for (String column : all.keys()) {
      if (!column.matches("[\\p{L}_][\\p{L}\\p{N}_:./-]{0,99}")) {
        all.problem(column, "is no name of a column: expected a letter, then letters and digits");
      }
      if (all.any(column) instanceof Map<?, ?>) {
        Settings one = all.section(column);
        out.add(
            new OutputBinding(
                column, one.text("output", ""), (int) one.integer("index", -1, 0, 1_000_000)));
      } else {
        out.add(new OutputBinding(column, all.text(column, ""), -1));
      }
    }
    if (out.isEmpty()) {
      run.problem("outputs", "is empty: expected columns such as mean: variable");
    }
    // A map has no order; the columns of a revision must have one.
    out.sort(
        Comparator.comparing((OutputBinding o) -> !o.column().equals("mean"))
            .thenComparing(OutputBinding::column));
    return out;
  }

  List<String> columns() {
    return outputs.stream().map(OutputBinding::column).toList();
  }

  /** Buckets before a row's own that decide it. */
  long reach() {
    return inputs.stream().mapToLong(InputBinding::reach).max().orElse(0);
  }

  String summary() {
    String what =
        switch (rows) {
          case BUCKET -> "a row for each bucket of " + Durations.format(shape.step());
          case INTERVAL -> "a row for each interval";
          case STEP -> "a row for each step ahead";
        };
    return "Runs the ONNX model "
        + file
        + ", "
        + what
        + (horizon > 0 ? ", " + Durations.format(horizon * shape.step()) + " ahead" : "")
        + ", from "
        + inputs.stream().mapToInt(InputBinding::size).sum()
        + " numbers a row to "
        + String.join(", ", columns())
        + ".";
  }
}
