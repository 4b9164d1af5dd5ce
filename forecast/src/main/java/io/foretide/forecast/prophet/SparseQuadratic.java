package io.foretide.forecast.prophet;

import io.foretide.forecast.numeric.Cholesky;

/**
 * Exact minimum of {@code w'Gw/2 - c'w + sum d w^2/2 + sum l |w|} by feature-sign search (Lee,
 * Battle, Raina and Ng 2007): guesses which coefficients are zero and the signs of the others,
 * solves, and mends the guess until it is consistent.
 */
final class SparseQuadratic {

  private static final int MOST_ROUNDS = 400;
  private static final double SLACK = 1e-9;

  private SparseQuadratic() {}

  /**
   * Improves {@code w} in place, starting from its zeros and signs.
   *
   * @param gram symmetric, both triangles filled
   * @param ridge quadratic penalties
   * @param lasso absolute penalties; 0 for none
   */
  static void minimise(double[][] gram, double[] c, double[] ridge, double[] lasso, double[] w) {
    int p = w.length;
    boolean[] active = new boolean[p];
    double[] sign = new double[p];
    for (int i = 0; i < p; i++) {
      active[i] = lasso[i] == 0 || w[i] != 0;
      sign[i] = Math.signum(w[i]);
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] target = solve(gram, c, ridge, lasso, active, sign);
      if (target.length == 0) {
        return;
      }
      int dropped = step(lasso, active, w, target);
      if (dropped >= 0) {
        active[dropped] = false;
        w[dropped] = 0;
        continue;
      }
      int worst = worst(gram, c, lasso, active, sign, w);
      if (worst < 0) {
        return;
      }
      active[worst] = true;
    }
  }

  private static double[] solve(
      double[][] gram,
      double[] c,
      double[] ridge,
      double[] lasso,
      boolean[] active,
      double[] sign) {
    int p = c.length;
    int[] place = new int[p];
    int n = 0;
    for (int i = 0; i < p; i++) {
      if (active[i]) {
        place[n++] = i;
      }
    }
    double[][] a = new double[n][n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      int row = place[i];
      for (int j = 0; j <= i; j++) {
        a[i][j] = gram[row][place[j]];
      }
      a[i][i] += ridge[row] + 1e-12 * gram[row][row] + 1e-300;
      b[i] = c[row] - lasso[row] * sign[row];
    }
    if (!Cholesky.factor(a)) {
      return new double[0];
    }
    Cholesky.solve(a, b);
    double[] out = new double[p];
    for (int i = 0; i < n; i++) {
      out[place[i]] = b[i];
    }
    return out;
  }

  /** Moves towards the target up to the first change of sign; that place, or -1 for all the way. */
  private static int step(double[] lasso, boolean[] active, double[] w, double[] target) {
    double share = 1;
    int first = -1;
    for (int i = 0; i < w.length; i++) {
      if (active[i] && lasso[i] > 0 && w[i] != 0 && w[i] * target[i] < 0) {
        double here = w[i] / (w[i] - target[i]);
        if (here < share) {
          share = here;
          first = i;
        }
      }
    }
    for (int i = 0; i < w.length; i++) {
      if (active[i]) {
        w[i] += share * (target[i] - w[i]);
      }
    }
    return first;
  }

  /** The zero coefficient that most wants to move, with its sign set; -1 where none does. */
  private static int worst(
      double[][] gram, double[] c, double[] lasso, boolean[] active, double[] sign, double[] w) {
    int worst = -1;
    double most = 0;
    for (int i = 0; i < w.length; i++) {
      if (active[i]) {
        continue;
      }
      double pull = c[i];
      for (int j = 0; j < w.length; j++) {
        pull -= gram[i][j] * w[j];
      }
      double excess = Math.abs(pull) / lasso[i] - 1 - SLACK;
      if (excess > most) {
        most = excess;
        worst = i;
        sign[i] = Math.signum(pull);
      }
    }
    return worst;
  }
}
