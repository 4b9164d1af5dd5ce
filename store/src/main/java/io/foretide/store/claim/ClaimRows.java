package io.foretide.store.claim;

import io.foretide.core.task.Claim;
import io.foretide.store.codec.Bytes;
import io.foretide.store.codec.Reader;
import io.foretide.store.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Rows of claims. */
final class ClaimRows {
  private ClaimRows() {}

  static List<Claim> all(Session session) throws SQLException {
    List<Claim> out = new ArrayList<>();
    try (ResultSet r = session.prepare("SELECT body FROM claim ORDER BY number").executeQuery()) {
      while (r.next()) {
        out.add(TaskCodec.claim(new Reader(r.getBytes(1))));
      }
    }
    return out;
  }

  static void put(Session session, Collection<Claim> claims) throws SQLException {
    for (Claim c : claims) {
      Bytes body = new Bytes(64);
      TaskCodec.put(body, c);
      byte[] bytes = body.toArray();
      session.later(
          "INSERT INTO claim (number, model, revision, generation, owner, deadline, body)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET"
              + " generation = excluded.generation, owner = excluded.owner,"
              + " deadline = excluded.deadline, body = excluded.body",
          s -> {
            s.setLong(1, c.task().claim());
            s.setLong(2, c.task().model().value());
            s.setInt(3, c.task().revision());
            s.setLong(4, c.task().generation());
            s.setString(5, c.owner());
            s.setLong(6, c.deadline());
            s.setBytes(7, bytes);
          });
    }
  }

  static void remove(Session session, Collection<Long> numbers) throws SQLException {
    for (long n : numbers) {
      session.later("DELETE FROM claim WHERE number = ?", s -> s.setLong(1, n));
    }
  }
}
