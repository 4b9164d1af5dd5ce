package io.foretide.detect.bench;

/** Counts of rows by alarm and label; never point-adjusted. */
final class Confusion {
  long tp;
  long fp;
  long fn;
  long tn;

  void add(boolean alarm, boolean fault) {
    if (alarm) {
      tp += fault ? 1 : 0;
      fp += fault ? 0 : 1;
    } else {
      fn += fault ? 1 : 0;
      tn += fault ? 0 : 1;
    }
  }

  void add(Confusion other) {
    tp += other.tp;
    fp += other.fp;
    fn += other.fn;
    tn += other.tn;
  }

  double f1() {
    return 2.0 * tp / Math.max(1, 2 * tp + fp + fn);
  }

  /** False alarms, % of the rows without a fault. */
  double falseAlarmPct() {
    return 100.0 * fp / Math.max(1, fp + tn);
  }

  /** Missed rows, % of the rows with a fault. */
  double missedPct() {
    return 100.0 * fn / Math.max(1, tp + fn);
  }
}
