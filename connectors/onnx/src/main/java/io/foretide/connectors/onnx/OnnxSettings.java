package io.foretide.connectors.onnx;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Settings;
import io.foretide.models.exported.Pin;
import io.foretide.models.exported.RowSettings;
import io.foretide.models.feature.FeatureReader;
import io.foretide.models.settings.RunSettings;
import io.foretide.models.window.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code run.onnx} of one model.
 *
 * @param shape of the intervals
 * @param pin the exported model
 * @param row what a row of the graph's batch stands for, and what is missing in it
 * @param inputs of the graph
 * @param outputs of the graph, in the order of the stored columns
 * @param batch most rows of one call
 * @param threads of one call
 */
record OnnxSettings(
    Shape shape,
    Pin pin,
    RowSettings row,
    List<InputBinding> inputs,
    List<OutputBinding> outputs,
    int batch,
    int threads) {
  private static final int BATCH = 1_024;

  /** Numbers of a batch where nothing is asked for: they fit into a processor's cache. */
  private static final int BATCH_NUMBERS = 1 << 18;

  /** Reads the settings; {@code train} has no meaning here and is refused. */
  static OnnxSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    Settings run = read.run();
    Shape shape = read.shape();
    Pin pin = Pin.of(run);
    RowSettings row = RowSettings.of(read);
    List<InputBinding> inputs = inputs(read);
    List<OutputBinding> outputs = outputs(run);
    int size = Math.max(1, inputs.stream().mapToInt(InputBinding::size).sum());
    int usual = Math.clamp(BATCH_NUMBERS / size, 1, BATCH);
    int batch = (int) run.integer("batch", usual, 1, 65_536);
    int threads = (int) run.integer("threads", 1, 1, 64);
    long most = inputs.stream().mapToLong(InputBinding::reach).max().orElse(0);
    if (most > RunSettings.MOST_STEPS) {
      run.problem(
          "inputs",
          "look back " + most + " steps: expected at most " + RunSettings.MOST_STEPS + " steps");
    }
    read.finish();
    return new OnnxSettings(shape, pin, row, inputs, outputs, batch, threads);
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
      if (!RowSettings.isColumn(column)) {
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
    return "Runs the ONNX model "
        + pin.file()
        + ", "
        + row.words(shape.step())
        + ", from "
        + inputs.stream().mapToInt(InputBinding::size).sum()
        + " numbers a row to "
        + String.join(", ", columns())
        + ".";
  }
}
