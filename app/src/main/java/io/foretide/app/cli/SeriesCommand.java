package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import io.foretide.app.terminal.Table;
import io.foretide.core.time.Instants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code series list|exists|grade|query}. */
@Command(name = "series", description = "List, look up, grade and read series.")
final class SeriesCommand {
  @Command(name = "list", description = "List series.")
  int list(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(
              arity = "0..1",
              paramLabel = "SEARCH",
              defaultValue = "",
              description = "Part of a name.")
          String search,
      @Option(names = "--limit", defaultValue = "1000", description = "At most this many.")
          int limit)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer =
          c.client().get("/api/v1/series", Query.NONE.with("search", search).with("limit", limit));
      console.print(
          answer,
          () -> {
            Table table =
                new Table("SERIES", "GRADE", "POINTS", "FIRST", "LAST", "MODELS", "FINDING");
            for (JsonNode s : answer.path("items")) {
              table.row(
                  s.path("name").asText(),
                  Words.text(s, "grade"),
                  Words.text(s, "points"),
                  Words.text(s, "first"),
                  Words.text(s, "last"),
                  s.path("models").size(),
                  s.path("finding").asText());
            }
            String more = answer.path("next").isTextual() ? "... more; raise --limit\n" : "";
            return table.isEmpty() ? "no series\n" : table.render() + more;
          });
      return ExitCode.OK;
    }
  }

  @Command(name = "exists", description = "Tell whether a series exists (exit code 0 or 3).")
  int exists(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "SERIES", description = "Its name.") String name)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer =
          c.client().get("/api/v1/series/" + Query.segment(name) + "/exists", Query.NONE);
      boolean exists = answer.path("exists").asBoolean();
      console.print(answer, () -> exists ? "yes" : "no");
      return exists ? ExitCode.OK : ExitCode.NOT_FOUND;
    }
  }

  @Command(name = "grade", description = "Tell what a series' recent data are worth, and why.")
  int grade(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "SERIES", description = "Its name.") String name)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer =
          c.client().get("/api/v1/series/" + Query.segment(name) + "/grade", Query.NONE);
      console.print(
          answer,
          () -> {
            StringBuilder out = new StringBuilder();
            out.append(name).append(": ").append(answer.path("grade").asText()).append('\n');
            for (JsonNode f : answer.path("findings")) {
              out.append("  ")
                  .append(f.path("check").asText())
                  .append(" (")
                  .append(f.path("grade").asText())
                  .append("): ")
                  .append(f.path("message").asText())
                  .append('\n');
            }
            return out.toString();
          });
      return ExitCode.OK;
    }
  }

  @Command(name = "query", description = "Read points, or a min/max overview in buckets.")
  int query(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "SERIES", description = "Its name.") String name,
      @Option(names = "--from", defaultValue = "-1d", description = Help.TIME) String from,
      @Option(names = "--to", defaultValue = "now", description = Help.TIME) String to,
      @Option(names = "--buckets", defaultValue = "100", description = "At most this many rows.")
          int buckets,
      @Option(names = "--native", description = "Print what the backend would run instead.")
          boolean nativeRange)
      throws Exception {
    try (Connection c = connect.open(false)) {
      String path = "/api/v1/series/" + Query.segment(name);
      Query span = Query.NONE.with("from", from).with("to", to);
      if (nativeRange) {
        JsonNode answer = c.client().get(path + "/native-range", span);
        console.print(answer, () -> answer.path("text").asText() + "\n");
        return ExitCode.OK;
      }
      JsonNode answer = c.client().get(path + "/points", span.with("buckets", buckets));
      console.print(answer, () -> points(answer).render());
      return ExitCode.OK;
    }
  }

  private static Table points(JsonNode answer) {
    JsonNode times = answer.path("times");
    boolean raw = answer.path("raw").asBoolean();
    Table table = raw ? new Table("TIME", "VALUE") : new Table("TIME", "MIN", "MAX");
    for (int i = 0; i < times.size(); i++) {
      String time = Instants.format(times.path(i).asLong() * 1_000_000);
      if (raw) {
        table.row(time, Words.number(answer.path("values").path(i).asDouble(Double.NaN)));
      } else {
        table.row(
            time,
            Words.number(answer.path("min").path(i).asDouble(Double.NaN)),
            Words.number(answer.path("max").path(i).asDouble(Double.NaN)));
      }
    }
    return table;
  }
}
