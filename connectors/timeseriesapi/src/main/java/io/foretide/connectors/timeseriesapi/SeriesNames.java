package io.foretide.connectors.timeseriesapi;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All series by name, for listing; asked for again after ten minutes. Thread-safe. */
final class SeriesNames {
  private static final long FRESH = 10 * Instants.MINUTE;

  private final TimeSeriesApi api;
  private final String facility;
  private final WallClock clock;
  private NavigableMap<String, Tag> known = new TreeMap<>();
  private long askedAt;
  private boolean asked;

  SeriesNames(TimeSeriesApi api, String facility, WallClock clock) {
    this.api = api;
    this.facility = facility;
    this.clock = clock;
  }

  /** The map is not changed any more. */
  synchronized NavigableMap<String, Tag> all() throws ProviderException {
    if (!asked || clock.monotonic() - askedAt > FRESH) {
      NavigableMap<String, Tag> found = new TreeMap<>();
      api.list(facility).forEach(t -> found.put(t.name(), t));
      known = found;
      askedAt = clock.monotonic();
      asked = true;
    }
    return known;
  }
}
