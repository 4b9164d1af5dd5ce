package io.foretide.detect.subspace;

import io.foretide.detect.algebra.Solve;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * A linear model of standardised vectors: k directions with their variances. Immutable; what it
 * works with is a {@link Work}.
 *
 * <p>T² is the sum of squared coordinates over their variances, Q the squared rest outside the
 * directions. The contribution of a coordinate is reconstruction-based (Alcala and Qin, Automatica
 * 2009): how much the statistic falls when this coordinate alone is replaced by its best
 * reconstruction; all of them are scaled to sum to the statistic.
 */
final class Subspace {
  final int size;
  final int rank;

  /** Coordinate i of direction c at {@code i * rank + c}. */
  private final double[] directions;

  private final double[] inverse;
  private final double rest;

  /** Coordinate i of direction c at {@code c * size + i}. */
  private final double[] rows;

  /** One over what each coordinate weighs in the statistics. */
  private final double[] t2Weight;

  private final double[] qWeight;

  /**
   * @param directions coordinate i of direction c at {@code i * rank + c}, orthonormal
   * @param inverse one over the variance along each direction
   * @param rest mean variance of the coordinates outside
   */
  Subspace(int size, double[] directions, double[] inverse, double rest) {
    this.size = size;
    this.rank = inverse.length;
    this.directions = directions;
    this.rest = rest;
    this.inverse = inverse;
    rows = new double[size * rank];
    t2Weight = new double[size];
    qWeight = new double[size];
    for (int i = 0; i < size; i++) {
      double in = 0;
      double t2 = 0;
      for (int c = 0; c < rank; c++) {
        double p = directions[i * rank + c];
        rows[c * size + i] = p;
        in += p * p;
        t2 += p * p * inverse[c];
      }
      t2Weight[i] = 1 / Math.max(t2, 1e-12);
      qWeight[i] = 1 / Math.max(1 - in, 1e-12);
    }
  }

  /** Scratch space and results for one vector at a time. */
  static final class Work {
    final double[] t;
    final double[] residual;
    final double[] gradient;
    final double[] share;
    private final double[] normal;
    double t2;
    double q;

    Work(Subspace model) {
      t = new double[model.rank];
      residual = new double[model.size];
      gradient = new double[model.size];
      share = new double[model.size];
      normal = new double[model.rank * model.rank];
    }
  }

  /** Computes T² and Q of a vector without NaN. */
  void project(double[] z, Work w) {
    int n = size;
    double[] p = rows;
    double[] t = w.t;
    double t2 = 0;
    for (int c = 0, at = 0; c < rank; c++, at += n) {
      // Four sums, so that additions need not wait for each other.
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int i = 0;
      for (; i + 3 < n; i += 4) {
        s0 += z[i] * p[at + i];
        s1 += z[i + 1] * p[at + i + 1];
        s2 += z[i + 2] * p[at + i + 2];
        s3 += z[i + 3] * p[at + i + 3];
      }
      for (; i < n; i++) {
        s0 += z[i] * p[at + i];
      }
      t[c] = (s0 + s1) + (s2 + s3);
      t2 += t[c] * t[c] * inverse[c];
    }
    double[] residual = w.residual;
    System.arraycopy(z, 0, residual, 0, n);
    for (int c = 0, at = 0; c < rank; c++, at += n) {
      double along = t[c];
      for (int i = 0; i < n; i++) {
        residual[i] -= along * p[at + i];
      }
    }
    double q = 0;
    for (int i = 0; i < n; i++) {
      q += residual[i] * residual[i];
    }
    w.t2 = t2;
    w.q = q;
  }

  /**
   * The same for a vector with NaN: the coordinates along the directions are their conditional
   * means given what is there (probabilistic PCA, Tipping and Bishop 1999), and what is missing is
   * reconstructed from them, in place.
   */
  void projectMissing(double[] z, Work w) {
    int k = rank;
    double[] a = w.normal;
    java.util.Arrays.fill(a, 0.0);
    java.util.Arrays.fill(w.t, 0.0);
    double noise = Math.max(rest, 1e-9);
    for (int c = 0; c < k; c++) {
      a[c * k + c] = noise * inverse[c];
    }
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(z[i])) {
        for (int c = 0; c < k; c++) {
          double p = directions[i * k + c];
          w.t[c] += p * z[i];
          for (int b = 0; b <= c; b++) {
            a[c * k + b] += p * directions[i * k + b];
          }
        }
      }
    }
    Solve.positive(a, w.t, k);
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(z[i])) {
        double inside = 0;
        for (int c = 0; c < k; c++) {
          inside += directions[i * k + c] * w.t[c];
        }
        z[i] = inside;
      }
    }
    project(z, w);
  }

  /** Adds the contributions to T², scaled to sum to {@code total}, to {@code into[i % modulo]}. */
  void addT2Contributions(Work w, double total, double[] into) {
    int n = size;
    double[] gradient = w.gradient;
    java.util.Arrays.fill(gradient, 0.0);
    for (int c = 0, at = 0; c < rank; c++, at += n) {
      double along = w.t[c] * inverse[c];
      for (int i = 0; i < n; i++) {
        gradient[i] += along * rows[at + i];
      }
    }
    add(gradient, t2Weight, w.share, total, into);
  }

  /** Adds the contributions to Q, scaled to sum to {@code total}, to {@code into[i % modulo]}. */
  void addQContributions(Work w, double total, double[] into) {
    add(w.residual, qWeight, w.share, total, into);
  }

  private void add(double[] g, double[] weight, double[] share, double total, double[] into) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      share[i] = g[i] * g[i] * weight[i];
      sum += share[i];
    }
    if (!(sum > 0)) {
      return;
    }
    double factor = total / sum;
    int signals = into.length;
    for (int from = 0; from < size; from += signals) {
      for (int j = 0; j < signals; j++) {
        into[j] += share[from + j] * factor;
      }
    }
  }

  void write(ByteSink out) {
    out.putInt(size);
    out.putDoubles(directions);
    out.putDoubles(inverse);
    out.putDouble(rest);
  }

  static Subspace read(ByteSource in) {
    int size = in.getInt(1, 1 << 20);
    double[] directions = in.getDoubles();
    double[] inverse = in.getDoubles();
    double rest = in.getDouble();
    if (directions.length != size * inverse.length) {
      throw in.damaged("the directions do not fit the size " + size);
    }
    return new Subspace(size, directions, inverse, rest);
  }
}
