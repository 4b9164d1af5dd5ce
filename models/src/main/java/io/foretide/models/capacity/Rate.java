package io.foretide.models.capacity;

/**
 * What an interval costs on this machine.
 *
 * @param fresh computing seconds of an interval for which nothing was kept: fits are made
 * @param next computing seconds of an interval after it
 * @param kept bytes that are kept to make the next interval cheap
 * @param values predicted values of an interval, over all outputs
 */
record Rate(double fresh, double next, long kept, int values) {
  /** The lesser times of both. */
  Rate cheaper(Rate other) {
    return new Rate(
        Math.min(fresh, other.fresh),
        Math.min(next, other.next),
        Math.max(kept, other.kept),
        values);
  }
}
