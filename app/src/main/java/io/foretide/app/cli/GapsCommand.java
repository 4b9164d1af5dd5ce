package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import io.foretide.app.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gaps}: what is due and has not ended. */
@Command(
    name = "gaps",
    description = "List due intervals that have not ended; exit code 4 if there are any.")
final class GapsCommand implements Callable<Integer> {
  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Option(names = "--model", defaultValue = "", description = "Only this model.")
  private String model = "";

  @Option(names = "--from", defaultValue = "", description = "Only after this time.")
  private String from = "";

  @Option(names = "--to", defaultValue = "", description = "Only before this time.")
  private String to = "";

  @Option(names = "--limit", defaultValue = "200", description = "At most this many.")
  private int limit;

  @Override
  public Integer call() throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer =
          c.client()
              .get(
                  "/api/v1/gaps",
                  Query.NONE
                      .with("model", model)
                      .with("from", from)
                      .with("to", to)
                      .with("limit", limit));
      console.print(answer, () -> text(answer));
      return answer.path("items").isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
  }

  private static String text(JsonNode answer) {
    Table table = new Table("MODEL", "FROM", "TO", "INTERVALS", "STATE", "WHY");
    for (JsonNode g : answer.path("items")) {
      table.row(
          g.path("model").asText(),
          Words.text(g, "from"),
          Words.text(g, "to"),
          g.path("intervals").asLong(g.path("cells").asLong()),
          Words.text(g, "state"),
          Words.text(g, "why"));
    }
    long handedOff = answer.path("handed_off").asLong();
    return (table.isEmpty() ? "nothing is missing\n" : table.render())
        + (handedOff == 0
            ? ""
            : handedOff
                + " intervals were handed to another program, which says nothing of what came of"
                + " them: that they are predicted is best effort\n");
  }
}
