package io.foretide.core.alarm;

/**
 * A state change of an alarm on its way to one output.
 *
 * @param id of the delivery; repeated deliveries of one change carry the same
 * @param alarm number of the alarm
 * @param what {@code opened}, {@code acknowledged} or {@code closed}
 * @param output name of the output
 * @param state how far it is
 * @param attempts made so far
 * @param at when the next attempt is due, or the last one was made; epoch nanoseconds
 * @param answer what the output said last; empty before the first attempt
 */
public record Delivery(
    long id,
    long alarm,
    String what,
    String output,
    State state,
    int attempts,
    long at,
    String answer) {
  /** How far a delivery is. */
  public enum State {
    WAITING,
    DONE,
    /** Given up after too many attempts; can be sent again by hand. */
    FAILED
  }
}
