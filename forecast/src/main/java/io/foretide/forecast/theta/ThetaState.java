package io.foretide.forecast.theta;

/**
 * The recursion of all forms (Fiorucci et al. 2016, equations 14 to 18): the mean is the level plus
 * a share of a line whose coefficients are either fixed or fitted to the values so far.
 */
final class ThetaState {

  final boolean dynamic;
  final double alpha;

  /** {@code 1 - 1/theta}, the share of the line. */
  final double share;

  long t;
  double level;
  double fade = 1;
  double average;
  double intercept;
  double slope;

  ThetaState(
      boolean dynamic, double alpha, double share, double level, double intercept, double slope) {
    this.dynamic = dynamic;
    this.alpha = alpha;
    this.share = share;
    this.level = level;
    this.intercept = intercept;
    this.slope = slope;
  }

  ThetaState copy() {
    ThetaState copy = new ThetaState(dynamic, alpha, share, level, intercept, slope);
    copy.t = t;
    copy.fade = fade;
    copy.average = average;
    return copy;
  }

  /** What the line adds to the next mean, before its share is taken. */
  double line() {
    double grown = (1 - fade * (1 - alpha)) / alpha;
    return fade * intercept + grown * slope;
  }

  double mean() {
    return level + share * line();
  }

  void step(double y) {
    t++;
    level += alpha * (y - level);
    fade *= 1 - alpha;
    if (dynamic) {
      double before = average;
      average += (y - average) / t;
      slope = t == 1 ? 0 : ((t - 2) * slope + 6.0 / t * (y - before)) / (t + 1);
      intercept = average - (t + 1) / 2.0 * slope;
    }
  }
}
