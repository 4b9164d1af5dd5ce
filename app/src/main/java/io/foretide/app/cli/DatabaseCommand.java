package io.foretide.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.app.config.StoreConfig;
import io.foretide.app.serve.Databases;
import io.foretide.app.terminal.ProgressBar;
import io.foretide.app.terminal.Table;
import io.foretide.core.time.WallClock;
import io.foretide.store.PostgresStore;
import io.foretide.store.SqliteStore;
import io.foretide.store.check.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code db migrate|status|check|backup|restore}: the database file itself. */
@Command(name = "db", description = "Look after the database file.")
final class DatabaseCommand {
  @Command(name = "status", description = "Tell version, size and rows.")
  int status(@Mixin Target target, @Mixin Console console) throws Exception {
    Status status = Databases.status(present(target));
    ObjectNode out = new ObjectMapper().createObjectNode();
    out.put("file", status.place())
        .put("version", status.version())
        .put("newest_version", status.newest())
        .put("bytes", status.sizes().bytes())
        .put("log_bytes", status.sizes().logBytes())
        .put("free_bytes", status.sizes().freeBytes());
    ObjectNode rows = out.putObject("rows");
    Table table = new Table("TABLE", "ROWS");
    status.rows().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> {
          rows.put(e.getKey(), e.getValue());
          table.row(e.getKey(), e.getValue());
        });
    console.print(
        out,
        () ->
            status.place()
                + ": version "
                + status.version()
                + " of "
                + status.newest()
                + ", "
                + (status.sizes().bytes() >> 10)
                + " kB, "
                + (status.sizes().freeBytes() >> 10)
                + " kB of it free\n"
                + table.render());
    return status.version() == status.newest() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  @Command(name = "migrate", description = "Bring the database to this program's version.")
  int migrate(@Mixin Target target, @Mixin Console console) throws Exception {
    int version = Databases.migrate(target.configuration().store());
    console.print(
        new ObjectMapper().createObjectNode().put("version", version),
        () -> "the database has version " + version);
    return ExitCode.OK;
  }

  @Command(
      name = "check",
      description = "Look through the whole database; exit code 4 if something is wrong.")
  int check(@Mixin Target target, @Mixin Console console) throws Exception {
    List<String> found = LiveDatabase.check(present(target), WallClock.system());
    ArrayNode out = new ObjectMapper().createArrayNode();
    found.forEach(out::add);
    console.print(
        out, () -> found.isEmpty() ? "the database is sound" : String.join("\n", found) + "\n");
    return found.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  @Command(name = "backup", description = "Write a compact copy of the present state.")
  int backup(
      @Mixin Target target,
      @Mixin Console console,
      @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.") Path file)
      throws Exception {
    Path database = embedded(present(target), "pg_dump");
    LiveDatabase.backup(database, file);
    console.print(
        new ObjectMapper().createObjectNode().put("file", file.toString()), () -> "wrote " + file);
    return ExitCode.OK;
  }

  @Command(
      name = "restore",
      description = "Put a backup in the database's place; the old file is kept beside it.")
  int restore(
      @Mixin Target target,
      @Mixin Console console,
      @Parameters(paramLabel = "FILE", description = "The backup.") Path file)
      throws Exception {
    Path database = embedded(target.configuration().store(), "pg_restore");
    Path kept = SqliteStore.restore(file, database, WallClock.system());
    console.print(
        new ObjectMapper().createObjectNode().put("file", database.toString()),
        () ->
            "restored "
                + database
                + (kept.equals(database) ? "" : "; what was there is now " + kept));
    return ExitCode.OK;
  }

  @Command(
      name = "copy",
      description = {
        "Copy an embedded installation into the empty PostgreSQL schema that 'store' names.",
        "The file is only read; no process may write it meanwhile."
      })
  int copy(
      @Mixin Target target,
      @Mixin Console console,
      @Parameters(paramLabel = "FILE", description = "A foretide.db of this version.") Path file)
      throws Exception {
    StoreConfig store = target.configuration().store();
    if (store.postgres().isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the configuration's store is a file: set store.type: postgresql and store.url");
    }
    double total = 0;
    for (long n : SqliteStore.status(file).rows().values()) {
      total += n;
    }
    double all = Math.max(1, total);
    long rows;
    try (ProgressBar bar = ProgressBar.onError(console.err())) {
      rows =
          PostgresStore.copy(
              file, store.postgres().get(), done -> bar.show(done, all, done + " rows"));
    }
    console.print(
        new ObjectMapper().createObjectNode().put("rows", rows),
        () -> "copied " + rows + " rows; start 'foretide serve' with this configuration");
    return ExitCode.OK;
  }

  private static StoreConfig present(Target target) {
    StoreConfig store = target.configuration().store();
    if (!Databases.exists(store)) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "there is no database " + store.database() + ": use --data-dir or --config");
    }
    return store;
  }

  private static Path embedded(StoreConfig store, String instead) {
    if (store.postgres().isPresent()) {
      throw new CommandFailure(
          ExitCode.REFUSED, "the database is on a PostgreSQL server: use its " + instead);
    }
    return store.database();
  }
}
