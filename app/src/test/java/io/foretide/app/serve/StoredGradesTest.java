package io.foretide.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.store.Settings;
import io.foretide.store.SqlStore;
import io.foretide.store.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredGradesTest {
  @TempDir Path folder;

  private SqlStore open() throws Exception {
    return SqliteStore.open(
        folder.resolve("a.db"), Settings.DEFAULT, WallClock.system(), new InMemoryClaims());
  }

  /** Judges all series as a service does after a start. */
  private static void judge(SqlStore store) throws Exception {
    SensorGrades grades =
        new SensorGrades(
            store.points(),
            store.points(),
            store.events(),
            WallClock.system(),
            new StoredGrades(store.meta()));
    assertThat(grades.round(10)).isEqualTo(2);
  }

  /** What was told about grades before the store was opened. */
  private static List<String> told(SqlStore store) throws Exception {
    return store.events().list(EventLog.Filter.latest(10)).stream().map(Event::message).toList();
  }

  /** Sixteen hours of whole and half numbers; of the last eight, the same if it is stuck. */
  private static void points(SqlStore store, String series, boolean stuck) throws Exception {
    long now = WallClock.system().now() / Instants.MINUTE * Instants.MINUTE;
    PointBatch batch = new PointBatch();
    for (int i = 0; i < 1000; i++) {
      double value = stuck && i > 500 ? 5.5 : (i * 7919) % 101 / 2.0;
      batch.add(series, now - (1000 - i) * Instants.MINUTE, value);
    }
    store.points().write(batch);
  }

  @Test
  void a_bad_series_is_told_once_over_restarts_and_its_recovery_too() throws Exception {
    try (SqlStore store = open()) {
      points(store, "stuck", true);
      points(store, "lively", false);
      judge(store);
    }
    try (SqlStore store = open()) {
      assertThat(told(store)).singleElement().asString().contains("'stuck'");
      judge(store);
    }
    try (SqlStore store = open()) {
      assertThat(told(store)).as("nothing new").hasSize(1);
      points(store, "stuck", false);
      judge(store);
    }
    try (SqlStore store = open()) {
      assertThat(told(store)).hasSize(2).first().asString().contains("'stuck'", "again");
      judge(store);
    }
    try (SqlStore store = open()) {
      assertThat(told(store)).as("nothing new").hasSize(2);
    }
  }
}
