package io.foretide.detect.algebra;

import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of a large symmetric matrix: Householder reflections to tridiagonal
 * form, then implicit QL steps (Golub and Van Loan, "Matrix Computations", section 8.3). Some ten
 * times fewer operations than Jacobi rotations, but accurate only relative to the largest value.
 */
final class Tridiagonal {
  private static final int MOST_STEPS = 100;

  private final int n;
  private final double[] a;
  final double[] diagonal;
  private final double[] beside;

  /** Row i holds the vector of value i once it is solved. */
  final double[] vectors;

  Tridiagonal(double[] matrix, int n) {
    this.n = n;
    a = matrix.clone();
    diagonal = new double[n];
    beside = new double[n];
    vectors = new double[n * n];
    for (int i = 0; i < n; i++) {
      vectors[i * n + i] = 1;
    }
    reduce();
    solve();
  }

  private void reduce() {
    double[] v = new double[n];
    double[] w = new double[n];
    for (int k = 0; k < n - 2; k++) {
      double norm = 0;
      for (int i = k + 1; i < n; i++) {
        v[i] = a[i * n + k];
        norm += v[i] * v[i];
      }
      norm = Math.sqrt(norm);
      double alpha = v[k + 1] > 0 ? -norm : norm;
      beside[k] = alpha;
      v[k + 1] -= alpha;
      double square = 0;
      for (int i = k + 1; i < n; i++) {
        square += v[i] * v[i];
      }
      if (square > 0) {
        reflect(k + 1, v, w, 2 / square);
      }
    }
    if (n > 1) {
      beside[n - 2] = a[(n - 1) * n + n - 2];
    }
    for (int i = 0; i < n; i++) {
      diagonal[i] = a[i * n + i];
    }
  }

  /** Applies 1 - beta v v' from both sides to the matrix and from the left to the vectors. */
  private void reflect(int from, double[] v, double[] w, double beta) {
    double along = 0;
    for (int i = from; i < n; i++) {
      double sum = 0;
      for (int j = from; j < n; j++) {
        sum += a[i * n + j] * v[j];
      }
      w[i] = beta * sum;
      along += w[i] * v[i];
    }
    double half = beta / 2 * along;
    for (int i = from; i < n; i++) {
      w[i] -= half * v[i];
    }
    for (int i = from; i < n; i++) {
      for (int j = from; j < n; j++) {
        a[i * n + j] -= v[i] * w[j] + w[i] * v[j];
      }
    }
    Arrays.fill(w, 0.0);
    for (int i = from; i < n; i++) {
      for (int j = 0; j < n; j++) {
        w[j] += v[i] * vectors[i * n + j];
      }
    }
    for (int i = from; i < n; i++) {
      double factor = beta * v[i];
      for (int j = 0; j < n; j++) {
        vectors[i * n + j] -= factor * w[j];
      }
    }
  }

  private void solve() {
    for (int low = 0; low < n; low++) {
      for (int step = 0; step < MOST_STEPS; step++) {
        int high = low;
        while (high < n - 1 && !negligible(high)) {
          high++;
        }
        if (high == low) {
          break;
        }
        sweep(low, high);
      }
    }
  }

  private boolean negligible(int i) {
    double size = Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]);
    return Math.abs(beside[i]) <= Math.ulp(1.0) / 2 * size || Math.abs(beside[i]) < 1e-300;
  }

  private void sweep(int low, int high) {
    double g = (diagonal[low + 1] - diagonal[low]) / (2 * beside[low]);
    double r = Math.hypot(g, 1);
    g = diagonal[high] - diagonal[low] + beside[low] / (g + Math.copySign(r, g));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = s * beside[i];
      double b = c * beside[i];
      r = Math.hypot(f, g);
      beside[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= p;
        beside[high] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = diagonal[i + 1] - p;
      r = (diagonal[i] - g) * s + 2 * c * b;
      p = s * r;
      diagonal[i + 1] = g + p;
      g = c * r - b;
      rotate(i, s, c);
    }
    diagonal[low] -= p;
    beside[low] = g;
    beside[high] = 0;
  }

  private void rotate(int i, double s, double c) {
    int x = i * n;
    int y = x + n;
    for (int k = 0; k < n; k++) {
      double f = vectors[y + k];
      vectors[y + k] = s * vectors[x + k] + c * f;
      vectors[x + k] = c * vectors[x + k] - s * f;
    }
  }
}
