package io.foretide.core.clock;

import io.foretide.core.time.Instants;

/**
 * How much a clock may step before planning is held. Nanoseconds.
 *
 * @param tolerance steps up to this are taken as they come
 * @param confirm a held forward step is accepted after the clock has run evenly for this long ...
 * @param acceptUpTo ... if the step is no larger than this; a larger one needs a person
 * @param downtime a start this long after the last known time needs a person
 */
public record ClockRules(long tolerance, long confirm, long acceptUpTo, long downtime) {
  public static final ClockRules DEFAULT =
      new ClockRules(Instants.MINUTE, 5 * Instants.MINUTE, Instants.DAY, 60 * Instants.DAY);
}
