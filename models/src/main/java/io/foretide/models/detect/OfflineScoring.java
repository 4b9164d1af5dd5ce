package io.foretide.models.detect;

import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.models.window.Buckets;
import java.util.Arrays;

/**
 * A detector that needs all rows at once: each interval is scored inside the window that ends with
 * it, so that its scores depend on that window alone. A row may be judged by later rows of its own
 * interval, never by rows after it. A method that is certain of a row only some rows later scores
 * then: {@link DetectMethod#lookback()} says how many.
 */
final class OfflineScoring implements Scoring {
  private final DetectSettings settings;
  private final Buckets buckets;
  private final Score score;
  private String why = "";

  OfflineScoring(DetectSettings settings, Buckets buckets) {
    this.settings = settings;
    this.buckets = buckets;
    this.score = new Score(buckets.width());
  }

  @Override
  public void score(long from, long to, Rows into) {
    double[][] columns = buckets.slice(Math.min(from, to - settings.window()), to);
    int rows = columns[0].length;
    int before = rows - (int) (to - from);
    Detector detector = settings.method().fit().of(columns);
    why =
        detector instanceof Refused(String reason, String needs)
            ? settings.method().words() + ": " + reason + "; needs " + needs
            : "";
    double[] values = why.isEmpty() ? seen(columns, detector.scores(columns).values()) : none(rows);
    for (int i = before; i < rows; i++) {
      score.none(Score.Status.MISSING);
      if (!Double.isNaN(values[i])) {
        score.set(values[i], values[i], 0);
      }
      into.add(columns[0][i], score);
    }
  }

  /** Scores at the rows with values by which they were certain. */
  private double[] seen(double[][] columns, double[] values) {
    int late = settings.method().lookback();
    double[] out = none(values.length);
    double waiting = Double.NaN;
    for (int i = late; i < out.length; i++) {
      waiting = Double.isNaN(waiting) ? values[i - late] : Math.max(waiting, values[i - late]);
      int row = i;
      if (Arrays.stream(columns).anyMatch(c -> !Double.isNaN(c[row]))) {
        out[i] = waiting;
        waiting = Double.NaN;
      }
    }
    return out;
  }

  private static double[] none(int rows) {
    double[] out = new double[rows];
    Arrays.fill(out, Double.NaN);
    return out;
  }

  @Override
  public String why() {
    return why;
  }
}
