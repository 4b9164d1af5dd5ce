package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.ApiClient;
import io.foretide.app.client.Query;
import io.foretide.app.terminal.ProgressBar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollout start}: gives models a candidate. */
@Command(
    name = "start",
    description = {
      "Begin a rollout of new settings (model files) or of newly trained revisions (--trained).",
      "With --wait the command ends when it is decided or a person has to decide."
    })
final class RolloutStartCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 200;

  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();
  @Mixin private final RolloutCommand.Decision who = new RolloutCommand.Decision();

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Model files of the candidates.")
  private List<Path> files = List.of();

  @Option(
      names = "--trained",
      paramLabel = "MODEL",
      description = "A model whose newest trained revision is the candidate (repeat it).")
  private List<String> trained = List.of();

  @Option(
      names = "--mode",
      defaultValue = "shadow",
      description = "shadow, canary, instant or preview (default: ${DEFAULT-VALUE}).")
  private String mode = "";

  @Option(
      names = "--over",
      paramLabel = "SPAN",
      description = "Judge over a past span such as -30d.")
  private @Nullable String over;

  @Option(names = "--for", paramLabel = "TIME", description = "Judge live for a time such as 7d.")
  private @Nullable String ahead;

  @Option(names = "--share", description = "Of the models that a canary begins with (0.1).")
  private @Nullable Double share;

  @Option(
      names = "--watch",
      paramLabel = "TIME",
      description = "How long the former revision stays warm afterwards (1d; instant 1h).")
  private @Nullable String watch;

  @Option(names = "--auto", description = "Promote without a person if all gates pass.")
  private boolean auto;

  @Option(
      names = "--gate",
      paramLabel = "GATE=LIMIT[/N]",
      description = "Such as mase=1.05x or error_rate=+0.01/100 samples; default the usual ones.")
  private List<String> gates = List.of();

  @Option(names = "--dry-run", description = "Tell what would happen.")
  private boolean dryRun;

  @Option(names = "--wait", description = "Wait until it is decided; 4 if it is not promoted.")
  private boolean wait;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> wish = wish();
    try (Connection c = connect.open(wait && !dryRun)) {
      JsonNode begun = c.client().post(RolloutCommand.PATH + (dryRun ? "?dry_run=true" : ""), wish);
      if (dryRun) {
        console.print(begun, () -> RolloutText.plan(begun));
        return ExitCode.OK;
      }
      JsonNode last = wait ? await(c.client(), begun.path("id").asLong()) : begun;
      console.print(last, () -> RolloutText.one(last));
      return !wait || isYes(last) ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
  }

  private static boolean isYes(JsonNode rollout) {
    String state = rollout.path("state").asText();
    return state.equals("promoted") || state.equals("watching");
  }

  private JsonNode await(ApiClient client, long id) throws Exception {
    try (ProgressBar bar = ProgressBar.onError(console.err())) {
      while (true) {
        JsonNode now = client.get(RolloutCommand.PATH + "/" + id, Query.NONE);
        String state = now.path("state").asText();
        if (!now.path("open").asBoolean() || List.of("waiting", "watching").contains(state)) {
          return now;
        }
        long due = 0;
        long left = 0;
        for (JsonNode m : now.path("models")) {
          due += m.path("due").asLong();
          left += m.path("left").asLong();
        }
        bar.show(due - left, due, state + ", " + (due - left) + " of " + due + " intervals");
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private Map<String, Object> wish() throws Exception {
    if (files.isEmpty() && trained.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no candidate is named: expected model files, or --trained with a model's name");
    }
    Map<String, Object> wish = new LinkedHashMap<>(who.asMap());
    List<Object> candidates = new ArrayList<>();
    for (Path file : files) {
      candidates.add(ModelsCommand.read(connect, file));
    }
    wish.put("candidates", candidates);
    wish.put("models", trained);
    wish.put("mode", mode);
    put(wish, "over", over);
    put(wish, "for", ahead);
    put(wish, "share", share);
    put(wish, "watch", watch);
    wish.put("auto", auto);
    List<Object> asked = new ArrayList<>();
    for (String gate : gates) {
      asked.add(gate(gate));
    }
    wish.put("gates", asked);
    return wish;
  }

  private static void put(Map<String, Object> wish, String key, @Nullable Object value) {
    if (value != null) {
      wish.put(key, value);
    }
  }

  /** {@code mase=1.05x/100}: a kind, a limit, and how many samples it needs. */
  private static Map<String, Object> gate(String text) {
    int equal = text.indexOf('=');
    if (equal < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--gate '" + text + "': expected such as mase=1.05x or mase=1.05x/100");
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("gate", text.substring(0, equal));
    int slash = text.indexOf('/', equal);
    out.put("limit", text.substring(equal + 1, slash < 0 ? text.length() : slash));
    if (slash > 0) {
      out.put("samples", text.substring(slash + 1));
    }
    return out;
  }
}
