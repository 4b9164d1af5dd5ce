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
  private final double[] t2Diagonal;
  private final double[] qDiagonal;

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
    t2Diagonal = new double[size];
    qDiagonal = new double[size];
    for (int i = 0; i < size; i++) {
      double in = 0;
      for (int c = 0; c < rank; c++) {
        double p = directions[i * rank + c];
        in += p * p;
        t2Diagonal[i] += p * p * inverse[c];
      }
      t2Diagonal[i] = Math.max(t2Diagonal[i], 1e-12);
      qDiagonal[i] = Math.max(1 - in, 1e-12);
    }
  }

  /** Scratch space and results for one vector at a time. */
  static final class Work {
    final double[] t;
    final double[] u;
    final double[] residual;
    final double[] gradient;
    private final double[] normal;
    double t2;
    double q;

    Work(Subspace model) {
      t = new double[model.rank];
      u = new double[model.rank];
      residual = new double[model.size];
      gradient = new double[model.size];
      normal = new double[model.rank * model.rank];
    }
  }

  /** Computes T² and Q of a vector without NaN. */
  void project(double[] z, Work w) {
    int k = rank;
    double[] t = w.t;
    java.util.Arrays.fill(t, 0.0);
    for (int i = 0, at = 0; i < size; i++, at += k) {
      double x = z[i];
      for (int c = 0; c < k; c++) {
        t[c] += x * directions[at + c];
      }
    }
    finish(z, w);
  }

  private void finish(double[] z, Work w) {
    int k = rank;
    double[] t = w.t;
    double[] u = w.u;
    double t2 = 0;
    for (int c = 0; c < k; c++) {
      u[c] = t[c] * inverse[c];
      t2 += t[c] * u[c];
    }
    double q = 0;
    double[] residual = w.residual;
    double[] gradient = w.gradient;
    for (int i = 0, at = 0; i < size; i++, at += k) {
      double inside = 0;
      double g = 0;
      for (int c = 0; c < k; c++) {
        double p = directions[at + c];
        inside += p * t[c];
        g += p * u[c];
      }
      double e = z[i] - inside;
      residual[i] = e;
      gradient[i] = g;
      q += e * e;
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
    add(w.gradient, t2Diagonal, total, into);
  }

  /** Adds the contributions to Q, scaled to sum to {@code total}, to {@code into[i % modulo]}. */
  void addQContributions(Work w, double total, double[] into) {
    add(w.residual, qDiagonal, total, into);
  }

  private void add(double[] g, double[] diagonal, double total, double[] into) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += g[i] * g[i] / diagonal[i];
    }
    if (!(sum > 0)) {
      return;
    }
    double factor = total / sum;
    int signals = into.length;
    if (signals == size) {
      for (int i = 0; i < size; i++) {
        into[i] += g[i] * g[i] / diagonal[i] * factor;
      }
    } else {
      for (int i = 0, j = 0; i < size; i++) {
        into[j] += g[i] * g[i] / diagonal[i] * factor;
        j = j + 1 == signals ? 0 : j + 1;
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
