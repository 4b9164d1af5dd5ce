package io.foretide.connectors.siridb;

import io.foretide.connectors.qpack.QpackException;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Selects points in pieces that stay below SiriDB's limit of points in one answer. */
final class Selection {
  /** SiriDB's usual limit is a million. */
  private static final long MOST = 900_000;

  private final SiriClient client;

  Selection(SiriClient client) {
    this.client = client;
  }

  /**
   * The points of some series with {@code from <= time < to}, in the database's unit.
   *
   * @return by series, rising; a series without points may be absent
   */
  Map<String, PointColumn> between(List<String> series, long from, long to)
      throws ProviderException {
    Map<String, PointColumn> out = new HashMap<>();
    if (from < to) {
      add(SiriText.names(series), from, to, out);
    }
    return out;
  }

  private void add(String names, long from, long to, Map<String, PointColumn> out)
      throws ProviderException {
    String span = " from " + names + " between " + from + " and " + to;
    long points = 0;
    for (PointColumn c : select("select count()" + span).values()) {
      points += c.size() > 0 ? (long) c.values()[c.size() - 1] : 0;
    }
    if (points == 0) {
      return;
    }
    if (points > MOST && to - from > 1) {
      long middle = from + (to - from) / 2;
      add(names, from, middle, out);
      add(names, middle, to, out);
      return;
    }
    select("select *" + span)
        .forEach((name, more) -> {
          PointColumn all = out.computeIfAbsent(name, n -> new PointColumn());
          for (int i = 0; i < more.size(); i++) {
            all.add(more.times()[i], more.values()[i]);
          }
        });
  }

  /** The points that a query selects. */
  Map<String, PointColumn> select(String query) throws ProviderException {
    try {
      return SiriPoints.read(client.query(query));
    } catch (QpackException e) {
      throw new ProviderException.Transient(
          client.access().shown()
              + " answered "
              + SiriClient.cut(query)
              + " in an unknown form: "
              + e.getMessage(),
          e);
    }
  }
}
