package io.foretide.core.alarm;

import io.foretide.core.error.ProviderException;

/** Where people are told of alarms. Thread-safe; calls have a time limit of their own. */
public interface AlarmOutput {
  String name();

  /** Whether it wants to hear of an alarm at all. */
  boolean takes(Alarm alarm);

  /**
   * Tells of a state change.
   *
   * @return what the other side answered, short
   * @throws ProviderException if it was not taken; tried again unless {@code Rejected}
   */
  String send(Alarm alarm, Delivery delivery) throws ProviderException;
}
