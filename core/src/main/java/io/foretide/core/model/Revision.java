package io.foretide.core.model;

import io.foretide.core.time.Range;

/**
 * One immutable state of a model. It owns the instants [activeFrom, activeUntil) of the model's
 * time.
 *
 * @param number 1 for the first, rising
 * @param definition the settings that it was made from
 * @param fingerprint of everything that decides its numbers, hexadecimal
 * @param activeFrom first instant that it owns, on its grid
 * @param activeUntil first instant after; {@link Long#MAX_VALUE} while it is the newest
 * @param createdAt epoch nanoseconds
 */
public record Revision(
    int number,
    ModelDefinition definition,
    String fingerprint,
    long activeFrom,
    long activeUntil,
    long createdAt) {
  /** The instants that it owns. */
  public Range active() {
    return new Range(activeFrom, Math.max(activeFrom, activeUntil));
  }

  public Revision until(long instant) {
    return new Revision(number, definition, fingerprint, activeFrom, instant, createdAt);
  }
}
