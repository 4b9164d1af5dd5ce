package io.foretide.forecast.grid;

import java.util.Arrays;

/**
 * An even grid made of irregular points, and what had to be done for it.
 *
 * @param start time of the first place, in the unit of the times
 * @param step distance between places
 * @param values one per place, NaN where there is no point
 * @param empty places without a good value
 * @param dropped points that lost their place to a nearer one
 * @param bad points whose quality was bad or whose value was not finite
 * @param disordered points that came before an earlier one
 * @param meanJitter mean distance of kept points from their place
 * @param mostJitter largest such distance
 * @param filled places that {@link #filled(int)} filled
 */
@SuppressWarnings("ArrayRecordComponent")
public record Regular(
    long start,
    long step,
    double[] values,
    int empty,
    int dropped,
    int bad,
    int disordered,
    double meanJitter,
    long mostJitter,
    int filled) {

  private static final int MOST_PLACES = 50_000_000;

  /** Times beyond a quarter of what a long holds would overflow in sums. */
  private static final long LEAST_TIME = Long.MIN_VALUE / 4;

  /**
   * Makes a grid; every point goes to the nearest place and the nearest point keeps it.
   *
   * @param times times in any unit, such as epoch nanoseconds; any order
   * @param values one per time
   * @param step distance between places, above 0
   */
  public static Regular from(long[] times, double[] values, long step) {
    return from(times, values, new byte[0], step);
  }

  /**
   * Makes a grid of values with qualities.
   *
   * @param quality one per value, 0 for good; or empty where all are good
   */
  public static Regular from(long[] times, double[] values, byte[] quality, long step) {
    if (step <= 0 || times.length != values.length) {
      throw new IllegalArgumentException(
          "Grid of "
              + times.length
              + " times, "
              + values.length
              + " values and step "
              + step
              + ": expected as many values as times and a step above 0");
    }
    if (quality.length > 0 && quality.length != values.length) {
      throw new IllegalArgumentException(
          "Grid with " + quality.length + " qualities for " + values.length + " values");
    }
    if (times.length == 0) {
      return new Regular(0, step, new double[0], 0, 0, 0, 0, 0, 0, 0);
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    int disordered = 0;
    for (long time : times) {
      disordered += time < last ? 1 : 0;
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
    if (first < LEAST_TIME || last > -LEAST_TIME || step > -LEAST_TIME) {
      throw new IllegalArgumentException(
          "Grid from "
              + first
              + " to "
              + last
              + " in steps of "
              + step
              + ": expected times and a step between "
              + LEAST_TIME
              + " and "
              + -LEAST_TIME);
    }
    long start = Math.floorDiv(first + step / 2, step) * step;
    long places = Math.floorDiv(last - start + step / 2, step) + 1;
    if (places > MOST_PLACES) {
      throw new IllegalArgumentException(
          "Grid from "
              + first
              + " to "
              + last
              + " in steps of "
              + step
              + " has "
              + places
              + " places: expected at most "
              + MOST_PLACES
              + ", use a longer step");
    }
    double[] grid = new double[(int) places];
    long[] distance = new long[grid.length];
    Arrays.fill(grid, Double.NaN);
    Arrays.fill(distance, Long.MAX_VALUE);
    int bad = 0;
    int dropped = 0;
    for (int i = 0; i < times.length; i++) {
      if (!Double.isFinite(values[i]) || (quality.length > 0 && quality[i] != 0)) {
        bad++;
        continue;
      }
      int place = (int) Math.floorDiv(times[i] - start + step / 2, step);
      long off = Math.abs(times[i] - (start + place * step));
      if (distance[place] != Long.MAX_VALUE) {
        dropped++;
      }
      if (off < distance[place]) {
        grid[place] = values[i];
        distance[place] = off;
      }
    }
    int empty = 0;
    double sum = 0;
    long most = 0;
    for (long off : distance) {
      if (off == Long.MAX_VALUE) {
        empty++;
      } else {
        sum += off;
        most = Math.max(most, off);
      }
    }
    double mean = empty == grid.length ? 0 : sum / (grid.length - empty);
    return new Regular(start, step, grid, empty, dropped, bad, disordered, mean, most, 0);
  }

  /**
   * The same with short gaps filled by a line between their neighbours, and counted. Methods of
   * this library take gaps as they are; this is for those that do not.
   *
   * @param longest gaps of more places stay, as do those at the ends
   */
  public Regular filled(int longest) {
    double[] full = values.clone();
    int count = filled;
    int before = -1;
    for (int t = 0; t < full.length; t++) {
      if (Double.isNaN(values[t])) {
        continue;
      }
      int gap = t - before - 1;
      if (before >= 0 && gap > 0 && gap <= longest) {
        for (int i = 1; i <= gap; i++) {
          double share = i / (gap + 1.0);
          full[before + i] = (1 - share) * values[before] + share * values[t];
        }
        count += gap;
      }
      before = t;
    }
    return new Regular(
        start,
        step,
        full,
        empty - (count - filled),
        dropped,
        bad,
        disordered,
        meanJitter,
        mostJitter,
        count);
  }
}
