package io.foretide.core.run;

/**
 * What a training reads.
 *
 * @param lookback nanoseconds before the end of the data, for learning and for judging what was
 *     learned
 */
public record TrainNeeds(long lookback) {}
