package io.foretide.connectors.pmml;

import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import io.foretide.models.exported.Missing;
import io.foretide.models.exported.RowPlan;
import io.foretide.models.feature.Feature;
import io.foretide.models.feature.RowTimes;
import io.foretide.models.window.Buckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PMML file together with what a model file puts in and takes out. Used by one thread. */
final class BoundFile {
  private static final int CHECK_EACH = 256;

  private final PmmlSettings settings;
  private final PmmlFile file;
  private final List<Field> fields;
  private final List<String> outputs;
  private String lacking = "";

  private record Field(String name, Feature feature, boolean whole) {}

  /** Looks in between whether there is still time. */
  interface Check {
    void at(int row) throws ProviderException;
  }

  private BoundFile(
      PmmlSettings settings, PmmlFile file, List<Field> fields, List<String> outputs) {
    this.settings = settings;
    this.file = file;
    this.fields = fields;
    this.outputs = outputs;
  }

  /**
   * Binds settings to a file.
   *
   * @throws ProviderException.Rejected if a name or a type does not fit
   */
  static BoundFile of(PmmlSettings s, PmmlFile file) throws ProviderException.Rejected {
    Map<String, Boolean> open = file.inputs();
    for (String name : s.fields().keySet()) {
      if (!open.containsKey(name)) {
        throw new ProviderException.Rejected(
            "run.pmml.inputs."
                + name
                + ": the file has no such field: expected one of "
                + String.join(", ", open.keySet())
                + Nearest.hint(name, open.keySet()));
      }
    }
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, Boolean> e : open.entrySet()) {
      Feature feature = s.fields().get(e.getKey());
      feature = feature == null ? s.own().get(e.getKey()) : feature;
      if (feature == null) {
        throw new ProviderException.Rejected(
            "run.pmml.inputs gives nothing to field '"
                + e.getKey()
                + "': expected a feature for each of "
                + String.join(", ", open.keySet())
                + " that is not the name of one of the model's inputs");
      }
      fields.add(new Field(e.getKey(), feature, e.getValue()));
    }
    List<String> outputs = new ArrayList<>();
    for (PmmlSettings.Output o : s.outputs()) {
      outputs.add(output(o, file));
    }
    return new BoundFile(s, file, fields, outputs);
  }

  private static String output(PmmlSettings.Output o, PmmlFile file)
      throws ProviderException.Rejected {
    List<String> known = Arrays.asList(file.outputs());
    String name = o.field();
    if (name.isEmpty()) {
      name =
          file.prediction()
              .orElseThrow(() ->
                  new ProviderException.Rejected(
                      "the file has several outputs, "
                          + String.join(", ", known)
                          + ": name one under run.pmml.outputs."
                          + o.column()));
    }
    if (!known.contains(name)) {
      throw new ProviderException.Rejected(
          "run.pmml.outputs."
              + o.column()
              + ": the file has no output '"
              + name
              + "': expected one of "
              + String.join(", ", known)
              + Nearest.hint(name, known));
    }
    if (!file.isNumber(name)) {
      throw new ProviderException.Rejected(
          "run.pmml.outputs."
              + o.column()
              + ": output '"
              + name
              + "' is a text: expected one that is a number, such as a probability");
    }
    return name;
  }

  /** A feature for whose lack rows were left out; empty if none were. */
  String lacking() {
    return lacking;
  }

  /** Runs a row of zeros, so that what does not fit is found before there is a model. */
  void tryOut() throws ProviderException.Rejected {
    Map<String, Object> row = new HashMap<>();
    for (Field f : fields) {
      row.put(f.name(), number(f, 0));
    }
    var unused = file.run(row);
  }

  /**
   * The numbers of each interval that has data, {@code [interval][column][row]}; NaN where a row
   * was not run or yielded nothing.
   */
  double[][][] run(RowPlan plan, Check check) throws ProviderException {
    int[] starts = plan.starts();
    RowTimes times = plan.times();
    Buckets buckets = plan.buckets().checked();
    int n = times.count();
    double[][] features = new double[fields.size()][n];
    for (int f = 0; f < features.length; f++) {
      fields.get(f).feature().fill(buckets, times.at(), times.about(), features[f]);
    }
    double[][][] out = new double[starts.length - 1][outputs.size()][];
    for (int i = 0; i < out.length; i++) {
      for (int c = 0; c < outputs.size(); c++) {
        out[i][c] = new double[starts[i + 1] - starts[i]];
        Arrays.fill(out[i][c], Double.NaN);
      }
      for (int row = starts[i]; row < starts[i + 1]; row++) {
        if (row % CHECK_EACH == 0) {
          check.at(row);
        }
        Map<String, Object> values = row(features, row);
        if (values != null) {
          Map<String, Object> got = file.run(values);
          for (int c = 0; c < outputs.size(); c++) {
            out[i][c][row - starts[i]] = finite(got.get(outputs.get(c)));
          }
        }
      }
    }
    return out;
  }

  private @Nullable Map<String, Object> row(double[][] features, int row) {
    Map<String, Object> out = HashMap.newHashMap(features.length);
    for (int f = 0; f < features.length; f++) {
      double x = features[f][row];
      if (Double.isNaN(x)) {
        if (settings.row().missing() == Missing.SKIP) {
          lacking = fields.get(f).feature().name();
          return null;
        }
        if (settings.row().missing() == Missing.NAN) {
          continue;
        }
        x = settings.row().fill();
      }
      out.put(fields.get(f).name(), number(fields.get(f), x));
    }
    return out;
  }

  private static Object number(Field field, double x) {
    return field.whole() ? (Object) Math.round(x) : (Object) x;
  }

  private static double finite(@Nullable Object value) {
    double x = value instanceof Number number ? number.doubleValue() : Double.NaN;
    return Double.isFinite(x) ? x : Double.NaN;
  }
}
