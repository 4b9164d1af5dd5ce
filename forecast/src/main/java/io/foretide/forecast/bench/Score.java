package io.foretide.forecast.bench;

import java.util.List;
import java.util.Set;

/**
 * Averages over series; those whose errors have no scale are left out of the averages.
 *
 * @param coverage share of all values inside the 95 % intervals, pooled
 * @param series how many were averaged
 * @param failed how many had no forecast
 * @param perSecond series per second of processor time
 */
record Score(
    double smape,
    double mase,
    double coverage,
    double msis,
    int series,
    int failed,
    double perSecond) {

  static Score of(List<Outcome> outcomes) {
    double smape = 0;
    double mase = 0;
    double msis = 0;
    long inside = 0;
    long points = 0;
    long nanos = 0;
    int n = 0;
    int failed = 0;
    for (Outcome one : outcomes) {
      nanos += one.nanos();
      inside += one.inside();
      points += one.points();
      failed += one.failed() ? 1 : 0;
      if (Double.isFinite(one.smape()) && Double.isFinite(one.mase())) {
        smape += one.smape();
        mase += one.mase();
        msis += one.msis();
        n++;
      }
    }
    return new Score(
        smape / n,
        mase / n,
        (double) inside / points,
        msis / n,
        n,
        failed,
        outcomes.size() * 1e9 / Math.max(1, nanos));
  }

  /** Over some of the series. */
  static Score of(List<Outcome> outcomes, Set<String> ids) {
    return of(outcomes.stream().filter(o -> ids.contains(o.scale().id())).toList());
  }
}
