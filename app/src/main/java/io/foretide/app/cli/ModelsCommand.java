package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import io.foretide.app.config.EnvironmentText;
import io.foretide.app.config.YamlFile;
import io.foretide.app.terminal.ProgressBar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models list|show|status|execute|create|edit|pause|resume|train|repredict|delete}. */
@Command(
    name = "models",
    description = "List, show, create, edit, pause, train, predict again and delete models.",
    subcommands = ExecuteCommand.class)
final class ModelsCommand {
  private static final String PATH = "/api/v1/models";

  @Command(name = "list", description = "List models, worst first.")
  int list(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(
              arity = "0..1",
              paramLabel = "SEARCH",
              defaultValue = "",
              description = "Part of a name or group.")
          String search,
      @Option(
              names = "--health",
              defaultValue = "",
              description = "Only failing, behind, filling, ok or paused ones.")
          String health,
      @Option(names = "--limit", defaultValue = "200", description = "At most this many.")
          int limit)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer =
          c.client()
              .get(
                  PATH,
                  Query.NONE.with("search", search).with("health", health).with("limit", limit));
      console.print(answer, () -> ModelTable.list(answer));
      return ExitCode.OK;
    }
  }

  @Command(name = "show", description = "Show a model: how it is doing, and its settings.")
  int show(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "MODEL", description = "Its name.") String name)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer = c.client().get(path(name), Query.NONE);
      console.print(answer, () -> ModelTable.detail(answer));
      return ExitCode.OK;
    }
  }

  @Command(name = "status", description = "Ask what runs a model: program, engine or graph.")
  int status(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "MODEL", description = "Its name.") String name)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer = c.client().get(path(name) + "/status", Query.NONE);
      console.print(answer, () -> answer.path("status").asText() + "\n");
      return answer.path("ready").asBoolean() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
  }

  @Command(name = "create", aliases = "register", description = "Create a model from a YAML file.")
  int create(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "FILE", description = "The model file.") Path file,
      @Option(names = "--dry-run", description = "Check only.") boolean dryRun)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer = c.client().post(PATH + dry(dryRun), read(connect, file));
      console.print(
          answer,
          () ->
              dryRun
                  ? "the model can be created\n"
                  : "created " + answer.path("name").asText() + "\n");
      return ExitCode.OK;
    }
  }

  @Command(name = "edit", description = "Replace a model's settings by those of a YAML file.")
  int edit(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "FILE", description = "The model file; it names the model.")
          Path file,
      @Option(names = "--dry-run", description = "Tell what would change.") boolean dryRun)
      throws Exception {
    Map<String, Object> content = read(connect, file);
    String name = String.valueOf(content.getOrDefault("model", ""));
    try (Connection c = connect.open(false)) {
      JsonNode preview = c.client().put(path(name) + dry(true), content);
      JsonNode answer = dryRun ? preview : c.client().put(path(name), content);
      console.print(answer, () -> preview.path("summary").asText() + older(preview, name));
      return ExitCode.OK;
    }
  }

  /** What was predicted before stays; offers to predict it again, with the count. */
  private static String older(JsonNode preview, String name) {
    long older = preview.path("repredict").asLong();
    return older == 0
        ? "\n"
        : "\n"
            + older
            + " older intervals stay as they are; to predict some of them again from its boundary"
            + " on: foretide models repredict '"
            + name
            + "' --from TIME\n";
  }

  @Command(
      name = "repredict",
      description = "Have older intervals predicted again by the active revision.")
  int repredict(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "TIME",
              description = "From here on, such as 2026-01-31T00:00:00Z or -7d.")
          String from,
      @Option(names = "--dry-run", description = "Only tell how many.") boolean dryRun)
      throws Exception {
    try (Connection c = connect.open(!dryRun)) {
      JsonNode plan =
          c.client().post(path(name) + "/repredict" + dry(dryRun), Map.of("from", from));
      boolean complete = true;
      if (!dryRun && c.inside().isPresent()) {
        try (ProgressBar bar = ProgressBar.onError(console.err())) {
          complete = Completion.await(c.client(), bar, () -> false);
        }
      }
      console.print(plan, () -> plan.path("summary").asText() + "\n");
      return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
  }

  @Command(name = "pause", description = "Stop planning a model; nothing is lost.")
  int pause(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "MODEL", description = "Its name.") String name)
      throws Exception {
    return paused(connect, console, name, "pause");
  }

  @Command(name = "resume", description = "Plan a paused model again; it catches up.")
  int resume(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "MODEL", description = "Its name.") String name)
      throws Exception {
    return paused(connect, console, name, "resume");
  }

  private static int paused(Connect connect, Console console, String name, String verb)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer = c.client().post(path(name) + "/" + verb, Map.of());
      console.print(answer, () -> name + (verb.equals("pause") ? " is paused\n" : " goes on\n"));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "train",
      description = "Train a model with what is known now: a new revision takes over.")
  int train(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
      @Option(names = "--wait", description = "Wait until it is trained.") boolean wait)
      throws Exception {
    try (Connection c = connect.open(true)) {
      int before = newest(c.client().get(path(name), Query.NONE)).path("number").asInt();
      JsonNode answer = c.client().post(path(name) + "/train", Map.of());
      if (!wait && c.inside().isEmpty()) {
        console.print(answer, () -> name + " is going to be trained\n");
        return ExitCode.OK;
      }
      JsonNode model = Completion.trained(c.client(), path(name), before);
      JsonNode now = newest(model);
      boolean done = now.path("number").asInt() > before;
      console.print(
          done ? now : model.path("training"),
          () ->
              done
                  ? ModelTable.revision(model.path("revisions")) + "\n"
                  : "not trained: " + model.path("training").path("why").asText() + "\n");
      return done ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
  }

  private static JsonNode newest(JsonNode model) {
    JsonNode all = model.path("revisions");
    return all.path(all.size() - 1);
  }

  @Command(
      name = "delete",
      aliases = "unregister",
      description = "Delete a model; says what goes, and needs --yes.")
  int delete(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
      @Option(names = "--yes", description = "Delete, do not only tell what would go.") boolean yes)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode plan = c.client().delete(path(name), Query.NONE.with("dry_run", true));
      JsonNode answer = yes ? c.client().delete(path(name), Query.NONE) : plan;
      console.print(
          answer.isEmpty() ? plan : answer,
          () ->
              (yes ? "deleted " : "would delete ")
                  + name
                  + ": "
                  + plan.path("revisions").asLong()
                  + " revisions, "
                  + plan.path("intervals").asLong()
                  + " covered intervals, "
                  + plan.path("origins").asLong()
                  + " forecasts"
                  + (yes ? "\n" : "; add --yes to do it\n"));
      return ExitCode.OK;
    }
  }

  private static String path(String name) {
    return PATH + "/" + Query.segment(name);
  }

  private static String dry(boolean dryRun) {
    return dryRun ? "?dry_run=true" : "";
  }

  static Map<String, Object> read(Connect connect, Path file) {
    Map<String, Object> out =
        new LinkedHashMap<>(connect.target().configuration().scheduler().modelDefaults());
    out.putAll(YamlFile.read(file, new EnvironmentText(System.getenv())::expand).values());
    return out;
  }
}
