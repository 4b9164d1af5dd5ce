package io.foretide.ingest;

/**
 * One refused piece of input.
 *
 * @param at its line number, from 1, or its index, from 0, as the format counts
 * @param reason why, and what was expected
 */
public record Rejection(long at, String reason) {}
