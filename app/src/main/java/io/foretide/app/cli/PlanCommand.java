package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import io.foretide.app.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: what would run next, and why. */
@Command(name = "plan", description = "Show what would run next, in order, and why.")
final class PlanCommand implements Callable<Integer> {
  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Option(names = "--model", defaultValue = "", description = "Only this model.")
  private String model = "";

  @Option(names = "--limit", defaultValue = "50", description = "At most this many tasks.")
  private int limit;

  @Option(names = "--in-flight", description = "Show what is running instead.")
  private boolean inFlight;

  @Override
  public Integer call() throws Exception {
    try (Connection c = connect.open(false)) {
      Query query = Query.NONE.with("limit", limit);
      JsonNode answer =
          inFlight
              ? c.client().get("/api/v1/tasks", query)
              : c.client().get("/api/v1/plan", query.with("model", model));
      console.print(answer, () -> text(answer));
      return ExitCode.OK;
    }
  }

  private String text(JsonNode answer) {
    Table table = new Table("MODEL", "FROM", "TO", "INTERVALS", "LANE", "NOT BEFORE", "WHY");
    for (JsonNode p : answer.path("items")) {
      table.row(
          p.path("model").asText(),
          Words.text(p, "from"),
          Words.text(p, "to"),
          p.path("cells").asLong(p.path("intervals").asLong()),
          Words.text(p, "lane"),
          Words.text(p, "retry_at"),
          Words.text(p, "why"));
    }
    return table.isEmpty()
        ? (inFlight ? "nothing is in flight\n" : "nothing is to do\n")
        : table.render();
  }
}
