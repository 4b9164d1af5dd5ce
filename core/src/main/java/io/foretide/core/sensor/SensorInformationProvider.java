package io.foretide.core.sensor;

import io.foretide.core.error.ProviderException;
import java.util.List;
import java.util.Optional;

/** Which series exist. Thread-safe; calls may block up to the provider's timeout. */
public interface SensorInformationProvider {
  /**
   * A page of series by name.
   *
   * @param search part of a name, any case; empty for all
   * @param after only names after this one in order; empty for the first page
   * @param limit at most this many, 1 to 10,000
   */
  List<SeriesInfo> list(String search, String after, int limit) throws ProviderException;

  Optional<SeriesInfo> find(String name) throws ProviderException;

  default boolean exists(String name) throws ProviderException {
    return find(name).isPresent();
  }

  /** How many series there are. */
  long count() throws ProviderException;
}
