package io.foretide.store.alarm;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmStore;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.alarm.Silence;
import io.foretide.core.alarm.Track;
import io.foretide.core.error.ProviderException;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Alarms in the database. Thread-safe. */
public final class SqlAlarms implements AlarmStore {
  private static final String COLUMNS = "SELECT id, version, body FROM alarm ";
  private static final String DELIVERY =
      "SELECT id, alarm, what, output, state, attempts, at, answer FROM alarm_delivery ";
  private final Writer writer;
  private final Readers readers;

  public SqlAlarms(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Optional<Alarm> write(Write w, long now) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "storing an alarm",
        session -> {
          Optional<Alarm> stored = put(session, w.alarm());
          if (stored.isEmpty()) {
            return stored;
          }
          long id = stored.get().id();
          Track track = w.track();
          if (w.key() != null && track != null) {
            put(
                session,
                w.key(),
                track.phase() == Track.Phase.OPEN ? track.with(Track.Phase.OPEN, id) : track);
          }
          for (String output : w.outputs()) {
            deliver(session, id, w.what(), output, now);
          }
          return stored;
        });
  }

  private static Optional<Alarm> put(Session session, Alarm a) throws SQLException {
    if (a.id() == 0) {
      PreparedStatement s =
          session.prepare(
              "INSERT INTO alarm (version, open, model, body, closed_at) VALUES (1, ?, ?, ?, ?)"
                  + " RETURNING id");
      s.setInt(1, a.isOpen() ? 1 : 0);
      s.setString(2, a.model());
      s.setString(3, AlarmCodec.encode(a));
      s.setLong(4, a.closedAt());
      try (ResultSet r = s.executeQuery()) {
        r.next();
        return Optional.of(a.stored(r.getLong(1), 1));
      }
    }
    PreparedStatement s =
        session.prepare(
            "UPDATE alarm SET version = version + 1, open = ?, body = ?, closed_at = ?"
                + " WHERE id = ? AND version = ?");
    s.setInt(1, a.isOpen() ? 1 : 0);
    s.setString(2, AlarmCodec.encode(a));
    s.setLong(3, a.closedAt());
    s.setLong(4, a.id());
    s.setLong(5, a.version());
    return s.executeUpdate() == 1
        ? Optional.of(a.stored(a.id(), a.version() + 1))
        : Optional.empty();
  }

  private static void put(Session session, Key key, Track track) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO alarm_track (rule, model, body) VALUES (?, ?, ?)"
                + " ON CONFLICT (rule, model) DO UPDATE SET body = excluded.body");
    s.setString(1, key.rule());
    s.setLong(2, key.model());
    s.setString(3, AlarmCodec.encode(track));
    s.executeUpdate();
  }

  private static void deliver(Session session, long alarm, String what, String output, long now)
      throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO alarm_delivery (alarm, what, output, state, attempts, at, answer)"
                + " VALUES (?, ?, ?, 'WAITING', 0, ?, '')");
    s.setLong(1, alarm);
    s.setString(2, what);
    s.setString(3, output);
    s.setLong(4, now);
    s.executeUpdate();
  }

  @Override
  public Map<Key, Track> tracks() throws ProviderException {
    return readers.read(
        "reading where alarms stand",
        session -> {
          Map<Key, Track> out = new HashMap<>();
          try (ResultSet r =
              session.prepare("SELECT rule, model, body FROM alarm_track").executeQuery()) {
            while (r.next()) {
              out.put(
                  new Key(r.getString(1), r.getLong(2)),
                  AlarmCodec.track(r.getString(1), r.getString(3)));
            }
          }
          return out;
        });
  }

  @Override
  public void save(Map<Key, Track> tracks) throws ProviderException {
    Map<Key, Track> all = Map.copyOf(tracks);
    var unused =
        writer.submit(
            Queue.CONTROL,
            "storing where alarms stand",
            session -> {
              for (Map.Entry<Key, Track> e : all.entrySet()) {
                put(session, e.getKey(), e.getValue());
              }
              return all.size();
            });
  }

  @Override
  public Optional<Alarm> find(long id) throws ProviderException {
    return readers.read(
        "reading alarm " + id,
        session -> {
          PreparedStatement s = session.prepare(COLUMNS + "WHERE id = ?");
          s.setLong(1, id);
          return all(s).stream().findFirst();
        });
  }

  @Override
  public List<Alarm> list(boolean open, String model, long beforeId, int limit)
      throws ProviderException {
    return readers.read(
        "listing alarms",
        session -> {
          PreparedStatement s =
              session.prepare(
                  COLUMNS
                      + "WHERE id < ?"
                      + (open ? " AND open = 1" : "")
                      + (model.isEmpty() ? "" : " AND model = ?")
                      + " ORDER BY id DESC LIMIT ?");
          int i = 1;
          s.setLong(i++, beforeId);
          if (!model.isEmpty()) {
            s.setString(i++, model);
          }
          s.setInt(i, limit);
          return all(s);
        });
  }

  @Override
  public int open() throws ProviderException {
    return readers.read(
        "counting open alarms",
        session -> {
          try (ResultSet r =
              session.prepare("SELECT count(*) FROM alarm WHERE open = 1").executeQuery()) {
            r.next();
            return r.getInt(1);
          }
        });
  }

  private static List<Alarm> all(PreparedStatement s) throws SQLException {
    List<Alarm> out = new ArrayList<>();
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(AlarmCodec.alarm(r.getLong(1), r.getLong(2), r.getString(3)));
      }
    }
    return out;
  }

  @Override
  public List<Silence> silences() throws ProviderException {
    return readers.read(
        "listing silences",
        session -> {
          List<Silence> out = new ArrayList<>();
          try (ResultSet r =
              session.prepare("SELECT id, body FROM alarm_silence ORDER BY id").executeQuery()) {
            while (r.next()) {
              out.add(AlarmCodec.silence(r.getLong(1), r.getString(2)));
            }
          }
          return out;
        });
  }

  @Override
  public Silence add(Silence silence, long now) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "storing a silence",
        session -> {
          PreparedStatement old = session.prepare("DELETE FROM alarm_silence WHERE until < ?");
          old.setLong(1, now);
          old.executeUpdate();
          PreparedStatement s =
              session.prepare("INSERT INTO alarm_silence (until, body) VALUES (?, ?) RETURNING id");
          s.setLong(1, silence.to());
          s.setString(2, AlarmCodec.encode(silence));
          try (ResultSet r = s.executeQuery()) {
            r.next();
            return new Silence(
                r.getLong(1),
                silence.models(),
                silence.from(),
                silence.to(),
                silence.by(),
                silence.reason());
          }
        });
  }

  @Override
  public boolean removeSilence(long id) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "ending a silence",
        session -> {
          PreparedStatement s = session.prepare("DELETE FROM alarm_silence WHERE id = ?");
          s.setLong(1, id);
          return s.executeUpdate() == 1;
        });
  }

  @Override
  public List<Delivery> due(long now, int limit, Set<String> except) throws ProviderException {
    List<String> left = List.copyOf(except);
    return readers.read(
        "listing deliveries",
        session -> {
          PreparedStatement s =
              session.prepare(
                  // One after the other for each receiver: nobody hears of an end before the start.
                  DELIVERY
                      + "AS d WHERE state = 'WAITING' AND at <= ?"
                      + " AND d.output <> ?".repeat(left.size())
                      + " AND NOT EXISTS"
                      + " (SELECT 1 FROM alarm_delivery AS e WHERE e.alarm = d.alarm"
                      + " AND e.output = d.output AND e.state = 'WAITING' AND e.id < d.id)"
                      + " ORDER BY at, id LIMIT ?");
          int i = 1;
          s.setLong(i++, now);
          for (String output : left) {
            s.setString(i++, output);
          }
          s.setInt(i, limit);
          return deliveries(s);
        });
  }

  @Override
  public void settle(Delivery d) throws ProviderException {
    var unused =
        writer.submit(
            Queue.CONTROL,
            "storing a delivery",
            session -> {
              PreparedStatement s =
                  session.prepare(
                      "UPDATE alarm_delivery SET state = ?, attempts = ?, at = ?, answer = ?"
                          + " WHERE id = ?");
              s.setString(1, d.state().name());
              s.setInt(2, d.attempts());
              s.setLong(3, d.at());
              s.setString(4, d.answer());
              s.setLong(5, d.id());
              return s.executeUpdate();
            });
  }

  @Override
  public List<Delivery> deliveries(long alarm) throws ProviderException {
    return readers.read(
        "listing deliveries",
        session -> {
          PreparedStatement s = session.prepare(DELIVERY + "WHERE alarm = ? ORDER BY id");
          s.setLong(1, alarm);
          return deliveries(s);
        });
  }

  private static List<Delivery> deliveries(PreparedStatement s) throws SQLException {
    List<Delivery> out = new ArrayList<>();
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(
            new Delivery(
                r.getLong(1),
                r.getLong(2),
                r.getString(3),
                r.getString(4),
                Delivery.State.valueOf(r.getString(5)),
                r.getInt(6),
                r.getLong(7),
                r.getString(8)));
      }
    }
    return out;
  }
}
