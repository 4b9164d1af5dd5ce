package io.foretide.forecast.arima;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The Kalman filter in levels with an exact diffuse start (Durbin and Koopman 2012, section 5.2):
 * the state is Harvey's ARMA state of the differences and the last values. Missing values are
 * skipped exactly. Variances are in units of the error variance.
 */
final class LevelsFilter {

  private static final double SETTLED = 1e-11;

  final Arma arma;

  /** Coefficients of past values in the difference. */
  final double[] past;

  private final int r;
  private final int size;

  /** State prediction for the next step. */
  final double[] a;

  /** Its variance; null once it has settled at {@link #gain}. */
  double[][] variance;

  private double @Nullable [][] diffuse;

  /** Steady gain, null until the variance has settled. */
  double @Nullable [] gain;

  double steadyVariance;

  double squares;
  double logs;
  int used;

  LevelsFilter(Arma arma, double[] past, double[][] stationary) {
    this.arma = arma;
    this.past = past;
    r = arma.states();
    size = r + past.length;
    a = new double[size];
    variance = new double[size][size];
    for (int i = 0; i < r; i++) {
      System.arraycopy(stationary[i], 0, variance[i], 0, r);
    }
    if (past.length > 0) {
      diffuse = new double[size][size];
      for (int i = r; i < size; i++) {
        diffuse[i][i] = 1;
      }
    }
  }

  private LevelsFilter(LevelsFilter from) {
    arma = from.arma;
    past = from.past;
    r = from.r;
    size = from.size;
    a = from.a.clone();
    variance = from.gain != null ? from.variance : copy(from.variance);
    double[][] infinite = from.diffuse;
    diffuse = infinite == null ? null : copy(infinite);
    gain = from.gain;
    steadyVariance = from.steadyVariance;
    squares = from.squares;
    logs = from.logs;
    used = from.used;
  }

  /** Restores a filter. */
  LevelsFilter(Arma arma, double[] past, double[] a, double[][] variance) {
    this.arma = arma;
    this.past = past;
    r = arma.states();
    size = r + past.length;
    this.a = a;
    this.variance = variance;
  }

  LevelsFilter copy() {
    return new LevelsFilter(this);
  }

  private static double[][] copy(double[][] matrix) {
    double[][] out = new double[matrix.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = matrix[i].clone();
    }
    return out;
  }

  /** Prediction of the next value. */
  double mean() {
    double mean = a[0];
    for (int i = 0; i < past.length; i++) {
      mean += past[i] * a[r + i];
    }
    return mean;
  }

  /** Variance of the next value about its prediction. */
  double meanVariance() {
    return gain != null ? steadyVariance : dot(seen(variance));
  }

  boolean diffuseNow() {
    return diffuse != null;
  }

  /** Takes the next value, NaN for missing, and predicts the one after. Returns the innovation. */
  double step(double y) {
    double v = y - mean();
    double[] steady = gain;
    if (steady != null && !Double.isNaN(v)) {
      squares += v * v / steadyVariance;
      logs += Math.log(steadyVariance);
      used++;
      for (int i = 0; i < size; i++) {
        a[i] += steady[i] * v;
      }
      move(a);
      return v;
    }
    gain = null;
    double[] before = null;
    double f = 1;
    if (!Double.isNaN(v)) {
      double[] seen = seen(variance);
      f = dot(seen);
      double[][] infinite = diffuse;
      double[] seenInfinite = infinite == null ? new double[0] : seen(infinite);
      double fInfinite = infinite == null ? 0 : dot(seenInfinite);
      if (infinite != null && fInfinite > 1e-9) {
        for (int i = 0; i < size; i++) {
          double ki = seenInfinite[i] / fInfinite;
          a[i] += ki * v;
          for (int j = 0; j < size; j++) {
            double kj = seenInfinite[j] / fInfinite;
            variance[i][j] += ki * kj * f - ki * seen[j] - seen[i] * kj;
            infinite[i][j] -= ki * seenInfinite[j];
          }
        }
        logs += Math.log(fInfinite);
        if (largest(infinite) < 1e-9) {
          diffuse = null;
        }
      } else {
        for (int i = 0; i < size; i++) {
          double k = seen[i] / f;
          a[i] += k * v;
          double[] row = variance[i];
          for (int j = 0; j < size; j++) {
            row[j] -= k * seen[j];
          }
        }
        squares += v * v / f;
        logs += Math.log(f);
        used++;
        before = seen;
      }
    }
    double[][] last = variance;
    move(a);
    variance = moved(variance, true);
    double[][] infinite = diffuse;
    if (infinite != null) {
      diffuse = moved(infinite, false);
    }
    if (before != null && diffuse == null) {
      settle(last, before, f);
    }
    return v;
  }

