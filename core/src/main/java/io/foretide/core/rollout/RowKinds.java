package io.foretide.core.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * What the columns of a model's rows are, told by their names.
 *
 * @param mean column of point forecasts; empty if there is none
 * @param score column of anomaly scores; empty if there is none
 * @param bands lower and upper columns of stated intervals, the widest first
 */
public record RowKinds(String mean, String score, List<Band> bands) {
  /** A normalised score above this is an alarm. */
  public static final double ALARM = 1;

  /**
   * @param low column
   * @param high column
   * @param level share of values that should lie inside, 0 to 1
   */
  public record Band(String low, String high, double level) {}

  public static RowKinds of(List<String> outputs) {
    List<Band> bands = new ArrayList<>();
    for (String name : outputs) {
      int at = name.lastIndexOf("lo_");
      if (at == 0 || (at > 0 && name.charAt(at - 1) == '.')) {
        String high = name.substring(0, at) + "hi_" + name.substring(at + 3);
        double level = level(name.substring(at + 3));
        if (outputs.contains(high) && !Double.isNaN(level)) {
          bands.add(new Band(name, high, level));
        }
      }
    }
    bands.sort((a, b) -> Double.compare(b.level(), a.level()));
    String mean = first(outputs, "mean");
    return new RowKinds(
        mean.isEmpty() ? first(outputs, "median") : mean, first(outputs, "score"), bands);
  }

  private static double level(String text) {
    try {
      double percent = Double.parseDouble(text.replace('_', '.'));
      return percent > 0 && percent < 100 ? percent / 100 : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static String first(List<String> outputs, String word) {
    for (String output : outputs) {
      if (output.equals(word) || output.endsWith("." + word)) {
        return output;
      }
    }
    return "";
  }

  public boolean isForecast() {
    return !mean.isEmpty();
  }

  public boolean hasBands() {
    return !bands.isEmpty();
  }
}
