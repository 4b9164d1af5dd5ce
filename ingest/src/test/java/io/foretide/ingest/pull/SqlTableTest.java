package io.foretide.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.ingest.FixedClock;
import io.foretide.ingest.Limits;
import io.foretide.ingest.MemorySink;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlTableTest {
  @TempDir Path folder;
  private final FixedClock clock = new FixedClock("2026-01-10T00:00:00Z");
  private final Range day =
      new Range(Instants.parse("2026-01-02T00:00:00Z"), Instants.parse("2026-01-03T00:00:00Z"));
  private String url = "";

  @BeforeEach
  void fill() throws Exception {
    url = "jdbc:sqlite:" + folder.resolve("plant.db");
    try (Connection c = DriverManager.getConnection(url);
        Statement s = c.createStatement()) {
      s.execute("CREATE TABLE wide (ts TEXT, p REAL, q INTEGER, state TEXT)");
      s.execute(
          "INSERT INTO wide VALUES ('2026-01-01T23:00:00Z', 0, 0, NULL),"
              + " ('2026-01-02T00:00:00Z', 1.5, 2, NULL), ('2026-01-02T01:00:00Z', NULL, 3, NULL),"
              + " ('2026-01-02T02:00:00Z', 9e999, 4, 'ok'), ('2026-01-03T00:00:00Z', 7, 7, NULL)");
      s.execute("CREATE TABLE long (at INTEGER, tag TEXT, v REAL)");
      s.execute(
          "INSERT INTO long VALUES (1767312000, 'a', 1), (1767315600, 'b', 2), (NULL, 'b', 3)");
      s.execute("CREATE TABLE local (ts TEXT, p REAL)");
      s.execute("INSERT INTO local VALUES ('2026-01-02 01:00:00', 5)");
    }
  }

  private SqlTable table(String query, TableColumns columns, TimeParameter form, ZoneId zone) {
    return new SqlTable(
        new SqlOptions(url, "", "", query, columns, form, zone, 20 * Instants.SECOND),
        Limits.DEFAULT,
        clock);
  }

  private static MemorySink stored(PullSource.Answer answer) throws Exception {
    MemorySink sink = new MemorySink();
    sink.write(answer.points());
    return sink;
  }

  @Test
  void a_wide_table_has_one_series_per_column() throws Exception {
    PullSource.Answer answer =
        table(
                "SELECT * FROM wide WHERE ts >= :from AND ts < :to -- not :that\n ORDER BY ts",
                new TableColumns("ts", "", "", "plant."),
                TimeParameter.ISO,
                ZoneOffset.UTC)
            .read(day);
    MemorySink sink = stored(answer);
    assertThat(sink.text("plant.p")).isEqualTo("2026-01-02T00:00:00Z=1.5");
    assertThat(sink.text("plant.q"))
        .isEqualTo("2026-01-02T00:00:00Z=2.0 2026-01-02T01:00:00Z=3.0 2026-01-02T02:00:00Z=4.0");
    assertThat(answer.counts().rejected()).as("the infinity and the text").isEqualTo(2);
    assertThat(answer.counts().skipped()).isEqualTo(3);
  }

  @Test
  void a_long_table_with_epoch_seconds_names_its_series() throws Exception {
    PullSource.Answer answer =
        table(
                "SELECT at, tag, v FROM long WHERE at >= :from AND at < :to OR at IS NULL",
                new TableColumns("at", "tag", "v", ""),
                TimeParameter.EPOCH_S,
                ZoneOffset.UTC)
            .read(day);
    assertThat(stored(answer).text("b")).isEqualTo("2026-01-02T01:00:00Z=2.0");
    assertThat(answer.counts().samples().getFirst().reason()).isEqualTo("the time is null");
  }

  @Test
  void times_without_zone_are_read_in_the_zone_that_is_set() throws Exception {
    PullSource.Answer answer =
        table(
                "SELECT * FROM local WHERE ts >= :from",
                new TableColumns("ts", "", "", ""),
                TimeParameter.SQL_TEXT,
                ZoneId.of("Europe/Berlin"))
            .read(day);
    assertThat(stored(answer).text("p")).isEqualTo("2026-01-02T00:00:00Z=5.0");
  }

  @Test
  void a_wrong_query_is_refused_and_names_the_table_but_no_secret() {
    SqlTable wrong =
        new SqlTable(
            new SqlOptions(
                url,
                "me",
                "s3cret",
                "SELECT 's3cret' FROM nowhere WHERE x > :from",
                new TableColumns("ts", "", "", ""),
                TimeParameter.ISO,
                ZoneOffset.UTC,
                Instants.MINUTE),
            Limits.DEFAULT,
            clock);
    assertThatThrownBy(() -> wrong.read(day))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("no such table: nowhere")
        .hasMessageContaining("plant.db")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void a_column_that_is_not_in_the_answer_is_named_with_those_that_are() {
    assertThatThrownBy(() ->
            table(
                    "SELECT * FROM local WHERE ts >= :from",
                    new TableColumns("time", "", "", ""),
                    TimeParameter.ISO,
                    ZoneOffset.UTC)
                .read(day))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("no time column 'time': its columns are ts, p");
  }

  @Test
  void a_call_that_does_not_end_is_given_up_after_the_timeout() {
    SqlTable endless =
        new SqlTable(
            new SqlOptions(
                url,
                "",
                "",
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
                    + " SELECT max(x) AS ts FROM n WHERE x > :from",
                new TableColumns("ts", "", "", ""),
                TimeParameter.EPOCH_NS,
                ZoneOffset.UTC,
                Instants.SECOND / 5),
            Limits.DEFAULT,
            clock);
    assertThatThrownBy(() -> endless.read(day))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("gave no answer within 200ms");
    // Nor does it work on in secret.
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(t -> t.getName().equals("pull sql"))) {
      assertThat(System.nanoTime()).as("the query goes on").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void a_query_without_from_is_refused_at_once() {
    assertThatThrownBy(() -> NamedQuery.parse("SELECT 1 WHERE ':from' = \":to\""))
        .hasMessageContaining("the query has no :from");
    assertThatThrownBy(() -> NamedQuery.parse("SELECT :form"))
        .hasMessageContaining("parameter ':form' in the query is not known");
    assertThat(NamedQuery.parse("SELECT a::text FROM t WHERE a > :from AND b < :to AND c > :from"))
        .isEqualTo(
            new NamedQuery(
                "SELECT a::text FROM t WHERE a > ? AND b < ? AND c > ?",
                java.util.List.of("from", "to", "from")));
  }
}