  /** Keeps the gain once a step leaves the prediction variance as it was. */
  private void settle(double[][] filtered, double[] seen, double f) {
    double[] now = seen(variance);
    double change = Math.abs(dot(now) - f);
    for (int i = 0; i < size && change < SETTLED * f; i++) {
      change = Math.max(change, Math.abs(now[i] - seen[i]));
    }
    if (change >= SETTLED * f) {
      return;
    }
    // One equal row of the variance is not enough with a long season: all of it must repeat.
    double[][] after = copy(variance);
    double after0 = dot(now);
    for (int i = 0; i < size; i++) {
      double k = now[i] / after0;
      for (int j = 0; j < size; j++) {
        after[i][j] -= k * now[j];
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        if (Math.abs(after[i][j] - filtered[i][j]) > SETTLED * Math.max(1, f)) {
          return;
        }
      }
    }
    gain = new double[size];
    for (int i = 0; i < size; i++) {
      gain[i] = now[i] / after0;
    }
    steadyVariance = after0;
  }

  private double[] seen(double[][] p) {
    double[] out = new double[size];
    for (int i = 0; i < size; i++) {
      double[] row = p[i];
      double sum = row[0];
      for (int j = 0; j < past.length; j++) {
        if (past[j] != 0) {
          sum += past[j] * row[r + j];
        }
      }
      out[i] = sum;
    }
    return out;
  }

  private double dot(double[] seen) {
    double sum = seen[0];
    for (int j = 0; j < past.length; j++) {
      sum += past[j] * seen[r + j];
    }
    return sum;
  }

  private void move(double[] x) {
    double first = x[0];
    double value = first;
    for (int j = 0; j < past.length; j++) {
      value += past[j] * x[r + j];
    }
    double[] phi = arma.phi();
    for (int i = 0; i < r; i++) {
      x[i] = (i < phi.length ? phi[i] * first : 0) + (i + 1 < r ? x[i + 1] : 0);
    }
    if (past.length > 0) {
      System.arraycopy(x, r, x, r + 1, past.length - 1);
      x[r] = value;
    }
  }

  private double[][] moved(double[][] p, boolean withNoise) {
    // Rows first, then columns: both are the same shift.
    double[][] half = new double[size][];
    double[] phi = arma.phi();
    double[] first = p[0];
    for (int i = 0; i < r; i++) {
      double[] row = i + 1 < r ? p[i + 1].clone() : new double[size];
      if (i < phi.length && phi[i] != 0) {
        for (int j = 0; j < size; j++) {
          row[j] += phi[i] * first[j];
        }
      }
      half[i] = row;
    }
    if (past.length > 0) {
      double[] value = first.clone();
      for (int k = 0; k < past.length; k++) {
        if (past[k] != 0) {
          double[] row = p[r + k];
          for (int j = 0; j < size; j++) {
            value[j] += past[k] * row[j];
          }
        }
      }
      half[r] = value;
      for (int k = 1; k < past.length; k++) {
        half[r + k] = p[r + k - 1].clone();
      }
    }
    for (int i = 0; i < size; i++) {
      move(half[i]);
    }
    if (withNoise) {
      double[] theta = arma.theta();
      for (int i = 0; i < r; i++) {
        double mi = i == 0 ? 1 : i <= theta.length ? theta[i - 1] : 0;
        if (mi == 0) {
          continue;
        }
        for (int j = 0; j < r; j++) {
          half[i][j] += mi * (j == 0 ? 1 : j <= theta.length ? theta[j - 1] : 0);
        }
      }
    }
    return half;
  }

  private static double largest(double[][] p) {
    double most = 0;
    for (double[] row : p) {
      for (double value : row) {
        most = Math.max(most, Math.abs(value));
      }
    }
    return most;
  }

  /** Stationary covariance of Harvey's state, column by column from autocovariances. */
  static double @Nullable [][] stationary(Arma arma) {
    int r = arma.states();
    double[] gamma = arma.autocovariances(r);
    if (gamma == null) {
      return null;
    }
    double[] phi = Arrays.copyOf(arma.phi(), r);
    double[] theta = new double[r];
    theta[0] = 1;
    System.arraycopy(arma.theta(), 0, theta, 1, arma.theta().length);
    double[][] p = new double[r][r];
    double[] first = arma.firstColumn();
    if (first == null) {
      return null;
    }
    for (int i = 0; i < r; i++) {
      p[i][0] = first[i];
      p[0][i] = first[i];
    }
    // P = T P T' + R R' gives every other entry from the one a step down the diagonal.
    for (int s = r - 1; s >= 1; s--) {
      for (int i = r - 1, j = s; j >= 1 && i >= j; i--, j--) {
        double next = i + 1 < r && j + 1 < r ? p[i + 1][j + 1] : 0;
        double cross =
            phi[i] * (j + 1 < r ? first[j + 1] : 0) + phi[j] * (i + 1 < r ? first[i + 1] : 0);
        p[i][j] = phi[i] * phi[j] * gamma[0] + cross + next + theta[i] * theta[j];
        p[j][i] = p[i][j];
      }
    }
    return p;
  }
}
