package io.foretide.core.alarm;

import io.foretide.core.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps alarms, where judging stands, silences, and what is to be told. Thread-safe. */
public interface AlarmStore {
  /**
   * Which track.
   *
   * @param rule name of the rule
   * @param model number of the model
   */
  record Key(String rule, long model) {}

  /**
   * A change that is stored whole or not at all.
   *
   * @param alarm the next state; id 0 for a new one
   * @param key of the track that moved; null if none did
   * @param track its next state; its {@code alarm} is set to the stored id where it is open
   * @param what the state change that is told, such as {@code opened}
   * @param outputs who is told
   */
  record Write(
      Alarm alarm, @Nullable Key key, @Nullable Track track, String what, List<String> outputs) {
    public Write {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Stores a change.
   *
   * @return the stored alarm; empty if it was changed by somebody else since it was read
   */
  Optional<Alarm> write(Write write, long now) throws ProviderException;

  Map<Key, Track> tracks() throws ProviderException;

  void save(Map<Key, Track> tracks) throws ProviderException;

  Optional<Alarm> find(long id) throws ProviderException;

  /**
   * A page, newest first.
   *
   * @param open only open ones
   * @param model only of this model; empty for all
   * @param beforeId only with a smaller number
   */
  List<Alarm> list(boolean open, String model, long beforeId, int limit) throws ProviderException;

  /** How many are open. */
  int open() throws ProviderException;

  List<Silence> silences() throws ProviderException;

  /** Adds a silence, and drops those that are over at {@code now}. */
  Silence add(Silence silence, long now) throws ProviderException;

  boolean removeSilence(long id) throws ProviderException;

  /**
   * Deliveries that are due, oldest first.
   *
   * @param except names of outputs whose deliveries are left out
   */
  List<Delivery> due(long now, int limit, Set<String> except) throws ProviderException;

  void settle(Delivery delivery) throws ProviderException;

  List<Delivery> deliveries(long alarm) throws ProviderException;
}
