package io.foretide.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.Model;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.file.DatabaseFileException.Kind;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTest {
  @TempDir Path folder;

  private static SqlStore open(Path file) throws DatabaseFileException {
    return SqliteStore.open(file, Settings.DEFAULT, WallClock.system(), new InMemoryClaims());
  }

  private static DatabaseFileException refused(Path file) {
    return catchThrowableOfType(DatabaseFileException.class, () -> open(file).close());
  }

  private Path filled() throws Exception {
    try (Fixture f = new Fixture(folder)) {
      PointBatch points = new PointBatch();
      for (int i = 0; i < 4000; i++) {
        points.add("series-" + i % 40, i, Math.sin(i));
      }
      f.store.points().write(points);
      f.predict(0, 100, 20, 0.1);
      return f.file;
    }
  }

  private static void sql(Path file, String... statements) throws Exception {
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement()) {
      for (String one : statements) {
        s.execute(one);
      }
    }
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_alone() throws Exception {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "shopping list\n".repeat(50));
    DatabaseFileException e = refused(file);
    assertThat(e.kind()).isEqualTo(Kind.NOT_A_DATABASE);
    assertThat(e).hasMessageContaining("notes.txt").hasMessageContaining("choose another file");
    assertThat(Files.readString(file)).startsWith("shopping list");
  }

  @Test
  void a_database_of_another_application_is_refused_and_left_alone() throws Exception {
    Path marked = folder.resolve("marked.db");
    sql(marked, "PRAGMA application_id = 77", "CREATE TABLE t (x)");
    assertThat(refused(marked).kind()).isEqualTo(Kind.FOREIGN);
    Path unmarked = folder.resolve("unmarked.db");
    sql(unmarked, "CREATE TABLE t (x)");
    byte[] before = Files.readAllBytes(unmarked);
    assertThat(refused(unmarked).kind()).isEqualTo(Kind.FOREIGN);
    assertThat(Files.readAllBytes(unmarked)).isEqualTo(before);
  }

  @Test
  void a_newer_schema_is_refused_by_its_version() throws Exception {
    Path file = filled();
    sql(
        file,
        "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, script, checksum,"
            + " installed_by, installed_on, execution_time, success FROM flyway_schema_history"
            + " WHERE version = '1'");
    DatabaseFileException e = refused(file);
    assertThat(e.kind()).isEqualTo(Kind.NEWER);
    assertThat(e).hasMessageContaining("version 99").hasMessageContaining("newer Foretide");
  }

  @Test
  void a_file_cut_short_is_refused_as_damaged() throws Exception {
    Path file = filled();
    try (FileChannel c = FileChannel.open(file, StandardOpenOption.WRITE)) {
      c.truncate(c.size() - 5 * 4096);
    }
    DatabaseFileException e = refused(file);
    assertThat(e.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(e).hasMessageContaining("restore the last backup");
  }

  @Test
  void a_file_overwritten_in_the_middle_is_refused_as_damaged() throws Exception {
    Path file = filled();
    overwrite(file);
    assertThat(refused(file).kind()).isEqualTo(Kind.DAMAGED);
    assertThat(SqliteStore.check(file, WallClock.system())).isNotEmpty();
  }

  private static void overwrite(Path file) throws Exception {
    try (FileChannel c = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = 4 * 4096; at < c.size(); at += 4096) {
        c.write(ByteBuffer.wrap("damage".repeat(600).getBytes(UTF_8)), at);
      }
    }
  }

  @Test
  void a_folder_in_place_of_the_file_is_refused() throws Exception {
    Path file = Files.createDirectory(folder.resolve("data.db"));
    assertThat(refused(file).kind()).isEqualTo(Kind.NO_ACCESS);
  }

  @Test
  void a_second_process_is_kept_away_and_told_the_first_ones_number() throws Exception {
    try (Fixture f = new Fixture(folder)) {
      DatabaseFileException e = refused(f.file);
      assertThat(e.kind()).isEqualTo(Kind.IN_USE);
      assertThat(e).hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    open(folder.resolve("foretide.db")).close();
  }

  @Test
  void a_second_opening_does_not_migrate_again_and_keeps_everything() throws Exception {
    Path file = filled();
    try (SqlStore store = open(file)) {
      assertThat(store.status().version()).isEqualTo(store.status().newest());
      assertThat(store.status().rows()).containsEntry("series", 40L);
      assertThat(store.check()).isEmpty();
    }
    assertThat(SqliteStore.migrate(file)).isEqualTo(SqliteStore.status(file).newest());
    assertThat(SqliteStore.status(file).rows()).containsEntry("prediction", 100L);
  }

  @Test
  void a_file_of_the_first_version_is_moved_forward_at_start_and_keeps_everything()
      throws Exception {
    Path file = filled();
    sql(
        file,
        "DROP TABLE rollout",
        "DROP TABLE artifact",
        "DROP TABLE training_demand",
        "DROP TABLE alarm",
        "DROP TABLE alarm_track",
        "DROP TABLE alarm_silence",
        "DROP TABLE alarm_delivery",
        "DROP TABLE turn",
        "DROP TABLE claim",
        "DROP TABLE leader",
        "DROP TABLE process",
        "DROP TABLE queued_task",
        "ALTER TABLE coverage DROP COLUMN handed_off",
        "DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) > 1");
    assertThat(SqliteStore.status(file).version()).isEqualTo(1);
    try (SqlStore store = open(file)) {
      assertThat(store.status().version()).isEqualTo(store.status().newest());
      assertThat(store.status().rows()).containsEntry("series", 40L);
      assertThat(store.status().rows()).containsEntry("prediction", 100L);
      assertThat(store.rollouts().list(false, 10)).isEmpty();
      assertThat(store.check()).isEmpty();
    }
  }

  @Test
  void a_check_finds_what_a_revision_learned_gone_or_changed() throws Exception {
    Path file = folder.resolve("foretide.db");
    try (Fixture f = new Fixture(folder)) {
      Model m = f.store.models().create(Fixture.model("m"));
      Task task = new Task(1, m.id(), Task.TRAINING, new Range(0, 1), 0, 1, Lane.TRAINING, 0);
      f.claims.put(task, Long.MAX_VALUE);
      f.store
          .trainings()
          .commit(
              task, TrainingsTest.trained(m, 100, f.now.get()), TrainingsTest.LEARNED, List.of());
    }
    sql(file, "UPDATE artifact SET data = x'ff'");
    try (SqlStore store = open(file)) {
      assertThat(store.check()).anyMatch(s -> s.contains("model 'm' revision 2"));
    }
    sql(file, "DELETE FROM artifact");
    try (SqlStore store = open(file)) {
      assertThat(store.check()).anyMatch(s -> s.contains("is not stored"));
    }
  }

  @Test
  void a_new_file_has_the_history_that_flyway_would_have_written() throws Exception {
    Path file = filled();
    Flyway flyway =
        Flyway.configure()
            .dataSource("jdbc:sqlite:" + file, null, null)
            .locations("classpath:io/foretide/store/migration")
            .load();
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    assertThat(flyway.migrate().migrationsExecuted).isZero();
    Path other = folder.resolve("by-flyway.db");
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + other, null, null)
        .locations("classpath:io/foretide/store/migration")
        .load()
        .migrate();
    assertThat(tables(file)).isEqualTo(tables(other)).isNotEmpty();
  }

  private static List<String> tables(Path file) throws Exception {
    List<String> out = new ArrayList<>();
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery("SELECT name, sql FROM sqlite_schema ORDER BY type, name")) {
      while (r.next()) {
        String sql = r.getString(2);
        out.add(r.getString(1) + ": " + (sql == null ? "" : sql.replaceAll("\\s+", " ")));
      }
    }
    return out;
  }

  @Test
  void a_backup_taken_while_work_goes_on_can_be_restored() throws Exception {
    Path backup = folder.resolve("backups/one.db");
    Path file;
    try (Fixture f = new Fixture(folder)) {
      file = f.file;
      f.point("a", 1, 1);
      f.predict(0, 10, 2, 1);
      f.store.backup(backup);
      f.point("a", 2, 2);
      assertThat(
              catchThrowableOfType(DatabaseFileException.class, () -> f.store.backup(backup))
                  .getMessage())
          .contains("exists already");
      assertThat(
              catchThrowableOfType(
                      DatabaseFileException.class,
                      () -> SqliteStore.restore(backup, f.file, WallClock.system()))
                  .kind())
          .isEqualTo(Kind.IN_USE);
    }
    Path aside = SqliteStore.restore(backup, file, WallClock.system());
    try (SqlStore store = open(file)) {
      assertThat(store.points().find("a").orElseThrow().points()).isEqualTo(1);
      assertThat(store.check()).isEmpty();
    }
    try (SqlStore store = open(aside)) {
      assertThat(store.points().find("a").orElseThrow().points()).isEqualTo(2);
    }
  }

  @Test
  void a_damaged_or_missing_backup_is_not_restored_and_the_database_stays() throws Exception {
    Path file = filled();
    Path bad = folder.resolve("bad.db");
    Files.copy(file, bad);
    overwrite(bad);
    assertThat(
            catchThrowableOfType(
                    DatabaseFileException.class,
                    () -> SqliteStore.restore(bad, file, WallClock.system()))
                .kind())
        .isEqualTo(Kind.DAMAGED);
    assertThat(
            catchThrowableOfType(
                    DatabaseFileException.class,
                    () -> SqliteStore.restore(folder.resolve("none.db"), file, WallClock.system()))
                .kind())
        .isEqualTo(Kind.MISSING);
    open(file).close();
  }

  @Test
  void our_own_promises_are_checked() throws Exception {
    Path file;
    try (Fixture f = new Fixture(folder)) {
      file = f.file;
      f.store.models().create(Fixture.model("m"));
      f.now.set(200 * Fixture.MINUTE);
      f.predict(100, 110, 2, 1);
      PointBatch points = new PointBatch();
      for (int i = 0; i < 3000; i++) {
        points.add("a", i, i);
      }
      f.store.points().write(points);
    }
    assertThat(SqliteStore.check(file, clockAt(200))).isEmpty();
    sql(
        file,
        "UPDATE coverage SET empty = 3",
        "DELETE FROM prediction WHERE origin = " + 105 * Fixture.MINUTE,
        "UPDATE point_chunk SET last = last + 5000 WHERE first = 0",
        "UPDATE series SET points = 7");
    List<String> found = SqliteStore.check(file, clockAt(200));
    assertThat(found)
        .anyMatch(s -> s.contains("counts 3 cells as empty, holds 0"))
        .anyMatch(s -> s.contains("interval 104 is predicted but has no rows"))
        .anyMatch(s -> s.contains("does not reach"))
        .anyMatch(s -> s.contains("overlaps"))
        .anyMatch(s -> s.contains("counts 7 points, holds 3000"));
  }

  private static WallClock clockAt(long minute) {
    return new WallClock() {
      @Override
      public long now() {
        return minute * Fixture.MINUTE;
      }

      @Override
      public long monotonic() {
        return 0;
      }
    };
  }

  @Test
  void values_of_the_store_itself_survive_a_restart() throws Exception {
    try (Fixture f = new Fixture(folder)) {
      assertThat(f.store.meta().clockMemory().load()).isEqualTo(Long.MIN_VALUE);
      f.store.meta().clockMemory().save(42);
      f.store.meta().put("instance", "abc");
      f.reopen();
      assertThat(f.store.meta().clockMemory().load()).isEqualTo(42);
      assertThat(f.store.meta().get("instance")).contains("abc");
    }
  }
}
