package io.foretide.connectors.siridb;

import io.foretide.connectors.qpack.Item;
import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The series of a database, asked for again after half a minute, or at once for a name that is not
 * among them and was not sought for a few seconds. Thread-safe.
 */
final class SeriesList {
  /** Most names of one answer, SiriDB's usual limit. */
  private static final int MOST = 10_000;

  private static final int LONGEST_BEGINNING = 200;
  private static final long FRESH = 30 * Instants.SECOND;
  private static final long SOUGHT = 5 * Instants.SECOND;

  private final SiriClient client;
  private final WallClock clock;
  private NavigableMap<String, SeriesInfo> series = new TreeMap<>();
  private Precision precision = Precision.S;
  private long askedAt;
  private boolean asked;

  SeriesList(SiriClient client, WallClock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** All series by name; the map is not changed any more. */
  synchronized NavigableMap<String, SeriesInfo> all() throws ProviderException {
    if (!asked || clock.monotonic() - askedAt > FRESH) {
      refresh();
    }
    return series;
  }

  synchronized boolean has(String name) throws ProviderException {
    if (all().containsKey(name)) {
      return true;
    }
    if (clock.monotonic() - askedAt > SOUGHT) {
      refresh();
    }
    return series.containsKey(name);
  }

  /** The unit of the database's times. */
  synchronized Precision precision() throws ProviderException {
    if (!asked) {
      refresh();
    }
    return precision;
  }

  synchronized void refresh() throws ProviderException {
    try {
      precision = Precision.of(shown(answer("show time_precision")));
      NavigableMap<String, SeriesInfo> found = new TreeMap<>();
      list("", found);
      series = found;
    } catch (QpackException e) {
      throw new ProviderException.Transient(
          client.access().shown() + " answered in an unknown form: " + e.getMessage(), e);
    }
    askedAt = clock.monotonic();
    asked = true;
  }

  private Item.Mapping answer(String query) throws ProviderException, QpackException {
    QpackReader in = client.query(query);
    if (Item.read(in, in.next()) instanceof Item.Mapping m) {
      return m;
    }
    throw new QpackException("the answer of '" + query + "' is no map");
  }

  private static String shown(Item.Mapping answer) throws QpackException {
    if (answer.get("data").orElse(null) instanceof Item.Sequence s
        && !s.items().isEmpty()
        && s.items().getFirst() instanceof Item.Mapping m) {
      return m.get("value").map(Item::toString).orElse("");
    }
    throw new QpackException("'show' without data");
  }

  /** A beginning that too many names share is asked for sign by sign. */
  private void list(String beginning, Map<String, SeriesInfo> into)
      throws ProviderException, QpackException {
    String which = beginning.isEmpty() ? "" : " " + SiriText.beginning(beginning);
    long count =
        answer("count series" + which).get("series").orElse(null) instanceof Item.Whole w
            ? w.value()
            : 0;
    if (count == 0) {
      return;
    }
    take(answer("list series name, length, start, end" + which + " limit " + MOST), into);
    if (count > MOST && beginning.length() < LONGEST_BEGINNING) {
      for (char c = ' '; c <= '~'; c++) {
        list(beginning + c, into);
      }
    }
  }

  private void take(Item.Mapping answer, Map<String, SeriesInfo> into) throws QpackException {
    if (!(answer.get("series").orElse(null) instanceof Item.Sequence rows)) {
      throw new QpackException("'list series' without series");
    }
    for (Item row : rows.items()) {
      if (row instanceof Item.Sequence(List<Item> cells)
          && cells.size() == 4
          && cells.get(0) instanceof Item.Raw name
          && cells.get(1) instanceof Item.Whole length) {
        into.put(
            name.toString(),
            new SeriesInfo(
                name.toString(),
                length.value(),
                cells.get(2) instanceof Item.Whole w
                    ? precision.instant(w.value())
                    : Long.MAX_VALUE,
                cells.get(3) instanceof Item.Whole w
                    ? precision.instant(w.value())
                    : Long.MIN_VALUE,
                Map.of()));
      }
    }
  }
}
