package io.foretide.detect.change;

import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Offline;
import io.foretide.detect.Refused;
import io.foretide.detect.Scores;
import io.foretide.detect.algebra.Quantile;
import java.util.Arrays;

/**
 * Changepoints by optimal partitioning with pruning (PELT; Killick, Fearnhead, Eckley, JASA 2012).
 * The cost of a segment is the squared distance from its mean, summed over signals, each in units
 * of its own noise (from the median absolute difference of neighbours); the penalty per change is
 * {@code penalty * (signals + 1) * log(rows)}. It needs all rows at once. Missing values take no
 * part.
 *
 * <p>In {@link #scores} a change scores its gain over the penalty, other rows 0.
 *
 * @param signals number of signals, which change together
 * @param penalty factor of the penalty; 2 for independent noise, more for autocorrelated
 * @param shortest rows per segment, at least 1
 */
public record Pelt(int signals, double penalty, int shortest) implements Offline {

  /** Penalty factor 2 and segments of at least 5 rows. */
  public static Detector of(int signals) {
    return of(signals, 2, 5);
  }

  /** A detector with these settings. */
  public static Detector of(int signals, double penalty, int shortest) {
    return signals >= 1 && penalty > 0 && shortest >= 1
        ? new Pelt(signals, penalty, shortest)
        : Refused.because(
            "PELT has " + signals + " signals, penalty " + penalty + ", shortest " + shortest,
            "at least 1 signal and row and a penalty above 0");
  }

  @Override
  public String kind() {
    return "pelt";
  }

  /** The first rows of the segments after the first one, ascending. */
  public int[] changes(double[][] columns) {
    int rows = Columns.rows(columns, signals);
    return changes(new SegmentCost(columns), rows, beta(rows));
  }

  @Override
  public Scores scores(double[][] columns) {
    int rows = Columns.rows(columns, signals);
    SegmentCost cost = new SegmentCost(columns);
    double beta = beta(rows);
    int[] changes = changes(cost, rows, beta);
    double[] values = new double[rows];
    double[] raw = new double[rows];
    for (int c = 0; c < changes.length; c++) {
      int from = c == 0 ? 0 : changes[c - 1];
      int to = c == changes.length - 1 ? rows : changes[c + 1];
      double gain = cost.of(from, to) - cost.of(from, changes[c]) - cost.of(changes[c], to);
      raw[changes[c]] = gain;
      values[changes[c]] = Math.max(gain / beta, Math.nextUp(1.0));
    }
    return new Scores(values, raw);
  }

  private double beta(int rows) {
    return penalty * (signals + 1) * Math.log(Math.max(2, rows));
  }

  private int[] changes(SegmentCost cost, int rows, double beta) {
    double[] best = new double[rows + 1];
    int[] last = new int[rows + 1];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = -beta;
    int[] candidates = new int[rows + 1];
    double[] through = new double[rows + 1];
    int n = 0;
    for (int t = shortest; t <= rows; t++) {
      // A change at t - shortest becomes possible, the segment after it having its least length.
      if (t - shortest == 0 || t - shortest >= shortest) {
        candidates[n++] = t - shortest;
      }
      for (int k = 0; k < n; k++) {
        int s = candidates[k];
        through[k] = best[s] + cost.of(s, t);
        if (through[k] + beta < best[t]) {
          best[t] = through[k] + beta;
          last[t] = s;
        }
      }
      int kept = 0;
      for (int k = 0; k < n; k++) {
        if (through[k] <= best[t]) {
          candidates[kept++] = candidates[k];
        }
      }
      n = kept;
    }
    int[] changes = new int[rows];
    int found = 0;
    for (int t = last[rows]; t > 0; t = last[t]) {
      changes[found++] = t;
    }
    changes = Arrays.copyOf(changes, found);
    for (int i = 0; i < found / 2; i++) {
      int held = changes[i];
      changes[i] = changes[found - 1 - i];
      changes[found - 1 - i] = held;
    }
    return changes;
  }

  /** Squared distance from the mean of any segment, in constant time per signal. */
  private static final class SegmentCost {
    private final double[][] sum;
    private final double[][] squares;
    private final int[][] count;

    SegmentCost(double[][] columns) {
      int d = columns.length;
      sum = new double[d][];
      squares = new double[d][];
      count = new int[d][];
      for (int j = 0; j < d; j++) {
        double[] x = columns[j];
        double[] finite = Arrays.stream(x).filter(Double::isFinite).toArray();
        double centre = finite.length == 0 ? 0 : Quantile.of(finite, 0.5);
        double noise = noise(finite, centre);
        sum[j] = new double[x.length + 1];
        squares[j] = new double[x.length + 1];
        count[j] = new int[x.length + 1];
        for (int i = 0; i < x.length; i++) {
          boolean there = Double.isFinite(x[i]);
          double z = there ? Math.clamp((x[i] - centre) / noise, -1e6, 1e6) : 0;
          sum[j][i + 1] = sum[j][i] + z;
          squares[j][i + 1] = squares[j][i] + z * z;
          count[j][i + 1] = count[j][i] + (there ? 1 : 0);
        }
      }
    }

    private static double noise(double[] x, double centre) {
      double[] steps = new double[Math.max(1, x.length - 1)];
      for (int i = 1; i < x.length; i++) {
        steps[i - 1] = Math.abs(x[i] - x[i - 1]);
      }
      double mad = Quantile.of(steps, 0.5) * 1.4826 / Math.sqrt(2);
      double mean = Arrays.stream(steps).average().orElse(0) * 1.2533 / Math.sqrt(2);
      double least = Math.max(1e-9 * Math.abs(centre), 1e-300);
      return Math.max(mad > 0 ? mad : mean, least);
    }

    double of(int from, int to) {
      double cost = 0;
      for (int j = 0; j < sum.length; j++) {
        int n = count[j][to] - count[j][from];
        if (n > 0) {
          double s = sum[j][to] - sum[j][from];
          cost += squares[j][to] - squares[j][from] - s * s / n;
        }
      }
      return cost;
    }
  }
}
