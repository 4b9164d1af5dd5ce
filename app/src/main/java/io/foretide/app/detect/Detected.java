package io.foretide.app.detect;

import io.foretide.app.input.Together;
import io.foretide.detect.limit.Limit;
import java.util.List;
import java.util.Optional;

/** What came of one series, or of several together. */
public sealed interface Detected {
  /** Name of the series; of several, joined by commas. */
  String name();

  /** Why there are no scores; empty if there are. */
  default String why() {
    return "";
  }

  /**
   * Scores.
   *
   * @param data the rows
   * @param method name in the catalogue
   * @param trained rows that were learned from; the scores begin after them
   * @param scores one per row, 1.0 is the limit; NaN where there is none
   * @param expected of one signal; NaN where the method has no such value
   * @param low below which the score is above 1.0; NaN where there is none
   * @param high above which the score is above 1.0
   * @param episodes in order
   * @param limit how the limit was found, if it was calibrated
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Done(
      Together data,
      String method,
      int trained,
      double[] scores,
      double[] expected,
      double[] low,
      double[] high,
      List<Found> episodes,
      Optional<Limit> limit)
      implements Detected {
    public Done {
      episodes = List.copyOf(episodes);
    }

    @Override
    public String name() {
      return String.join(", ", data.names());
    }

    /** Rows that have a score. */
    int scored() {
      int n = 0;
      for (double s : scores) {
        n += Double.isNaN(s) ? 0 : 1;
      }
      return n;
    }
  }

  /**
   * No scores.
   *
   * @param name of the series
   * @param why not, and what would help
   */
  record None(String name, @Override String why) implements Detected {}
}
