package io.foretide.app.input;

import io.foretide.core.time.Instants;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;

/** Finds the step of times. */
final class StepFinder {
  private static final long[] ROUND = {
    Instants.SECOND,
    2 * Instants.SECOND,
    5 * Instants.SECOND,
    10 * Instants.SECOND,
    15 * Instants.SECOND,
    20 * Instants.SECOND,
    30 * Instants.SECOND,
    Instants.MINUTE,
    2 * Instants.MINUTE,
    5 * Instants.MINUTE,
    10 * Instants.MINUTE,
    15 * Instants.MINUTE,
    20 * Instants.MINUTE,
    30 * Instants.MINUTE,
    Instants.HOUR,
    2 * Instants.HOUR,
    3 * Instants.HOUR,
    4 * Instants.HOUR,
    6 * Instants.HOUR,
    8 * Instants.HOUR,
    12 * Instants.HOUR,
    Instants.DAY,
    7 * Instants.DAY
  };
  private static final double NEARLY = 0.1;

  private StepFinder() {}

  /**
   * The step of a series: calendar months where all times fit them, else the distance that most
   * neighbours have, else their median, rounded where it is nearly a round one.
   *
   * @param times in any order
   * @return empty if there are fewer than two different times
   */
  static Optional<Step> find(long[] times, ZoneId zone) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    long[] gaps = new long[Math.max(0, sorted.length - 1)];
    int n = 0;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] > sorted[i - 1]) {
        gaps[n++] = Instants.minus(sorted[i], sorted[i - 1]);
      }
    }
    if (n == 0) {
      return Optional.empty();
    }
    gaps = Arrays.copyOf(gaps, n);
    Arrays.sort(gaps);
    long median = gaps[(n - 1) / 2];
    Optional<Step> months = months(sorted, median, zone);
    return months.isPresent() ? months : Optional.of(fixed(length(gaps, median), sorted));
  }

  /** A step of a given length, laid where most of the times are. */
  static Step fixed(long length, long[] times) {
    long[] phases = new long[times.length];
    for (int i = 0; i < times.length; i++) {
      phases[i] = Math.floorMod(times[i], length);
    }
    Arrays.sort(phases);
    long[] most = mostCommon(phases);
    if (most[1] * 2 >= phases.length) {
      return new Step.Fixed(length, most[0]);
    }
    double x = 0;
    double y = 0;
    for (long phase : phases) {
      double angle = 2 * Math.PI * phase / length;
      x += Math.cos(angle);
      y += Math.sin(angle);
    }
    double turn = Math.atan2(y, x) / (2 * Math.PI);
    long phase = Math.floorMod(Math.round(turn * length), length);
    // Jitter around whole steps keeps the grid on them.
    boolean whole = Math.min(phase, length - phase) < NEARLY * length;
    return new Step.Fixed(length, whole ? 0 : phase);
  }

  private static long length(long[] gaps, long median) {
    long[] most = mostCommon(gaps);
    if (most[1] * 2 >= gaps.length) {
      return most[0];
    }
    for (long round : ROUND) {
      if (Math.abs(median - round) <= NEARLY * round) {
        return round;
      }
    }
    return median;
  }

  /** The most common of ascending numbers, and how many there are. */
  private static long[] mostCommon(long[] sorted) {
    long best = 0;
    long count = 0;
    for (int i = 0; i < sorted.length; ) {
      int from = i;
      while (i < sorted.length && sorted[i] == sorted[from]) {
        i++;
      }
      if (i - from > count) {
        count = i - from;
        best = sorted[from];
      }
    }
    return new long[] {best, count};
  }

  private static Optional<Step> months(long[] sorted, long median, ZoneId zone) {
    double days = (double) median / Instants.DAY;
    int count =
        days > 27.5 && days < 31.5
            ? 1
            : days > 89 && days < 92.5 ? 3 : days > 364.5 && days < 366.5 ? 12 : 0;
    if (count == 0) {
      return Optional.empty();
    }
    ZonedDateTime sample = Instants.toInstant(sorted[0]).atZone(zone);
    boolean sameDay = true;
    boolean lastDay = true;
    int longest = 0;
    for (long time : sorted) {
      ZonedDateTime at = Instants.toInstant(time).atZone(zone);
      boolean fits =
          at.toLocalTime().equals(sample.toLocalTime())
              && Math.floorMod(at.getMonthValue() - sample.getMonthValue(), Math.min(count, 12))
                  == 0;
      if (!fits) {
        return Optional.empty();
      }
      sameDay &= at.getDayOfMonth() == sample.getDayOfMonth();
      lastDay &= at.getDayOfMonth() == at.toLocalDate().lengthOfMonth();
      longest = Math.max(longest, at.getDayOfMonth());
    }
    return sameDay || lastDay
        ? Optional.of(new Step.Months(count, sample, lastDay && !sameDay, zone))
        : Optional.empty();
  }
}
