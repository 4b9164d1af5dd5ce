package io.foretide.core.alarm;

/**
 * The begin of an episode.
 *
 * @param since first bad value
 * @param sample that made it an episode
 * @param limit that it was compared with
 * @param peak worst value so far
 * @param peakAt its time
 */
record Begin(long since, Sample sample, double limit, double peak, long peakAt) {}
