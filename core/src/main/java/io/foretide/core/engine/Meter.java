package io.foretide.core.engine;

import io.foretide.core.time.Instants;

/** Rates over about the last ten seconds. Thread-safe. */
final class Meter {
  private static final int SLOTS = 10;

  private final long[] commits = new long[SLOTS + 1];
  private final long[] intervals = new long[SLOTS + 1];
  private final long[] times = new long[SLOTS + 1];
  private int filled;
  private boolean wasBusy;
  private long busyNanos;
  private long busyIntervals;

  /**
   * Notes the running totals; call about once a second.
   *
   * @param busy whether tasks are in flight
   */
  synchronized void note(long monotonic, long commitTotal, long intervalTotal, boolean busy) {
    if (filled > 0 && (busy || wasBusy)) {
      int last = (filled - 1) % times.length;
      busyNanos += monotonic - times[last];
      busyIntervals += intervalTotal - intervals[last];
    }
    wasBusy = busy;
    int at = filled % times.length;
    commits[at] = commitTotal;
    intervals[at] = intervalTotal;
    times[at] = monotonic;
    filled++;
  }

  synchronized double commitsPerSecond() {
    return rate(commits);
  }

  synchronized double intervalsPerSecond() {
    return rate(intervals);
  }

  /**
   * Intervals per second while there was work: what can be done, where {@link #intervalsPerSecond}
   * says what is being done. 0 if there has been no work yet.
   */
  synchronized double capacity() {
    return busyNanos == 0 ? 0 : busyIntervals / (busyNanos / (double) Instants.SECOND);
  }

  private double rate(long[] totals) {
    if (filled < 2) {
      return 0;
    }
    int last = (filled - 1) % times.length;
    int first = filled <= times.length ? 0 : filled % times.length;
    double seconds = (times[last] - times[first]) / (double) Instants.SECOND;
    return seconds <= 0 ? 0 : (totals[last] - totals[first]) / seconds;
  }
}
