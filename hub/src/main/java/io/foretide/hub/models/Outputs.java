package io.foretide.hub.models;

import java.util.List;
import java.util.Locale;

/** What the names of a model's outputs say. */
final class Outputs {
  private Outputs() {}

  /** Whether a column is a score or a flag of a detector. */
  static boolean isDetection(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return last.contains("score")
        || last.contains("alarm")
        || last.contains("anomal")
        || last.contains("grade")
        || last.equals("flag");
  }

  /** The column that flags anomalies; empty if there is none. */
  static String flag(List<String> outputs) {
    return first(outputs, "alarm", "flag", "anomaly", "is_anomaly", "grade");
  }

  /** The column of anomaly scores; empty if there is none. */
  static String score(List<String> outputs) {
    return first(outputs, "score", "anomaly_score", "total_anomaly_score", "grade");
  }

  /** The column of point forecasts; empty if there is none. */
  static String forecast(List<String> outputs) {
    return first(outputs, "mean", "median", "forecast", "yhat", "value");
  }

  private static String first(List<String> outputs, String... words) {
    for (String word : words) {
      for (String output : outputs) {
        if (output.equals(word) || output.endsWith("." + word)) {
          return output;
        }
      }
    }
    return "";
  }
}
