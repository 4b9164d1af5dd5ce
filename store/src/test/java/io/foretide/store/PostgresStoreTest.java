package io.foretide.store;

import static io.foretide.store.Fixture.MINUTE;
import static io.foretide.store.Fixture.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.postgres.PostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to PostgreSQL; all else is tested with both engines in the other classes. */
class PostgresStoreTest {
  private static final String ODD = "tab\t line\n return\r back\\slash \\N \\. \u00e9\u6d77";

  @TempDir Path folder;

  private static SqlStore open(PostgresSettings where) throws DatabaseFileException {
    return PostgresStore.open(where, Settings.DEFAULT, WallClock.system());
  }

  private static FrameQuery query(String series, long from, long to) {
    return new FrameQuery(List.of(series), new Range(from, to), 0, Aggregation.MEAN);
  }

  @Test
  void an_embedded_installation_moves_over_with_every_row_and_goes_on() throws Exception {
    PostgresSettings where = PostgresServer.schema();
    try (Fixture f = new Fixture(folder)) {
      f.store.models().create(Fixture.model("m"));
      f.predict(0, 50, 3, 1.5);
      for (int i = 0; i < 100; i++) {
        f.point("flow", i * MINUTE, i / 4.0);
      }
      f.store.meta().put("clock", "7");
      f.store.meta().put("odd", ODD);
    }
    List<Long> told = new ArrayList<>();
    long rows = PostgresStore.copy(folder.resolve("foretide.db"), where, told::add);
    assertThat(rows).isGreaterThan(50);
    assertThat(told).endsWith(rows);
    assertThat(PostgresStore.status(where).rows())
        .isEqualTo(SqliteStore.status(folder.resolve("foretide.db")).rows());
    try (SqlStore store = open(where)) {
      assertThat(store.models().findByName("m")).isPresent();
      assertThat(store.models().create(Fixture.model("n")).id().value()).isEqualTo(2);
      assertThat(store.meta().get("clock")).contains("7");
      assertThat(store.meta().get("odd")).contains(ODD);
      assertThat(store.predictions().origin(MODEL, 10 * MINUTE)).isPresent();
      assertThat(store.points().read(query("flow", 0, 100 * MINUTE)).column(0)[99])
          .isEqualTo(99 / 4.0);
      assertThat(store.check()).isEmpty();
    }
    assertThatThrownBy(() -> PostgresStore.copy(folder.resolve("foretide.db"), where, told::add))
        .isInstanceOf(DatabaseFileException.class)
        .hasMessageContaining("is not empty");
  }

  @Test
  void points_of_an_older_version_move_into_partitions() throws Exception {
    PostgresSettings where = PostgresServer.schema();
    try (SqlStore store = open(where)) {
      for (int i = 0; i < 40; i++) {
        write(store, "series-" + i, 100);
      }
    }
    sql(
        where,
        "CREATE TABLE whole AS SELECT * FROM point_chunk",
        "DROP TABLE point_chunk",
        "ALTER TABLE whole RENAME TO point_chunk",
        "ALTER TABLE point_chunk ADD PRIMARY KEY (series, first)",
        "ALTER TABLE coverage DROP COLUMN handed_off",
        "DELETE FROM flyway_schema_history WHERE version = '7'");
    try (SqlStore store = open(where)) {
      assertThat(store.check()).isEmpty();
      assertThat(store.points().read(query("series-7", 0, 100 * MINUTE)).rows()).isEqualTo(100);
      write(store, "series-7", 150);
      assertThat(store.points().read(query("series-7", 0, 200 * MINUTE)).rows()).isEqualTo(150);
    }
    sql(
        where,
        "DO $$ BEGIN ASSERT (SELECT count(DISTINCT tableoid) FROM point_chunk) > 4,"
            + " 'points lie in few partitions'; END $$");
  }

  private static void write(SqlStore store, String series, int points) throws Exception {
    PointBatch batch = new PointBatch();
    for (int i = 0; i < points; i++) {
      batch.add(series, i * MINUTE, i);
    }
    store.points().write(batch);
  }

  private static void sql(PostgresSettings where, String... statements) throws Exception {
    try (Connection c =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:"
                    + where.port()
                    + "/postgres?currentSchema="
                    + where.schema(),
                "postgres",
                "postgres");
        Statement s = c.createStatement()) {
      for (String text : statements) {
        s.execute(text);
      }
    }
  }

  @Test
  void a_process_that_wants_to_be_alone_is_refused_while_another_is_there() throws Exception {
    PostgresSettings where = PostgresServer.schema();
    try (SqlStore first = open(where)) {
      assertThat(first.models().findByName("m")).isEmpty();
      assertThatThrownBy(() -> PostgresStore.migrate(where))
          .isInstanceOf(DatabaseFileException.class)
          .hasMessageContaining("is used by another Foretide");
    }
    open(where).close();
  }

  @Test
  void lost_connections_are_an_outage_that_ends_by_itself() throws Exception {
    PostgresSettings where = PostgresServer.schema();
    try (SqlStore store = open(where)) {
      store.meta().put("a", "1");
      terminate(where);
      int tries = 1;
      while (tries < 20 && !put(store)) {
        tries++;
      }
      assertThat(tries).as("the writer and every reader may notice once").isBetween(2, 6);
      assertThat(store.meta().get("a")).contains("2");
      assertThat(store.trouble()).isNull();
    }
  }

  private static boolean put(SqlStore store) throws ProviderException {
    try {
      store.meta().put("a", "2");
      return store.meta().get("a").isPresent();
    } catch (ProviderException.Transient e) {
      assertThat(e).hasMessageContaining("work goes on by itself");
      return false;
    }
  }

  /** Ends the store's connections but for the one that holds the schema. */
  private static void terminate(PostgresSettings where) throws Exception {
    try (Connection c =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + where.port() + "/postgres",
                "postgres",
                "postgres");
        PreparedStatement s =
            c.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name IN ('foretide reader', 'foretide writer')")) {
      s.executeQuery();
    }
  }

  @Test
  void a_server_that_cannot_be_used_is_named_without_secrets() {
    PostgresSettings w = PostgresServer.schema();
    PostgresSettings silent =
        new PostgresSettings(
            "localhost", 1, "plant", "foretide", "operator", new Secret("hush"), false);
    assertThatThrownBy(() -> open(silent))
        .isInstanceOf(DatabaseFileException.class)
        .hasMessageContaining("postgresql://localhost:1/plant")
        .hasMessageContaining("check that the server runs")
        .hasMessageNotContaining("hush");
    PostgresSettings nobody =
        new PostgresSettings(
            w.host(), w.port(), "nowhere", "foretide", "postgres", new Secret("hush"), false);
    assertThatThrownBy(() -> open(nobody))
        .isInstanceOf(DatabaseFileException.class)
        .hasMessageContaining("nowhere")
        .hasMessageNotContaining("hush");
  }
}
