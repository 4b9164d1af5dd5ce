package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.terminal.ProgressBar;
import io.foretide.app.terminal.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backfill}: computes a span, again or at last. */
@Command(
    name = "backfill",
    description = {
      "Compute the intervals of a span: the missing ones, or again the failed ones or all.",
      "Where no server runs, the work is done before the command ends."
    })
final class BackfillCommand implements Callable<Integer> {
  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Option(names = "--from", required = true, description = "ISO time, or relative such as -90d.")
  private String from = "";

  @Option(names = "--to", defaultValue = "now", description = Help.TIME)
  private String to = "";

  @Option(names = "--model", description = "Only these models (repeat it); default all.")
  private List<String> models = List.of();

  @ArgGroup(exclusive = true)
  private Mode mode = new Mode();

  static final class Mode {
    @Option(names = "--only-missing", description = "Only what is missing (the default).")
    boolean onlyMissing;

    @Option(names = "--reprocess", paramLabel = "WHICH", description = "failed or all.")
    String reprocess = "";
  }

  @Option(names = "--dry-run", description = "Only count.")
  private boolean dryRun;

  @Option(names = "--wait", description = "End when the span is done.")
  private boolean wait;

  @Override
  public Integer call() throws Exception {
    if (!List.of("", "failed", "all").contains(mode.reprocess)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--reprocess '" + mode.reprocess + "': expected failed or all");
    }
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("models", models);
    wish.put("from", from);
    wish.put("to", to);
    wish.put("mode", mode.reprocess.isEmpty() ? "only_missing" : mode.reprocess);
    wish.put("dry_run", dryRun);
    try (Connection c = connect.open(!dryRun)) {
      JsonNode plan = c.client().post("/api/v1/backfill", wish);
      boolean complete = true;
      if (!dryRun && (wait || c.inside().isPresent())) {
        try (ProgressBar bar = ProgressBar.onError(console.err())) {
          complete = Completion.await(c.client(), bar, () -> false);
        }
      }
      console.print(plan, () -> text(plan));
      return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
  }

  private String text(JsonNode plan) {
    Table table = new Table("MODEL", "MISSING", "AGAIN", "BY MOVED START", "INPUT EXPIRED");
    for (JsonNode m : plan.path("models")) {
      table.row(
          m.path("model").asText(),
          m.path("missing").asLong(),
          m.path("rerun").asLong(),
          m.path("moved").asLong(),
          m.path("lost").asLong());
    }
    double seconds = plan.path("seconds").asDouble(-1);
    return table.render()
        + plan.path("intervals").asLong()
        + (dryRun ? " intervals would be computed" : " intervals are computed")
        + (seconds >= 0 ? ", about " + Words.seconds(seconds) : "")
        + "\n";
  }
}
