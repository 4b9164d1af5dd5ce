package io.foretide.core.model;

import io.foretide.core.time.Instants;

/**
 * What late or changed points do.
 *
 * @param within a changed point un-covers its interval if the interval ended no longer ago than
 *     this, nanoseconds
 * @param settle pause before an interval that changed while it was in flight is planned again,
 *     nanoseconds
 */
public record Late(long within, long settle) {
  public static final Late DEFAULT = new Late(Instants.DAY, Instants.MINUTE);
}
