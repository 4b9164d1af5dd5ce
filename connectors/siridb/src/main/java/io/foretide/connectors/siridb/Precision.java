package io.foretide.connectors.siridb;

import io.foretide.core.error.ProviderException;
import java.util.Locale;

/** The unit of a database's times. */
enum Precision {
  S(1_000_000_000L),
  MS(1_000_000L),
  US(1_000L),
  NS(1L);

  private final long nanos;

  Precision(long nanos) {
    this.nanos = nanos;
  }

  static Precision of(String text) throws ProviderException {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(
          "SiriDB says time precision '" + text + "': expected s, ms, us or ns", e);
    }
  }

  /** The first unit at or after an instant. */
  long ceil(long instant) {
    return Math.ceilDiv(instant, nanos);
  }

  /** The unit that holds an instant. */
  long floor(long instant) {
    return Math.floorDiv(instant, nanos);
  }

  /** Epoch nanoseconds of a unit; those beyond 2262 are at the end of time. */
  long instant(long units) {
    long high = Math.multiplyHigh(units, nanos);
    long low = units * nanos;
    return (high == 0 && low >= 0) || (high == -1 && low < 0)
        ? low
        : units < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
