package io.foretide.forecast.theta;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.numeric.Brent;
import io.foretide.forecast.season.ClassicalSeason;
import io.foretide.forecast.season.Gaps;
import java.util.Arrays;

/**
 * Least squares for all forms. Given alpha, the errors are linear in the initial level and the
 * share of the line, so both have a closed form and the search has one dimension.
 */
final class ThetaSearch {

  private static final double LEAST_ALPHA = 1e-4;
  private static final double MOST_ALPHA = 0.9999;

  private final double[] x;
  private final boolean[] known;
  private final Theta.Kind kind;
  private final double intercept;
  private final double slope;
  private double level;
  private double share;

  private ThetaSearch(Theta.Kind kind, double[] x, boolean[] known) {
    this.kind = kind;
    this.x = x;
    this.known = known;
    int n = x.length;
    double meanX = 0;
    for (double value : x) {
      meanX += value / n;
    }
    double sxy = 0;
    double middle = (n + 1) / 2.0;
    for (int t = 0; t < n; t++) {
      sxy += (t + 1 - middle) * (x[t] - meanX);
    }
    double sxx = n * ((double) n * n - 1) / 12;
    slope = sxx > 0 ? sxy / sxx : 0;
    intercept = meanX - slope * middle;
  }

  static Fitted fit(Theta method, double[] y) {
    int n = y.length;
    int m = method.season();
    double[] full = Gaps.filled(y, m);
    double[] indices = {};
    boolean times = false;
    double[] x = full;
    if (ClassicalSeason.present(full, m)) {
      times = true;
      for (double value : full) {
        times &= value > 0;
      }
      indices = ClassicalSeason.indices(full, m, times);
      for (double index : indices) {
        times &= index > 1e-2;
      }
      if (!times) {
        indices = ClassicalSeason.indices(full, m, false);
      }
      x = new double[n];
      for (int t = 0; t < n; t++) {
        double s = indices[t % m];
        x[t] = times ? full[t] / s : full[t] - s;
      }
    }
    boolean[] known = new boolean[n];
    int used = 0;
    for (int t = 0; t < n; t++) {
      known[t] = !Double.isNaN(y[t]);
      used += known[t] ? 1 : 0;
    }
    ThetaSearch search = new ThetaSearch(method.kind(), x, known);
    double alpha = search.bestAlpha(used);
    double sum = search.squares(alpha);
    boolean dynamic = method.kind() == Theta.Kind.DYNAMIC;
    boolean standard = method.kind() == Theta.Kind.STANDARD;
    // The standard form smooths alone and adds half of the line's growth, not of its height.
    ThetaState state =
        new ThetaState(
            dynamic,
            alpha,
            standard ? 0.5 : search.share,
            search.level,
            dynamic || standard ? 0 : search.intercept,
            dynamic ? 0 : search.slope);
    double[] fitted = new double[n];
    for (int t = 0; t < n; t++) {
      double mean = state.mean();
      double s = indices.length > 0 ? indices[t % m] : 0;
      fitted[t] = indices.length == 0 ? mean : times ? mean * s : mean + s;
      state.step(known[t] ? x[t] : mean);
    }
    int parameters = standard ? 3 : 4;
    double sigma2 = sum / Math.max(1, used - 2);
    double[] season = indices.length == 0 ? indices : rotated(indices, n % m);
    return new ThetaFit(
        method,
        state,
        season,
        times,
        0,
        new Criteria(
            -0.5 * used * (Math.log(2 * Math.PI * Math.max(1e-290, sum / used)) + 1),
            parameters,
            used,
            sigma2),
        used < 4 || sum == 0 || (m > 1 && used < m + 2),
        y,
        fitted);
  }

  private static double[] rotated(double[] indices, int first) {
    double[] out = new double[indices.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = indices[(first + j) % out.length];
    }
    return out;
  }

  private double bestAlpha(int used) {
    if (used < 3) {
      return 0.5;
    }
    double best = Brent.minimise(this::squares, LEAST_ALPHA, MOST_ALPHA, 1e-4);
    double least = squares(best);
    for (double edge : new double[] {LEAST_ALPHA, MOST_ALPHA}) {
      double value = squares(edge);
      if (value < least) {
        least = value;
        best = edge;
      }
    }
    return best;
  }

  /** Sum of squared errors at the best level and share, which it leaves in the fields. */
  private double squares(double alpha) {
    int n = x.length;
    boolean dynamic = kind == Theta.Kind.DYNAMIC;
    boolean withLine = kind != Theta.Kind.STANDARD;
    double keep = 1 - alpha;
    double fade = 1;
    double smooth = 0;
    double average = 0;
    double a = dynamic ? 0 : intercept;
    double b = dynamic ? 0 : slope;
    double ll = 0;
    double lg = 0;
    double gg = 0;
    double le = 0;
    double ge = 0;
    double ee = 0;
    for (int t = 0; t < n; t++) {
      double g = withLine ? fade * a + (1 - fade * keep) / alpha * b : 0;
      if (known[t]) {
        double e = x[t] - smooth;
        ll += fade * fade;
        lg += fade * g;
        gg += g * g;
        le += fade * e;
        ge += g * e;
        ee += e * e;
      }
      smooth += alpha * (x[t] - smooth);
      fade *= keep;
      if (dynamic) {
        double before = average;
        average += (x[t] - average) / (t + 1);
        b = t == 0 ? 0 : ((t - 1.0) * b + 6.0 / (t + 1) * (x[t] - before)) / (t + 2);
        a = average - (t + 2) / 2.0 * b;
      }
    }
    double determinant = ll * gg - lg * lg;
    share = determinant > 1e-12 * ll * gg ? (ll * ge - lg * le) / determinant : 0;
    share = Math.min(0.999, Math.max(0, share));
    level = ll > 0 ? (le - share * lg) / ll : 0;
    double sum =
        ee
            - 2 * (level * le + share * ge)
            + level * level * ll
            + 2 * level * share * lg
            + share * share * gg;
    if (sum < 1e-9 * ee) {
      return exactSquares(alpha);
    }
    return sum;
  }

  /** The same sum without cancellation, for series that are fitted almost perfectly. */
  private double exactSquares(double alpha) {
    ThetaState state =
        new ThetaState(
            kind == Theta.Kind.DYNAMIC,
            alpha,
            kind == Theta.Kind.STANDARD ? 0 : share,
            level,
            kind == Theta.Kind.DYNAMIC ? 0 : intercept,
            kind == Theta.Kind.DYNAMIC ? 0 : slope);
    double sum = 0;
    for (int t = 0; t < x.length; t++) {
      double error = x[t] - state.mean();
      sum += known[t] ? error * error : 0;
      state.step(x[t]);
    }
    return sum;
  }

  @Override
  public String toString() {
    return kind + Arrays.toString(new double[] {level, share, slope});
  }
}
