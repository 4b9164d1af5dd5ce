package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import io.foretide.app.terminal.Table;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code capacity}: what the models need of this machine. */
@Command(
    name = "capacity",
    description = {
      "Tell what the models need of this machine: computing threads, memory, storage, by rates that",
      "are measured with a few intervals of each method. Exit code 4 if it cannot keep up."
    })
final class CapacityCommand implements Callable<Integer> {
  private static final double MB = 1024 * 1024;

  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Option(names = "--limit", defaultValue = "20", description = "At most this many models.")
  private int limit;

  @Override
  public Integer call() throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer = c.client().get("/api/v1/capacity", Query.NONE.with("limit", limit));
      console.print(answer, () -> text(answer));
      return answer.path("problem").asText().isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
  }

  private static String text(JsonNode a) {
    Table table =
        new Table("MODEL", "METHOD", "INTERVALS/DAY", "S/INTERVAL", "THREADS", "KB", "MB/DAY");
    for (JsonNode m : a.path("items")) {
      table.row(
          m.path("model").asText(),
          m.path("method").asText(),
          text("%.0f", m.path("intervals_per_day").asDouble()),
          m.path("seconds_per_interval").isNull()
              ? "not measured"
              : text("%.5f", m.path("seconds_per_interval").asDouble()),
          text("%.4f", m.path("threads_busy").asDouble()),
          text("%.0f", m.path("memory_bytes").asDouble() / 1024),
          text("%.3f", m.path("database_bytes_per_day").asDouble() / MB));
    }
    String problem = a.path("problem").asText();
    return (table.isEmpty() ? "" : table.render() + "\n")
        + text(
            "%d models keep %.3f of %d computing threads busy, %.1f MB of %.0f MB in memory, and add"
                + " %.1f MB a day to the database\n",
            a.path("models").asInt(),
            a.path("threads_busy").asDouble(),
            a.path("threads").asInt(),
            a.path("memory_bytes").asDouble() / MB,
            a.path("heap_bytes").asDouble() / MB,
            a.path("database_bytes_per_day").asDouble() / MB)
        + (problem.isEmpty() ? "this machine keeps up\n" : "CANNOT KEEP UP: " + problem + "\n");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
