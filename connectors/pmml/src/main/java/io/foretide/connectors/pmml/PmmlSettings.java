package io.foretide.connectors.pmml;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Settings;
import io.foretide.models.exported.Pin;
import io.foretide.models.exported.RowSettings;
import io.foretide.models.exported.Rows;
import io.foretide.models.feature.Feature;
import io.foretide.models.feature.FeatureReader;
import io.foretide.models.settings.RunSettings;
import io.foretide.models.window.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.pmml} of one model.
 *
 * @param shape of the intervals
 * @param pin the exported model
 * @param row what a row stands for, and what is missing in it
 * @param fields of the file by name, with what is put into them; others take the input of their
 *     name
 * @param own the model's inputs as features, by name
 * @param outputs stored columns, the mean first
 */
record PmmlSettings(
    Shape shape,
    Pin pin,
    RowSettings row,
    Map<String, Feature> fields,
    Map<String, Feature> own,
    List<Output> outputs) {
  /**
   * What becomes of one output.
   *
   * @param column that it is stored as
   * @param field of the file; empty for its prediction
   */
  record Output(String column, String field) {}

  /** Reads the settings. */
  static PmmlSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    Settings run = read.run();
    Pin pin = Pin.of(run);
    RowSettings row = RowSettings.of(read);
    if (row.rows() == Rows.INTERVAL && row.horizon() > 1) {
      run.problem(
          "rows",
          "is interval: a PMML model yields one number a row; expected rows: step with features"
              + " such as {ahead: true}, or a horizon of one step");
    }
    Map<String, Feature> fields = fields(read);
    Map<String, Feature> own = new TreeMap<>();
    List<String> inputs = definition.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      own.put(inputs.get(i), new Feature.Lag(inputs.get(i), i, 0));
    }
    List<Output> outputs = outputs(run);
    read.finish();
    return new PmmlSettings(read.shape(), pin, row, fields, own, outputs);
  }

  private static Map<String, Feature> fields(RunSettings read) {
    FeatureReader features = new FeatureReader(read);
    Map<String, Feature> out = new TreeMap<>();
    if (!read.run().has("inputs")) {
      return out;
    }
    Settings all = read.run().section("inputs");
    for (String field : all.keys()) {
      Object entry = all.any(field);
      List<Feature> made =
          features.list(all.path(field), entry instanceof List<?> l ? l : List.of(given(entry)));
      if (made.size() != 1) {
        all.problem(
            field,
            "names " + made.size() + " features: expected one, since a field takes one number");
      }
      if (!made.isEmpty()) {
        out.put(field, made.getFirst());
      }
    }
    if (out.values().stream().mapToLong(Feature::reach).max().orElse(0) > RunSettings.MOST_STEPS) {
      read.run()
          .problem(
              "inputs", "look back too far: expected at most " + RunSettings.MOST_STEPS + " steps");
    }
    return out;
  }

  private static Object given(@Nullable Object entry) {
    return entry == null ? "" : entry;
  }

  private static List<Output> outputs(Settings run) {
    if (!run.has("outputs")) {
      return List.of(new Output("mean", ""));
    }
    List<Output> out = new ArrayList<>();
    Settings all = run.section("outputs");
    for (String column : all.keys()) {
      if (!RowSettings.isColumn(column)) {
        all.problem(column, "is no name of a column: expected a letter, then letters and digits");
      }
      out.add(new Output(column, all.text(column, "")));
    }
    if (out.isEmpty()) {
      run.problem("outputs", "is empty: expected columns such as mean: predicted_y");
    }
    // A map has no order; the columns of a revision must have one.
    out.sort(
        Comparator.comparing((Output o) -> !o.column().equals("mean"))
            .thenComparing(Output::column));
    return out;
  }

  List<String> columns() {
    return outputs.stream().map(Output::column).toList();
  }

  /** Buckets before a row's own that decide it. */
  long reach() {
    return fields.values().stream().mapToLong(Feature::reach).max().orElse(0);
  }

  String summary() {
    return "Runs the PMML model "
        + pin.file()
        + ", "
        + row.words(shape.step())
        + ", to "
        + String.join(", ", columns())
        + ".";
  }
}
