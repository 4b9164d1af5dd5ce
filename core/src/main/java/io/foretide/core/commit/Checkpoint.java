package io.foretide.core.commit;

/**
 * The state of a sequential model after all points before an instant.
 *
 * @param instant epoch nanoseconds
 * @param state the execution provider's own bytes, with its own version inside
 */
public record Checkpoint(long instant, byte[] state) {}
