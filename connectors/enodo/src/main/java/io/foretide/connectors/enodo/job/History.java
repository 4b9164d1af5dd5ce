package io.foretide.connectors.enodo.job;

/**
 * The values that a job works on, at regular instants.
 *
 * @param first instant of the first, epoch nanoseconds
 * @param step nanoseconds between two
 * @param values NaN is no value; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record History(long first, long step, double[] values) {}
