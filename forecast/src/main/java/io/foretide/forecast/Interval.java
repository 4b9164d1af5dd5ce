package io.foretide.forecast;

/**
 * A prediction interval per step; {@code lower[i] <= upper[i]} always.
 *
 * @param level coverage in percent
 * @param lower lower limits
 * @param upper upper limits
 */
@SuppressWarnings("ArrayRecordComponent")
public record Interval(double level, double[] lower, double[] upper) {}
