package io.foretide.connectors.influxdb;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The names of the series, asked for again after half a minute, or at once for a name that is not
 * among them and was not sought for a few seconds. Thread-safe.
 */
final class SeriesNames {
  private static final long FRESH = 30 * Instants.SECOND;
  private static final long SOUGHT = 5 * Instants.SECOND;

  private final InfluxClient client;
  private final SensorLayout layout;
  private final WallClock clock;
  private NavigableSet<String> names = new TreeSet<>();
  private long askedAt;
  private boolean asked;

  SeriesNames(InfluxClient client, SensorLayout layout, WallClock clock) {
    this.client = client;
    this.layout = layout;
    this.clock = clock;
  }

  /** All names; the set is not changed any more. */
  synchronized NavigableSet<String> all() throws ProviderException {
    if (!asked || clock.monotonic() - askedAt > FRESH) {
      refresh();
    }
    return names;
  }

  synchronized boolean has(String name) throws ProviderException {
    if (all().contains(name)) {
      return true;
    }
    if (clock.monotonic() - askedAt > SOUGHT) {
      refresh();
    }
    return names.contains(name);
  }

  synchronized void refresh() throws ProviderException {
    NavigableSet<String> found = new TreeSet<>();
    client.query(
        "SHOW TAG VALUES FROM "
            + Influxql.name(layout.measurement())
            + " WITH KEY = "
            + Influxql.name(layout.tag()),
        new Rows() {
          @Override
          public void series(String name, Map<String, String> tags, List<String> columns) {}

          @Override
          public void number(long time, int column, double value) {}

          @Override
          public void text(int column, String value) {
            if (column == 1) {
              found.add(value);
            }
          }
        });
    names = found;
    askedAt = clock.monotonic();
    asked = true;
  }
}
