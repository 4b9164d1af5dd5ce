package io.foretide.forecast.ces;

/** Parameters and states, and the step that moves them (Svetunkov et al. 2022, equation 10). */
final class CesState {

  private static final double MOST_GROWTH = 0.005;

  final double a0;
  final double a1;
  final double gamma;
  double level;
  double hidden;
  final double[] seasonal;
  int next;

  CesState(
      double a0,
      double a1,
      double gamma,
      double level,
      double hidden,
      double[] seasonal,
      int next) {
    this.a0 = a0;
    this.a1 = a1;
    this.gamma = gamma;
    this.level = level;
    this.hidden = hidden;
    this.seasonal = seasonal;
    this.next = next;
  }

  CesState copy() {
    return new CesState(a0, a1, gamma, level, hidden, seasonal.clone(), next);
  }

  double mean() {
    return level + (seasonal.length > 0 ? seasonal[next] : 0);
  }

  void step(double error) {
    double before = level;
    level = before - (1 - a1) * hidden + (a0 - a1) * error;
    hidden = before + (1 - a0) * hidden + (a0 + a1) * error;
    if (seasonal.length > 0) {
      seasonal[next] += gamma * error;
      next = next + 1 == seasonal.length ? 0 : next + 1;
    }
  }

  /**
   * Whether past errors fade, that is the roots of the error recursion lie inside the unit circle,
   * and forecasts grow by at most half a percent per step.
   */
  static boolean stable(double a0, double a1) {
    if (!(a1 < 1 + MOST_GROWTH * a0)) {
      return false;
    }
    double trace = 1 - (a0 - a1) + 1 - a0;
    double determinant = (1 - (a0 - a1)) * (1 - a0) - (a1 - 1) * (1 - (a0 + a1));
    return Math.abs(determinant) < 1 && Math.abs(trace) < 1 + determinant;
  }
}
