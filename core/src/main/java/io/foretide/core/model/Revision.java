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
 * @param lane instants that it predicts beside the owner without anybody seeing it, see {@link
 *     Candidates}; empty once that is over, null if it never did
 */
public record Revision(
    int number,
    ModelDefinition definition,
    String fingerprint,
    long activeFrom,
    long activeUntil,
    long createdAt,
    @Nullable Training training,
    @Nullable Range lane) {
  /** A revision that is made of settings alone. */
  public Revision(
      int number,
      ModelDefinition definition,
      String fingerprint,
      long activeFrom,
      long activeUntil,
      long createdAt) {
    this(number, definition, fingerprint, activeFrom, activeUntil, createdAt, null, null);
  }

  /** A revision without a lane. */
  public Revision(
      int number,
      ModelDefinition definition,
      String fingerprint,
      long activeFrom,
      long activeUntil,
      long createdAt,
      @Nullable Training training) {
    this(number, definition, fingerprint, activeFrom, activeUntil, createdAt, training, null);
  }

  /** The instants that it owns. */
  public Range active() {
    return new Range(activeFrom, Math.max(activeFrom, activeUntil));
  }

  public Revision until(long instant) {
    return owning(activeFrom, instant);
  }

  public Revision from(long instant) {
    return owning(instant, activeUntil);
  }

  /** The same revision, owning other instants. */
  public Revision owning(long from, long until) {
    return new Revision(number, definition, fingerprint, from, until, createdAt, training, lane);
  }

  /** The same revision, predicting other instants beside the owner. */
  public Revision withLane(@Nullable Range instants) {
    return new Revision(
        number, definition, fingerprint, activeFrom, activeUntil, createdAt, training, instants);
  }

  /** With settings that decide the same numbers. */
  public Revision with(ModelDefinition same) {
    return new Revision(
        number, same, fingerprint, activeFrom, activeUntil, createdAt, training, lane);
  }

  /** Whether it is predicting beside the owner now. */
  public boolean hasLane() {
    return lane != null && !lane.isEmpty();
  }
}
