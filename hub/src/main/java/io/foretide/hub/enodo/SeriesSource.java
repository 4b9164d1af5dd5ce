package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database that the series are read from. Thread-safe. */
public interface SeriesSource {
  /** {@code siridb_host}, {@code siridb_port} and the rest; the password is never among them. */
  Map<String, @Nullable Object> settings();

  /**
   * Reads from another database, or as another user, from now on and after the next start.
   *
   * @param changed some of the settings, the password too
   * @throws ProviderException if the database does not answer; nothing is changed then
   */
  void change(Map<String, @Nullable Object> changed) throws ProviderException;

  /** Why it does not answer; empty if it does. */
  String trouble();

  /**
   * Runs a query of the database's own language that changes nothing.
   *
   * @throws ProviderException.Rejected if it is wrong, or there is no such database
   */
  @Nullable Object query(String text) throws ProviderException;
}
