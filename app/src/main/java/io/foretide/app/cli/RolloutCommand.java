package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollout start|status|approve|promote|reject|rollback}. */
@Command(
    name = "rollout",
    description = "Try a candidate beside the active revision; promote it or give it up.",
    subcommands = RolloutStartCommand.class)
final class RolloutCommand {
  static final String PATH = "/api/v1/rollouts";

  /** Who decides, and why. */
  static final class Decision {
    @Option(
        names = "--name",
        defaultValue = "${sys:user.name}",
        description = "Who decides (default: the user's login, ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(names = "--reason", required = true, description = "Why; kept with the decision.")
    private String reason = "";

    Map<String, Object> asMap() {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("name", name);
      out.put("reason", reason);
      return out;
    }
  }

  @Command(name = "status", description = "List rollouts, or show one with its gates.")
  int status(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(
              arity = "0..1",
              paramLabel = "ID",
              defaultValue = "0",
              description = "Its number.")
          long id,
      @Option(names = "--model", defaultValue = "", description = "Only those of this model.")
          String model,
      @Option(names = "--open", description = "Only those that are not over.") boolean open)
      throws Exception {
    try (Connection c = connect.open(false)) {
      if (id > 0) {
        JsonNode one = c.client().get(PATH + "/" + id, Query.NONE);
        console.print(one, () -> RolloutText.one(one));
      } else {
        Query query = Query.NONE.with("model", model).with("open", open ? "true" : "");
        JsonNode all = c.client().get(PATH, query);
        console.print(all, () -> RolloutText.list(all));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "approve", description = "Promote the candidate once no gate fails.")
  int approve(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id,
      @Mixin Decision decision)
      throws Exception {
    return decide(connect, console, id, "approve", decision);
  }

  @Command(name = "promote", description = "Promote the candidate now, whatever the gates say.")
  int promote(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id,
      @Mixin Decision decision)
      throws Exception {
    return decide(connect, console, id, "promote", decision);
  }

  @Command(name = "reject", description = "Give the candidate up before it is active for all.")
  int reject(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id,
      @Mixin Decision decision)
      throws Exception {
    return decide(connect, console, id, "reject", decision);
  }

  @Command(name = "rollback", description = "Make the former revision active again.")
  int rollback(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id,
      @Mixin Decision decision)
      throws Exception {
    return decide(connect, console, id, "rollback", decision);
  }

  private static int decide(
      Connect connect, Console console, long id, String verb, Decision decision) throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode after = c.client().post(PATH + "/" + id + "/" + verb, decision.asMap());
      console.print(after, () -> RolloutText.one(after));
      return ExitCode.OK;
    }
  }
}
