package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: the life of one prediction. */
@Command(name = "explain", description = "Tell the life of one interval: what happened, and why.")
final class ExplainCommand implements Callable<Integer> {
  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Parameters(index = "0", paramLabel = "MODEL", description = "Its name.")
  private String model = "";

  @Parameters(
      arity = "0..1",
      index = "1",
      paramLabel = "TIME",
      defaultValue = "now",
      description = "An instant inside the interval (default: now).")
  private String time = "";

  @Option(names = "--at", description = "The same as TIME.")
  private @Nullable String at;

  @Override
  public Integer call() throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer =
          c.client()
              .get(
                  "/api/v1/models/" + Query.segment(model) + "/explain",
                  Query.NONE.with("at", at == null ? time : at));
      console.print(answer, () -> text(answer));
      return ExitCode.OK;
    }
  }

  private static String text(JsonNode e) {
    JsonNode interval = e.path("interval");
    StringBuilder out = new StringBuilder();
    out.append(e.path("model").asText())
        .append(", revision ")
        .append(e.path("revision").asInt())
        .append(", [")
        .append(interval.path("from").asText())
        .append(", ")
        .append(interval.path("to").asText())
        .append("): ")
        .append(e.path("state").asText().replace('_', ' '))
        .append('\n');
    out.append("due at ").append(Words.time(e, "due_at")).append('\n');
    for (JsonNode step : e.path("steps")) {
      out.append(String.format("  %-24s %s%n", Words.time(step, "time"), Words.text(step, "what")));
    }
    return out.toString();
  }
}
