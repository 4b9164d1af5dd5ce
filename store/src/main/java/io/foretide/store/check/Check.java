package io.foretide.store.check;

import io.foretide.store.sql.Engine;
import io.foretide.store.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks through a whole database: the engine's own check, then what Foretide promises. */
public final class Check {
  /** No more findings than this. */
  public static final int MOST = 100;

  private Check() {}

  /**
   * All findings, one sentence each; empty if the database is sound.
   *
   * @param now the present, epoch nanoseconds: some rows may be missing by age
   */
  public static List<String> run(Session session, long now) throws SQLException {
    List<String> found = new ArrayList<>();
    if (session.engine() == Engine.SQLITE) {
      file(session, found);
    }
    if (found.isEmpty()) {
      CoverageCheck.run(session, now, found);
      PointCheck.run(session, found);
      TrainingCheck.run(session, found);
    }
    return found.subList(0, Math.min(MOST, found.size()));
  }

  private static void file(Session session, List<String> found) throws SQLException {
    try (ResultSet r = session.prepare("PRAGMA integrity_check(" + MOST + ")").executeQuery()) {
      while (r.next()) {
        String text = r.getString(1);
        if (!"ok".equals(text)) {
          found.add("file: " + text);
        }
      }
    }
  }
}
