package io.foretide.store.process;

import io.foretide.core.process.Identity;
import io.foretide.core.process.Load;
import io.foretide.core.process.ProcessStatus;
import io.foretide.core.process.Role;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rows of processes and of the one that leads. Times are the server's, in milliseconds. */
public final class ProcessRows {
  /** Silent for this long, a process is taken for gone. */
  static final long SILENT_MILLIS = 6_000;

  /** Nobody asks for a process that was seen last this long ago. */
  private static final long KEPT_MILLIS = 3_600_000;

  private static final long MILLI = 1_000_000L;

  private ProcessRows() {}

  static long now(Session session) throws SQLException {
    PreparedStatement s =
        session.prepare("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)");
    try (ResultSet r = s.executeQuery()) {
      r.next();
      return r.getLong(1);
    }
  }

  static void seen(Session session, Identity me, Load load, long now) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO process (name, host, pid, version, roles, since, seen, running, lag)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                + " seen = excluded.seen, running = excluded.running, lag = excluded.lag");
    s.setString(1, me.name());
    s.setString(2, me.host());
    s.setLong(3, me.pid());
    s.setString(4, me.version());
    s.setString(
        5, new TreeSet<>(me.roles()).stream().map(Role::word).collect(Collectors.joining(",")));
    s.setLong(6, me.since());
    s.setLong(7, now);
    s.setLong(8, load.running());
    s.setLong(9, load.lag());
    s.executeUpdate();
  }

  /** The names of those that live. */
  static Set<String> alive(Session session, long now) throws SQLException {
    Set<String> out = new HashSet<>();
    PreparedStatement s = session.prepare("SELECT name FROM process WHERE seen > ?");
    s.setLong(1, now - SILENT_MILLIS);
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(r.getString(1));
      }
    }
    return out;
  }

  static void forgetOld(Session session, long now) throws SQLException {
    PreparedStatement s = session.prepare("DELETE FROM process WHERE seen < ?");
    s.setLong(1, now - KEPT_MILLIS);
    s.executeUpdate();
  }

  static void remove(Session session, String name) throws SQLException {
    PreparedStatement s = session.prepare("DELETE FROM process WHERE name = ?");
    s.setString(1, name);
    s.executeUpdate();
  }

  /** Keeps the lead for a while; false if it is somebody else's by now. */
  static boolean keepLead(Session session, String me, long epoch, long until) throws SQLException {
    PreparedStatement s =
        session.prepare("UPDATE leader SET until = ? WHERE one = 1 AND process = ? AND epoch = ?");
    s.setLong(1, until);
    s.setString(2, me);
    s.setLong(3, epoch);
    return s.executeUpdate() == 1;
  }

  /** Takes the lead if nobody has it; the new number, or 0. */
  static long takeLead(Session session, String me, long now, long until) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO leader (one, process, epoch, until) VALUES (1, ?, 1, ?)"
                + " ON CONFLICT (one) DO UPDATE SET process = excluded.process,"
                + " epoch = leader.epoch + 1, until = excluded.until WHERE leader.until < ?"
                + " RETURNING epoch");
    s.setString(1, me);
    s.setLong(2, until);
    s.setLong(3, now);
    try (ResultSet r = s.executeQuery()) {
      return r.next() ? r.getLong(1) : 0;
    }
  }

  /** Whether the lead is still of this number. */
  static boolean leads(Session session, String me, long epoch) throws SQLException {
    PreparedStatement s =
        session.prepare("SELECT 1 FROM leader WHERE one = 1 AND process = ? AND epoch = ?");
    s.setString(1, me);
    s.setLong(2, epoch);
    try (ResultSet r = s.executeQuery()) {
      return r.next();
    }
  }

  static List<ProcessStatus> all(Session session) throws SQLException {
    long now = now(session);
    List<ProcessStatus> out = new ArrayList<>();
    PreparedStatement s =
        session.prepare(
            "SELECT p.name, p.host, p.pid, p.version, p.roles, p.since, p.seen, p.running, p.lag,"
                + " l.until FROM process p LEFT JOIN leader l ON l.one = 1 AND l.process = p.name"
                + " ORDER BY p.since, p.name");
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        boolean alive = r.getLong(7) > now - SILENT_MILLIS;
        out.add(
            new ProcessStatus(
                new Identity(
                    r.getString(1),
                    r.getString(2),
                    r.getLong(3),
                    r.getString(4),
                    roles(r.getString(5)),
                    r.getLong(6)),
                alive && r.getLong(10) > now,
                r.getLong(7) * MILLI,
                alive,
                new Load(r.getInt(8), r.getLong(9))));
      }
    }
    return out;
  }

  /** How many live that run models. */
  public static int executors(Session session) throws SQLException {
    return (int) all(session).stream().filter(ProcessStatus::isExecutor).count();
  }

  private static Set<Role> roles(String words) {
    Set<Role> out = new HashSet<>();
    for (Role role : Role.values()) {
      if (List.of(words.split(",")).contains(role.name().toLowerCase(Locale.ROOT))) {
        out.add(role);
      }
    }
    return out;
  }
}
