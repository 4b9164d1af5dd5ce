package io.foretide.core.alarm;

import io.foretide.core.error.ProviderException;
import java.util.List;
import java.util.Optional;

/** What can be asked about alarms, and done with them. Thread-safe. */
public interface Alarms {
  List<AlarmRule> rules();

  /** As {@link AlarmStore#list}. */
  List<Alarm> list(boolean open, String model, long beforeId, int limit) throws ProviderException;

  /** How many are open. */
  int open() throws ProviderException;

  Optional<Alarm> find(long id) throws ProviderException;

  List<Delivery> deliveries(long alarm) throws ProviderException;

  /**
   * Says that somebody looks after it.
   *
   * @throws ProviderException.Rejected if there is no such alarm, or no name is given
   */
  Alarm acknowledge(long id, String by, String note) throws ProviderException;

  /**
   * Says what it was. A false alarm moves the limit for its model just beyond the worst value, at
   * most to three times the rule's; a real one moves it back.
   *
   * @throws ProviderException.Rejected if there is no such alarm, or no name is given
   */
  Alarm judge(long id, Feedback said, String by, String note) throws ProviderException;

  /**
   * Tells all its outputs again of the present state.
   *
   * @return how many
   */
  int again(long id) throws ProviderException;

  /** Those that are not over yet, the configuration's too. */
  List<Silence> silences() throws ProviderException;

  /**
   * Begins a silence.
   *
   * @throws ProviderException.Rejected if it ends before it begins, or name or reason is missing
   */
  Silence silence(Silence silence) throws ProviderException;

  boolean endSilence(long id, String by) throws ProviderException;
}
