package io.foretide.core.model;

import io.foretide.core.time.Range;
import org.jspecify.annotations.Nullable;

/**
 * One immutable state of a model: new settings, or the end of a training with the same settings. It
 * owns the instants [activeFrom, activeUntil) of the model's time.
 *
 * @param number 1 for the first, rising
 * @param definition the settings that it was made from
 * @param fingerprint of everything that decides its numbers, hexadecimal
 * @param activeFrom first instant that it owns, on its grid
 * @param activeUntil first instant after; {@link Long#MAX_VALUE} while it is the newest
 * @param createdAt epoch nanoseconds
 * @param training what was learned and how; null for a revision that is made of settings alone
 */
public record Revision(
    int number,
    ModelDefinition definition,
    String fingerprint,
    long activeFrom,
    long activeUntil,
    long createdAt,
    @Nullable Training training) {
  /** A revision that is made of settings alone. */
  public Revision(
      int number,
      ModelDefinition definition,
      String fingerprint,
      long activeFrom,
      long activeUntil,
      long createdAt) {
    this(number, definition, fingerprint, activeFrom, activeUntil, createdAt, null);
  }

  /** The instants that it owns. */
  public Range active() {
    return new Range(activeFrom, Math.max(activeFrom, activeUntil));
  }

  public Revision until(long instant) {
    return new Revision(number, definition, fingerprint, activeFrom, instant, createdAt, training);
  }

  public Revision from(long instant) {
    return new Revision(number, definition, fingerprint, instant, activeUntil, createdAt, training);
  }

  /** With settings that decide the same numbers. */
  public Revision with(ModelDefinition same) {
    return new Revision(number, same, fingerprint, activeFrom, activeUntil, createdAt, training);
  }
}
