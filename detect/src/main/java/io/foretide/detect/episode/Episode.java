package io.foretide.detect.episode;

/**
 * One event.
 *
 * @param from its first row above the limit
 * @param to the row after its last one above the limit
 * @param size how many of its rows were above the limit
 * @param peak its highest score
 * @param peakRow where that was
 * @param open whether it may still grow
 */
public record Episode(long from, long to, long size, double peak, long peakRow, boolean open) {}
