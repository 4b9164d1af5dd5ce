package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import io.foretide.app.terminal.Table;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict}: one model over one range, nothing stored. */
@Command(name = "predict", description = "Run a model over a range and print it; stores nothing.")
class PredictCommand implements Callable<Integer> {
  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Parameters(paramLabel = "MODEL", description = "Its name.")
  private String model = "";

  @Option(names = "--from", required = true, description = "ISO time, or relative such as -1h.")
  private String from = "";

  @Option(names = "--to", defaultValue = "now", description = Help.TIME)
  private String to = "";

  @Option(names = "--format", defaultValue = "table", description = "table, csv or json.")
  private String format = "";

  @Override
  public Integer call() throws Exception {
    if (!List.of("table", "csv", "json").contains(format)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--format '" + format + "': expected table, csv or json");
    }
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("from", from);
    range.put("to", to);
    try (Connection c = connect.open(false)) {
      JsonNode rows = c.client().post("/api/v1/models/" + Query.segment(model) + "/predict", range);
      if (format.equals("json")) {
        console.out().println(rows);
        console.out().flush();
      } else {
        console.print(rows, () -> format.equals("csv") ? csv(rows) : table(rows).render());
      }
      return ExitCode.OK;
    }
  }

  private static List<String> titles(JsonNode rows) {
    List<String> titles = new ArrayList<>(List.of("time"));
    rows.path("columns").fieldNames().forEachRemaining(titles::add);
    return titles;
  }

  private static List<String> row(JsonNode rows, int i) {
    List<String> row = new ArrayList<>();
    row.add(Instants.format(rows.path("times").path(i).asLong() * 1_000_000));
    rows.path("columns")
        .forEach(column -> row.add(Words.number(column.path(i).asDouble(Double.NaN))));
    return row;
  }

  private static Table table(JsonNode rows) {
    Table table =
        new Table(
            titles(rows).stream().map(t -> t.toUpperCase(Locale.ROOT)).toArray(String[]::new));
    for (int i = 0; i < rows.path("times").size(); i++) {
      table.row(row(rows, i).toArray());
    }
    return table;
  }

  private static String csv(JsonNode rows) {
    StringBuilder out = new StringBuilder(String.join(",", titles(rows))).append('\n');
    for (int i = 0; i < rows.path("times").size(); i++) {
      List<String> cells = row(rows, i);
      cells.replaceAll(cell -> cell.equals("-") ? "" : cell);
      out.append(String.join(",", cells)).append('\n');
    }
    return out.toString();
  }
}
