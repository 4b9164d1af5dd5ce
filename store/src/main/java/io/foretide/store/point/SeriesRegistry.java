package io.foretide.store.point;

import io.foretide.core.sensor.SeriesInfo;
import io.foretide.store.codec.Cells;
import io.foretide.store.codec.DamagedException;
import io.foretide.store.codec.Reader;
import io.foretide.store.codec.TextMaps;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.GroupState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * All series, in memory. Reading is thread-safe; changes are made on the writer's thread and seen
 * by readers once they are durable.
 */
final class SeriesRegistry implements GroupState {
  private static final int CREATED = 0;
  private static final int DESCRIBED = 1;
  private static final int TOTALS = 2;

  private final ConcurrentSkipListMap<String, Series> published = new ConcurrentSkipListMap<>();
  private final Map<String, Series> created = new HashMap<>();
  private final Set<Series> touched = new HashSet<>();
  private final Map<Long, Series> byId = new HashMap<>();
  private final Feed feed;

  SeriesRegistry(Feed feed) {
    this.feed = feed;
    feed.follow(Topic.SERIES, (in, _) -> follow(in));
  }

  private void follow(Reader in) {
    long id = in.getUnsigned();
    Series series = byId.get(id);
    switch (in.get()) {
      case CREATED -> known(new Series(id, Cells.text(in), Map.of(), Series.View.EMPTY));
      case DESCRIBED -> {
        if (series != null) {
          series.attributes = TextMaps.decode(Cells.text(in));
        }
      }
      default -> {
        boolean packed = in.get() == 1;
        if (series != null) {
          Points buffer = packed ? Points.NONE : series.view.buffer();
          publish(
              series, new Series.View(buffer, in.getUnsigned(), in.getSigned(), in.getSigned()));
        }
      }
    }
  }

  private void known(Series series) {
    published.put(series.name, series);
    byId.put(series.id, series);
  }

  /** A durable series by its number. */
  @Nullable Series find(long id) {
    return byId.get(id);
  }

  /** Sets what another process made of a series. */
  void publish(Series series, Series.View view) {
    series.pending = view;
    series.view = view;
  }

  /** Tells the others of a series' attributes. */
  void sayDescribed(long id, String attributes) {
    feed.say(
        Topic.SERIES,
        out -> {
          out.putUnsigned(id);
          out.put(DESCRIBED);
          Cells.put(out, attributes);
        });
  }

  /** Tells the others of a series' totals, and whether its buffer was packed. */
  void sayTotals(long id, Series.View view, boolean packed) {
    feed.say(
        Topic.SERIES,
        out -> {
          out.putUnsigned(id);
          out.put(TOTALS);
          out.put(packed ? 1 : 0);
          out.putUnsigned(view.points());
          out.putSigned(view.first());
          out.putSigned(view.last());
        });
  }

  /** Reads all series, in place of those known. */
  void load(Session session) throws SQLException {
    published.clear();
    byId.clear();
    PreparedStatement s =
        session.prepare("SELECT id, name, points, first, last, attributes FROM series");
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        Series series =
            new Series(
                r.getLong(1),
                r.getString(2),
                TextMaps.decode(r.getString(6)),
                new Series.View(Points.NONE, r.getLong(3), r.getLong(4), r.getLong(5)));
        known(series);
      }
    }
  }

  /** A durable series. */
  @Nullable Series find(String name) {
    return published.get(name);
  }

  long count() {
    return published.size();
  }

  Collection<Series> all() {
    return published.values();
  }

  List<SeriesInfo> list(String search, String after, int limit) {
    String wanted = search.toLowerCase(Locale.ROOT);
    List<SeriesInfo> out = new ArrayList<>();
    for (Series s : published.tailMap(after, false).values()) {
      if (out.size() >= limit) {
        break;
      }
      if (wanted.isEmpty() || s.name.toLowerCase(Locale.ROOT).contains(wanted)) {
        out.add(s.info());
      }
    }
    return out;
  }

  /** A series as the running transaction knows it. Writer's thread. */
  @Nullable Series pending(String name) {
    Series known = published.get(name);
    return known != null ? known : created.get(name);
  }

  /** Adds a row for a new series, which is known once {@link #add} is called. */
  static Series create(Session session, String name) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO series (name, points, first, last, attributes)"
                + " VALUES (?, 0, ?, ?, '{}') RETURNING id");
    s.setString(1, name);
    s.setLong(2, Long.MAX_VALUE);
    s.setLong(3, Long.MIN_VALUE);
    try (ResultSet r = s.executeQuery()) {
      r.next();
      return new Series(r.getLong(1), name, Map.of(), Series.View.EMPTY);
    }
  }

  /** Makes a created series known to the rest of the transaction. */
  void add(Series series) {
    created.put(series.name, series);
    feed.say(
        Topic.SERIES,
        out -> {
          out.putUnsigned(series.id);
          out.put(CREATED);
          Cells.put(out, series.name);
        });
  }

  /** Sets what the transaction made of a series. */
  void set(Series series, Series.View view) {
    series.pending = view;
    touched.add(series);
  }

  /** Writes a series' totals. */
  static void save(Session session, Series series, Series.View view) throws SQLException {
    PreparedStatement s =
        session.prepare("UPDATE series SET points = ?, first = ?, last = ? WHERE id = ?");
    s.setLong(1, view.points());
    s.setLong(2, view.first());
    s.setLong(3, view.last());
    s.setLong(4, series.id);
    if (s.executeUpdate() != 1) {
      throw new DamagedException("series '" + series.name + "' has lost its row");
    }
  }

  @Override
  public void flush(Session session) {
    // Totals are written when points are packed; until then the log can tell them again.
  }

  @Override
  public void committed() {
    for (Series s : touched) {
      s.view = s.pending;
    }
    touched.clear();
    created.values().forEach(this::known);
    created.clear();
  }

  @Override
  public void rolledBack() {
    for (Series s : touched) {
      s.pending = s.view;
    }
    touched.clear();
    created.clear();
  }
}
