package io.foretide.store.event;

import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.store.codec.DamagedException;
import io.foretide.store.codec.TextMaps;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Rows of the event log. */
public final class EventTable {
  static final String COLUMNS = "id, time, severity, kind, subject, message, details";

  private EventTable() {}

  /** Adds an event; returns its id. */
  public static long append(Session session, Event event) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO event (time, severity, kind, subject, message, details)"
                + " VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
    s.setLong(1, event.time());
    s.setInt(2, event.severity().ordinal());
    s.setString(3, event.kind());
    s.setString(4, event.subject());
    s.setString(5, event.message());
    s.setString(6, TextMaps.encode(event.details()));
    try (ResultSet r = s.executeQuery()) {
      r.next();
      return r.getLong(1);
    }
  }

  /** Sets how often an event was repeated and how many intervals it concerns by now. */
  public static void count(Session session, long id, long times, long intervals)
      throws SQLException {
    PreparedStatement s =
        session.prepare(
            switch (session.engine()) {
              case SQLITE ->
                  "UPDATE event SET details = json_set(details, '$.times', CAST(? AS TEXT),"
                      + " '$.intervals', CAST(? AS TEXT)) WHERE id = ?";
              case POSTGRESQL ->
                  "UPDATE event SET details = (CAST(details AS jsonb) || jsonb_build_object("
                      + "'times', CAST(? AS TEXT), 'intervals', CAST(? AS TEXT))) WHERE id = ?";
            });
    s.setLong(1, times);
    s.setLong(2, intervals);
    s.setLong(3, id);
    s.executeUpdate();
  }

  static Optional<Event> find(Session session, long id) throws SQLException {
    PreparedStatement s = session.prepare("SELECT " + COLUMNS + " FROM event WHERE id = ?");
    s.setLong(1, id);
    try (ResultSet r = s.executeQuery()) {
      return r.next() ? Optional.of(read(r)) : Optional.empty();
    }
  }

  static Event read(ResultSet r) throws SQLException {
    int severity = r.getInt(3);
    if (severity < 0 || severity >= Severity.values().length) {
      throw new DamagedException("event " + r.getLong(1) + " has severity " + severity);
    }
    return new Event(
        r.getLong(1),
        r.getLong(2),
        Severity.values()[severity],
        r.getString(4),
        r.getString(5),
        r.getString(6),
        TextMaps.decode(r.getString(7)));
  }
}
