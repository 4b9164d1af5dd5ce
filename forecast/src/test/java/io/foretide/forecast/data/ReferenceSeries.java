package io.foretide.forecast.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Series of the reference fits. */
public final class ReferenceSeries {

  private ReferenceSeries() {}

  /** The values of a fixture; the one that may not be repeated is read from where it came. */
  public static double[] values(JsonNode fixture) {
    JsonNode y = fixture.path("y");
    if (y.isArray()) {
      return SharedData.array(y);
    }
    double[] values = new double[480];
    var rows = SharedData.rows("ett/ETTh1.csv.gz");
    int column = java.util.Arrays.asList(rows.get(0)).indexOf("OT");
    for (int t = 0; t < values.length; t++) {
      values[t] = Double.parseDouble(rows.get(t + 1)[column]) / 10;
    }
    return values;
  }

  /**
   * How statsmodels and R compare, by series and model, such as {@code "Nile ETS(ANN)"}: agree,
   * near, different optimum.
   */
  public static Map<String, String> verdicts() {
    try {
      Map<String, String> all = new HashMap<>();
      for (String line : Files.readAllLines(SharedData.path("reference/SUMMARY.csv"))) {
        String series = line.substring(0, line.indexOf(','));
        // Name, length, season, model; only models hold commas, and are quoted then.
        String rest = line.split(",", 4)[3];
        boolean quoted = rest.startsWith("\"");
        String model = quoted ? rest.substring(1, rest.indexOf('"', 1)) : rest.split(",", 2)[0];
        all.put(series + " " + model, line.substring(line.lastIndexOf(',') + 1));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether both programs found the same optimum of a model of a series. */
  public static boolean agreed(Map<String, String> verdicts, String name) {
    String verdict = verdicts.getOrDefault(name, "");
    return verdict.equals("agree") || verdict.equals("near");
  }
}
