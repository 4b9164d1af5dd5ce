package io.foretide.detect.change;

import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import io.foretide.detect.tail.Gamma;
import java.util.Arrays;

/** The distribution over run lengths and, per run length and signal, what has been seen since. */
final class OnlineChangeScorer implements Scorer {
  /** Prior of a new segment: mean 0 with the weight of a tenth of a row, variance about 1. */
  private static final double KAPPA = 0.1;

  private static final double ALPHA = 1;
  private static final double BETA = 0.5;

  private final OnlineChange d;
  private final int longest;
  private final int signals;

  /** Probability of run length r. */
  private double[] p;

  private double[] next;

  /** Count, mean and squares of signal j at run length r, at {@code r * signals + j}. */
  private double[] count;

  private double[] mean;
  private double[] squares;
  private double[] nextCount;
  private double[] nextMean;
  private double[] nextSquares;
  private final double[] z;
  private final double[] logs;
  private long rows;

  OnlineChangeScorer(OnlineChange detector) {
    d = detector;
    longest = d.settings.longest();
    signals = d.signals();
    int n = longest + 1;
    p = new double[n];
    next = new double[n];
    logs = new double[n];
    count = new double[n * signals];
    mean = new double[n * signals];
    squares = new double[n * signals];
    nextCount = new double[n * signals];
    nextMean = new double[n * signals];
    nextSquares = new double[n * signals];
    z = new double[signals];
    p[0] = 1;
  }

  @Override
  public Causal detector() {
    return d;
  }

  @Override
  public void score(double[] row, Score out) {
    boolean any = false;
    for (int j = 0; j < signals; j++) {
      boolean there = Double.isFinite(row[j]);
      any |= there;
      z[j] = there ? Math.clamp((row[j] - d.centre[j]) / d.scale[j], -1e6, 1e6) : Double.NaN;
    }
    if (!any) {
      out.none(Status.MISSING);
      return;
    }
    int filled = (int) Math.min(rows, longest);
    double[] contributions = out.contributions();
    rank(contributions, filled);
    predict(filled);
    grow(filled);
    rows++;
    int recent = d.settings.recent();
    if (rows <= 2L * recent) {
      out.none(Status.WARMUP);
      return;
    }
    double changed = 0;
    for (int r = 0; r <= recent; r++) {
      changed += p[r];
    }
    changed = Math.min(changed, 1);
    out.set(changed / 0.5, changed, 0);
    out.markRanking();
  }

  private void predict(int filled) {
    double most = Double.NEGATIVE_INFINITY;
    for (int r = 0; r <= filled; r++) {
      double log = 0;
      for (int j = 0; j < signals; j++) {
        if (!Double.isNaN(z[j])) {
          log += density(r * signals + j, z[j]);
        }
      }
      logs[r] = log;
      most = p[r] > 0 ? Math.max(most, log) : most;
    }
    double hazard = 1 / d.settings.expectedRun();
    double total = 0;
    double change = 0;
    Arrays.fill(next, 0.0);
    for (int r = 0; r <= filled; r++) {
      double weight = p[r] > 0 ? p[r] * Math.exp(logs[r] - most) : 0;
      change += weight * hazard;
      next[Math.min(r + 1, longest)] += weight * (1 - hazard);
      total += weight;
    }
    next[0] = change;
    for (int r = 0; r <= longest; r++) {
      next[r] /= total;
      if (next[r] < 1e-12) {
        next[r] = 0;
      }
    }
    double[] held = p;
    p = next;
    next = held;
  }

  /** Student's t density of a value after what run length and signal have seen. */
  private double density(int at, double x) {
    double n = count[at];
    double kappa = KAPPA + n;
    double alpha = ALPHA + n / 2;
    double centre = n * mean[at] / kappa;
    double beta = BETA + squares[at] / 2 + KAPPA * n * mean[at] * mean[at] / (2 * kappa);
    double variance = beta * (kappa + 1) / kappa;
    double distance = x - centre;
    return Gamma.log(alpha + 0.5)
        - Gamma.log(alpha)
        - 0.5 * Math.log(2 * Math.PI * variance)
        - (alpha + 0.5) * Math.log1p(distance * distance / (2 * variance));
  }

  private void grow(int filled) {
    // The longest run absorbs the one before it: their statistics are nearly the same.
    for (int r = Math.min(filled, longest - 1); r >= 0; r--) {
      for (int j = 0; j < signals; j++) {
        add(r * signals + j, (r + 1) * signals + j, z[j]);
      }
    }
    if (filled == longest) {
      for (int j = 0; j < signals; j++) {
        int at = longest * signals + j;
        if (nextCount[at] > longest) {
          nextSquares[at] *= longest / nextCount[at];
          nextCount[at] = longest;
        }
      }
    }
    for (int j = 0; j < signals; j++) {
      nextCount[j] = 0;
      nextMean[j] = 0;
      nextSquares[j] = 0;
    }
    double[] held = count;
    count = nextCount;
    nextCount = held;
    held = mean;
    mean = nextMean;
    nextMean = held;
    held = squares;
    squares = nextSquares;
    nextSquares = held;
  }

  private void add(int from, int to, double x) {
    if (Double.isNaN(x)) {
      nextCount[to] = count[from];
      nextMean[to] = mean[from];
      nextSquares[to] = squares[from];
      return;
    }
    double n = count[from] + 1;
    double delta = x - mean[from];
    nextCount[to] = n;
    nextMean[to] = mean[from] + delta / n;
    nextSquares[to] = squares[from] + delta * (x - nextMean[to]);
  }

  private void rank(double[] contributions, int filled) {
    int likely = filled;
    for (int r = filled; r >= 0; r--) {
      if (p[r] > p[likely]) {
        likely = r;
      }
    }
    for (int j = 0; j < signals; j++) {
      double surprise =
          Double.isNaN(z[j]) ? 0 : density(j, z[j]) - density(likely * signals + j, z[j]);
      contributions[j] = Math.max(0, surprise);
    }
  }

  @Override
  public void write(ByteSink out) {
    out.putLong(rows);
    out.putDoubles(p);
    out.putDoubles(count);
    out.putDoubles(mean);
    out.putDoubles(squares);
  }

  @Override
  public void read(ByteSource in) {
    rows = in.getLong();
    in.getDoubles(p);
    in.getDoubles(count);
    in.getDoubles(mean);
    in.getDoubles(squares);
  }
}
