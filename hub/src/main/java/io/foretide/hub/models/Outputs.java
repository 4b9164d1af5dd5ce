package io.foretide.hub.models;

import java.util.List;
import java.util.Locale;

/** What the names of a model's outputs say. */
public final class Outputs {
  /** A normalised score above this is an anomaly. */
  public static final double LIMIT = 1;

  private Outputs() {}

  /** Whether a column keeps its greatest value when rows are thinned. */
  static boolean keepsGreatest(String name) {
    String last = last(name);
    return last.equals("score")
        || last.equals("hi")
        || last.startsWith("hi_")
        || name.startsWith("contribution:");
  }

  /** Whether a column keeps its least value when rows are thinned. */
  static boolean keepsLeast(String name) {
    String last = last(name);
    return last.equals("lo") || last.startsWith("lo_");
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The column of anomaly scores; empty if there is none. */
  public static String score(List<String> outputs) {
    return first(outputs, "score");
  }

  /** The column of point forecasts; empty if there is none. */
  static String forecast(List<String> outputs) {
    return first(outputs, "mean", "median");
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
