package io.foretide.forecast.ces;

/**
 * Parameters and states, and the step that moves them (Svetunkov et al. 2022, equations 10 and 24
 * to 27). Not thread-safe.
 */
final class CesState {

  private static final double MOST_GROWTH = 0.005;
  private static final int SETTLING_SEASONS = 12;

  final CesForm form;

  /** Smoothing of the level; of every place in the simple form. */
  final double a0;

  final double a1;

  /** Smoothing of the season: the first one of the partial form, both of the full form. */
  final double b0;

  final double b1;

  double level;
  double hidden;
  final double[] seasonal;
  final double[] seasonalHidden;
  int next;

  CesState(
      CesForm form,
      double[] smoothing,
      double level,
      double hidden,
      double[] seasonal,
      double[] seasonalHidden,
      int next) {
    this.form = form;
    this.a0 = smoothing[0];
    this.a1 = smoothing[1];
    this.b0 = smoothing.length > 2 ? smoothing[2] : 0;
    this.b1 = smoothing.length > 3 ? smoothing[3] : 0;
    this.level = level;
    this.hidden = hidden;
    this.seasonal = seasonal;
    this.seasonalHidden = seasonalHidden;
    this.next = next;
  }

  double[] smoothing() {
    double[] all = {a0, a1, b0, b1};
    return java.util.Arrays.copyOf(all, form.smoothing());
  }

  CesState copy() {
    return new CesState(
        form, smoothing(), level, hidden, seasonal.clone(), seasonalHidden.clone(), next);
  }

  /** The same parameters with all states zero. */
  CesState zero() {
    int m = seasonal.length;
    return new CesState(form, smoothing(), 0, 0, new double[m], new double[m], 0);
  }

  double mean() {
    return switch (form) {
      case NONE -> level;
      case SIMPLE -> seasonal[next];
      case PARTIAL, FULL -> level + seasonal[next];
    };
  }

  void step(double error) {
    if (form != CesForm.SIMPLE) {
      double before = level;
      level = before - (1 - a1) * hidden + (a0 - a1) * error;
      hidden = before + (1 - a0) * hidden + (a0 + a1) * error;
    }
    switch (form) {
      case NONE -> {
        return;
      }
      case SIMPLE -> season(a0, a1, error);
      case PARTIAL -> seasonal[next] += b0 * error;
      case FULL -> season(b0, b1, error);
    }
    next = next + 1 == seasonal.length ? 0 : next + 1;
  }

  private void season(double p0, double p1, double error) {
    double before = seasonal[next];
    double other = seasonalHidden[next];
    seasonal[next] = before - (1 - p1) * other + (p0 - p1) * error;
    seasonalHidden[next] = before + (1 - p0) * other + (p0 + p1) * error;
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

  /** Whether an error is forgotten by the level and the season together within some seasons. */
  boolean settles() {
    CesState moving = zero();
    moving.step(1);
    int m = Math.max(1, seasonal.length);
    double first = 0;
    double last = 0;
    for (int t = 0; t < SETTLING_SEASONS * m; t++) {
      double answer = moving.mean();
      first = t < m ? Math.max(first, Math.abs(answer)) : first;
      last = t >= (SETTLING_SEASONS - 1) * m ? Math.max(last, Math.abs(answer)) : last;
      moving.step(-answer);
    }
    return last <= Math.max(1, first);
  }
}
