package io.foretide.forecast.ces;

import io.foretide.forecast.numeric.Cholesky;

/** The first season that fits best at given smoothing parameters: errors are linear in it. */
final class CesFirstStates {

  private static final double PENALTY = 1e-7;

  private CesFirstStates() {}

  /**
   * Level, hidden component, the season and its hidden components, one after the other; the last
   * only where the form has them. Empty where the equations cannot be solved.
   *
   * @param zero parameters with all states zero
   */
  static double[] best(CesState zero, double[] y) {
    int m = zero.seasonal.length;
    int count = 2 + (zero.form == CesForm.FULL ? 2 * m : m);
    double[][] answers = new double[count][];
    for (int j = 0; j < count; j++) {
      CesState unit = zero.copy();
      set(unit, j);
      answers[j] = errors(unit, y, 0);
    }
    double[] plain = errors(zero.copy(), y, 1);
    double[][] gram = new double[count][count];
    double[] right = new double[count];
    double trace = 0;
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < y.length; t++) {
        right[i] -= answers[i][t] * plain[t];
      }
      for (int j = 0; j <= i; j++) {
        for (int t = 0; t < y.length; t++) {
          gram[i][j] += answers[i][t] * answers[j][t];
        }
      }
      trace += gram[i][i];
    }
    for (int i = 0; i < count; i++) {
      gram[i][i] += PENALTY * trace / count;
    }
    if (!Cholesky.factor(gram)) {
      return new double[0];
    }
    Cholesky.solve(gram, right);
    return right;
  }

  private static void set(CesState state, int j) {
    int m = state.seasonal.length;
    if (j == 0) {
      state.level = 1;
    } else if (j == 1) {
      state.hidden = 1;
    } else if (j < 2 + m) {
      state.seasonal[j - 2] = 1;
    } else {
      state.seasonalHidden[j - 2 - m] = 1;
    }
  }

  /** Errors where known, 0 elsewhere, for the values times a factor. */
  private static double[] errors(CesState state, double[] y, double factor) {
    double[] errors = new double[y.length];
    for (int t = 0; t < y.length; t++) {
      errors[t] = Double.isNaN(y[t]) ? 0 : factor * y[t] - state.mean();
      state.step(errors[t]);
    }
    return errors;
  }
}
