package io.foretide.core.rollout;

/**
 * How the rows of two revisions did on the same instants of one model. Only instants that both
 * predicted and whose actual value is known count. Not thread-safe.
 *
 * <p>Pinball loss of a forecast q of the quantile p for the value y: {@code (y - q) p} if {@code y
 * >= q}, else {@code (q - y)(1 - p)} (Koenker and Bassett, 1978); the mean over all quantiles that
 * a side states, its point forecast counted as the median.
 */
public final class Comparison {
  /** One side's sums. */
  public static final class Side {
    private double error;
    private double pinball;
    private long banded;
    private long inside;
    private long alarms;

    /** Sum of absolute errors. */
    public double error() {
      return error;
    }

    public double pinball() {
      return pinball;
    }

    /** Rows with an interval and an actual value. */
    public long banded() {
      return banded;
    }

    /** Of them those whose value lies inside. */
    public long inside() {
      return inside;
    }

    public long alarms() {
      return alarms;
    }
  }

  /**
   * One side's rows, index for index with the instants.
   *
   * @param mean point forecasts
   * @param low {@code low[b][i]}, bounds of stated intervals, the widest first; may be empty
   * @param high as low
   * @param level share that interval b states, 0 to 1
   */
  public record Forecasts(double[] mean, double[][] low, double[][] high, double[] level) {}

  private final Side candidate = new Side();
  private final Side active = new Side();
  private long compared;
  private double naive;
  private long naives;
  private long scored;
  private long judged;
  private long agreed;

  /** Takes forecasts and what came. NaN is "not known" everywhere. */
  public void forecasts(
      double[] actual, double[] seasonalNaive, Forecasts candidate, Forecasts active) {
    double scale = meanDistance(actual, seasonalNaive);
    for (int i = 0; i < actual.length; i++) {
      if (Double.isNaN(candidate.mean()[i]) || Double.isNaN(active.mean()[i])) {
        continue;
      }
      agreement(i, candidate, active, scale);
      double y = actual[i];
      if (Double.isNaN(y)) {
        continue;
      }
      compared++;
      if (!Double.isNaN(seasonalNaive[i])) {
        naives++;
        naive += Math.abs(y - seasonalNaive[i]);
      }
      add(this.candidate, y, i, candidate);
      add(this.active, y, i, active);
    }
  }

  private void agreement(int i, Forecasts candidate, Forecasts active, double scale) {
    double x = candidate.mean()[i];
    boolean banded = active.level().length > 0;
    double low = banded ? active.low()[0][i] : active.mean()[i] - scale;
    double high = banded ? active.high()[0][i] : active.mean()[i] + scale;
    if (!Double.isNaN(low) && !Double.isNaN(high)) {
      judged++;
      agreed += x >= low && x <= high ? 1 : 0;
    }
  }

  private static double meanDistance(double[] a, double[] b) {
    double sum = 0;
    long n = 0;
    for (int i = 0; i < a.length; i++) {
      double d = Math.abs(a[i] - b[i]);
      if (!Double.isNaN(d)) {
        sum += d;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  private static void add(Side side, double y, int i, Forecasts f) {
    side.error += Math.abs(y - f.mean()[i]);
    double loss = pinball(y, f.mean()[i], 0.5);
    int stated = 1;
    for (int b = 0; b < f.level().length; b++) {
      double low = f.low()[b][i];
      double high = f.high()[b][i];
      if (Double.isNaN(low) || Double.isNaN(high)) {
        continue;
      }
      double p = (1 - f.level()[b]) / 2;
      loss += pinball(y, low, p) + pinball(y, high, 1 - p);
      stated += 2;
      if (b == 0) {
        side.banded++;
        side.inside += y >= low && y <= high ? 1 : 0;
      }
    }
    side.pinball += loss / stated;
  }

  static double pinball(double y, double q, double p) {
    return y >= q ? (y - q) * p : (q - y) * (1 - p);
  }

  /** Takes anomaly scores; above {@link RowKinds#ALARM} is an alarm. */
  public void scores(double[] candidateScores, double[] activeScores) {
    for (int i = 0; i < candidateScores.length; i++) {
      if (Double.isNaN(candidateScores[i]) || Double.isNaN(activeScores[i])) {
        continue;
      }
      boolean a = candidateScores[i] > RowKinds.ALARM;
      boolean b = activeScores[i] > RowKinds.ALARM;
      scored++;
      judged++;
      candidate.alarms += a ? 1 : 0;
      active.alarms += b ? 1 : 0;
      agreed += a == b ? 1 : 0;
    }
  }

  public Side candidate() {
    return candidate;
  }

  public Side active() {
    return active;
  }

  /** Rows with both forecasts and an actual value. */
  public long compared() {
    return compared;
  }

  /** Mean absolute error of the seasonal-naive forecast over the same rows; NaN if not known. */
  public double scale() {
    return naives == 0 ? Double.NaN : naive / naives;
  }

  /** Rows with both scores. */
  public long scored() {
    return scored;
  }

  /** Rows of which can be said whether both sides agree. */
  public long judged() {
    return judged;
  }

  public long agreed() {
    return agreed;
  }
}
