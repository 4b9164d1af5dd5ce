package io.foretide.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.foretide.store.file.DatabaseFileException.Kind;
import io.foretide.store.sql.Session;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path folder;

  @Test
  void an_older_file_is_brought_to_the_newest_version() throws Exception {
    Path file = folder.resolve("old.db");
    Schema.migrate(file, "jdbc:sqlite:" + file);
    try (Session session = Database.look(file)) {
      assertThat(Schema.version(session)).isEqualTo(Schema.VERSION);
      assertThat(Health.tables(Schema.VERSION)).contains("meta", "event", "rollout");
      for (String table : Health.tables(Schema.VERSION)) {
        assertThat(session.number("SELECT count(*) FROM " + table)).isZero();
      }
    }
  }

  @Test
  void a_migration_that_was_changed_afterwards_is_refused() throws Exception {
    Path file = folder.resolve("tampered.db");
    Schema.migrate(file, "jdbc:sqlite:" + file);
    try (Session session =
        new Session(
            io.foretide.store.sql.Engine.SQLITE,
            () -> java.sql.DriverManager.getConnection("jdbc:sqlite:" + file))) {
      session.execute("UPDATE flyway_schema_history SET checksum = 5");
    }
    DatabaseFileException e =
        catchThrowableOfType(
            DatabaseFileException.class, () -> Schema.migrate(file, "jdbc:sqlite:" + file));
    assertThat(e.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(e).hasMessageContaining("restore the last backup");
  }

  @Test
  void the_scripts_are_numbered_from_one_without_a_gap() {
    for (int i = 0; i < Schema.SCRIPTS.size(); i++) {
      assertThat(Schema.SCRIPTS.get(i)).startsWith("V" + (i + 1) + "__");
    }
  }
}
