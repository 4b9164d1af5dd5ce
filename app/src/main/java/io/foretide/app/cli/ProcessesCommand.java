package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import io.foretide.app.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code processes}: which processes work together. */
@Command(
    name = "processes",
    description = "List the processes that work as one system, what each does and its lag.")
final class ProcessesCommand implements Callable<Integer> {
  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Override
  public Integer call() throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer = c.client().get("/api/v1/processes", Query.NONE);
      console.print(answer, () -> text(answer));
      return ExitCode.OK;
    }
  }

  private static String text(JsonNode answer) {
    Table table =
        new Table("PROCESS", "VERSION", "ROLES", "STATE", "SINCE", "SEEN", "RUNNING", "LAG S");
    for (JsonNode p : answer.path("items")) {
      List<String> roles = new ArrayList<>();
      p.path("roles").forEach(r -> roles.add(r.asText()));
      table.row(
          p.path("id").asText(),
          p.path("version").asText(),
          String.join(",", roles),
          !p.path("alive").asBoolean() ? "gone" : p.path("leader").asBoolean() ? "plans" : "alive",
          p.path("since").asText(),
          p.path("last_seen").asText(),
          p.path("running").asInt(),
          String.format(Locale.ROOT, "%.1f", p.path("lag_seconds").asDouble()));
    }
    return table.render();
  }
}
