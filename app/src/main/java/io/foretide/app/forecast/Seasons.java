package io.foretide.app.forecast;

import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.Steps;
import io.foretide.forecast.season.SeasonDetector;
import java.util.List;
import java.util.Locale;

/** Seasons as a person gives them. */
public final class Seasons {
  private Seasons() {}

  /** Checks the form of a text, where no series is known yet. */
  public static void check(String text) {
    if (!isAuto(text) && !isNone(text)) {
      Steps.check("--season", text);
    }
  }

  private static boolean isAuto(String text) {
    return text.isBlank() || text.strip().toLowerCase(Locale.ROOT).equals("auto");
  }

  private static boolean isNone(String text) {
    return List.of("none", "1", "0").contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** A day, a week and a year in the series' steps. */
  private static int[] natural(EvenSeries series) {
    return SeasonDetector.natural(series.step().days());
  }

  /**
   * Periods in steps, ascending; 1 alone for none.
   *
   * @param text {@code auto}, {@code none}, or steps and durations joined by commas
   * @param values in which they are looked for, if they are to be found
   */
  public static int[] of(String text, EvenSeries series, double[] values) {
    int[] found =
        isAuto(text)
            ? SeasonDetector.detect(values, natural(series))
            : isNone(text) ? new int[0] : Steps.list("--season", text, series.step());
    return found.length == 0 ? new int[] {1} : found;
  }
}
