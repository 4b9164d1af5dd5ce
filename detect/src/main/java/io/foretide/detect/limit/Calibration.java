package io.foretide.detect.limit;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.episode.EpisodeTracker;
import io.foretide.detect.tail.PoissonInterval;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Moves the limit of a detector to where clean data give the wanted rate of false episodes. Limits
 * come from rows that the scoring model had not seen, never from those it was fitted to.
 */
public final class Calibration {
  /** Blocks of the clean data when the caller does not say. */
  public static final int BLOCKS = 5;

  private static final int LEAST_ROWS = 50;

  private Calibration() {}

  /** {@link #fit(double[][], FalseAlarms, int, Function)} with {@link #BLOCKS} blocks. */
  public static Detector fit(
      double[][] clean, FalseAlarms wanted, Function<double[][], Detector> method) {
    return fit(clean, wanted, BLOCKS, method);
  }

  /**
   * Fits a method to clean data and calibrates it on them: each block in time is scored by a model
   * of the other blocks, after the rows that the method looks back on.
   *
   * @param method fits a detector; it is given columns in which the left-out block is NaN
   * @return a {@link Calibrated} detector, or a refusal
   */
  public static Detector fit(
      double[][] clean, FalseAlarms wanted, int blocks, Function<double[][], Detector> method) {
    Detector whole = method.apply(clean);
    if (!(whole instanceof Causal causal)) {
      return whole instanceof Refused
          ? whole
          : Refused.because("an offline detector was to be calibrated", "a causal detector");
    }
    int rows = Columns.rows(clean, clean.length);
    if (blocks < 2 || rows < LEAST_ROWS) {
      return Refused.because(
          blocks + " blocks of " + rows + " clean rows were given",
          "at least 2 blocks and " + LEAST_ROWS + " rows");
    }
    double[] scores = new double[rows];
    for (int b = 0; b < blocks; b++) {
      int from = (int) ((long) rows * b / blocks);
      int to = (int) ((long) rows * (b + 1) / blocks);
      double[][] others = new double[clean.length][];
      for (int j = 0; j < clean.length; j++) {
        others[j] = clean[j].clone();
        Arrays.fill(others[j], from, to, Double.NaN);
      }
      Detector judge = method.apply(others);
      if (!(judge instanceof Causal unseen)) {
        return judge;
      }
      int needed = unseen.lookback() == Causal.UNBOUNDED ? to - from : unseen.lookback();
      int lead = Math.min(from, needed);
      double[] part =
          values(unseen, Columns.slice(clean, from - lead, to), wanted.rule().direction());
      System.arraycopy(part, lead, scores, from, to - from);
    }
    return of(causal, scores, wanted);
  }

  /**
   * Calibrates a detector on clean data that it was not fitted to. For methods that score each row
   * before they learn it this is the way even without separate data.
   */
  public static Detector on(Causal detector, double[][] unseen, FalseAlarms wanted) {
    Columns.rows(unseen, detector.signals());
    return of(detector, values(detector, unseen, wanted.rule().direction()), wanted);
  }

  private static Detector of(Causal detector, double[] scores, FalseAlarms wanted) {
    long usable = Arrays.stream(scores).filter(v -> !Double.isNaN(v)).count();
    if (usable < LEAST_ROWS) {
      return Refused.because(
          "only " + usable + " clean rows have a score", "at least " + LEAST_ROWS);
    }
    return new Calibrated(detector, LimitFinder.find(scores, wanted));
  }

  /**
   * The rate that a detector achieved on later clean data.
   *
   * @param episodes how many there were
   * @param days that had scores
   * @param per30Days episodes per 30 days
   * @param interval 95 % Poisson interval of that rate
   */
  public record Achieved(long episodes, double days, double per30Days, PoissonInterval interval) {}

  /** Counts the episodes of later clean data. */
  public static Achieved achieved(Causal detector, double[][] later, FalseAlarms wanted) {
    double[] scores = values(detector, later, wanted.rule().direction());
    long rows = Arrays.stream(scores).filter(v -> !Double.isNaN(v)).count();
    long episodes = EpisodeTracker.count(wanted.rule(), scores, 1.0);
    PoissonInterval counts = PoissonInterval.of(episodes, 0.95);
    return new Achieved(
        episodes,
        rows / wanted.rowsPerDay(),
        wanted.rate(episodes, rows),
        new PoissonInterval(wanted.rate(counts.low(), rows), wanted.rate(counts.high(), rows)));
  }

  /** Scores, with 0 where the rule does not count their direction. */
  private static double[] values(Causal detector, double[][] columns, int direction) {
    double[] values = new double[columns[0].length];
    double[] row = new double[columns.length];
    Score out = new Score(columns.length);
    Scorer scorer = detector.scorer();
    for (int i = 0; i < values.length; i++) {
      Columns.row(columns, i, row);
      scorer.score(row, out);
      boolean counts = direction == 0 || out.direction() == direction || !(out.value() > 0);
      values[i] = counts ? out.value() : 0;
    }
    return values;
  }
}
