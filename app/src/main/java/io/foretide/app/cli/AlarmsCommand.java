package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alarms list|show|acknowledge|feedback|replay|silences|silence|unsilence}. */
@Command(
    name = "alarms",
    description = "List, acknowledge, judge and silence alarms; see who was told.")
final class AlarmsCommand {
  private static final String PATH = "/api/v1/alarms";
  private static final String SILENCES = "/api/v1/silences";

  /** Who acts. */
  static final class Who {
    @Option(
        names = "--name",
        defaultValue = "${sys:user.name}",
        description = "Who acts (default: the user's login, ${DEFAULT-VALUE}).")
    private String name = "";
  }

  /** Who acts, and what they say of it. */
  static final class Word {
    @Mixin private Who who = new Who();

    @Option(names = "--note", defaultValue = "", description = "Kept with the alarm.")
    private String note = "";

    Map<String, Object> asMap() {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("by", who.name);
      out.put("note", note);
      return out;
    }
  }

  @Command(name = "list", description = "List alarms, newest first.")
  int list(
      @Mixin Connect connect,
      @Mixin Console console,
      @Option(names = "--open", description = "Only those that are open.") boolean open,
      @Option(names = "--model", defaultValue = "", description = "Only those of this model.")
          String model,
      @Option(names = "--limit", defaultValue = "100", description = "At most this many, to 1000.")
          int limit)
      throws Exception {
    try (Connection c = connect.open(false)) {
      Query query =
          Query.NONE.with("open", open ? "true" : "").with("model", model).with("limit", limit);
      JsonNode all = c.client().get(PATH, query);
      console.print(all, () -> AlarmText.list(all));
      return ExitCode.OK;
    }
  }

  @Command(name = "show", description = "Show an alarm, who was told, and what moved together.")
  int show(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode one = c.client().get(PATH + "/" + id, Query.NONE);
      console.print(one, () -> AlarmText.one(one));
      return ExitCode.OK;
    }
  }

  @Command(name = "acknowledge", description = "Say that somebody looks after it.")
  int acknowledge(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id,
      @Mixin Word word)
      throws Exception {
    return say(connect, console, id, "acknowledge", word.asMap());
  }

  @Command(
      name = "feedback",
      description = "Say what it was; a false alarm moves the limit for its model.")
  int feedback(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id,
      @Parameters(paramLabel = "WORD", description = "false_alarm, expected, real or none.")
          String feedback,
      @Mixin Word word)
      throws Exception {
    Map<String, Object> body = word.asMap();
    body.put("feedback", feedback.replace('-', '_'));
    return say(connect, console, id, "feedback", body);
  }

  private static int say(
      Connect connect, Console console, long id, String verb, Map<String, Object> body)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode after = c.client().post(PATH + "/" + id + "/" + verb, body);
      console.print(after, () -> AlarmText.one(after));
      return ExitCode.OK;
    }
  }

  @Command(name = "replay", description = "Tell all outputs again of the present state.")
  int replay(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer = c.client().post(PATH + "/" + id + "/replay", Map.of());
      console.print(
          answer,
          () -> "alarm " + id + " is told again to " + answer.path("outputs").asInt() + " outputs");
      return ExitCode.OK;
    }
  }

  @Command(name = "silences", description = "List when nobody is told: silences and maintenance.")
  int silences(@Mixin Connect connect, @Mixin Console console) throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode all = c.client().get(SILENCES, Query.NONE);
      console.print(all, () -> AlarmText.silences(all));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "silence",
      description = "Begin a silence: alarms are recorded, nobody is told while it lasts.")
  int silence(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "MODELS", description = "Names with * and ?.") String models,
      @Option(names = "--from", defaultValue = "", description = "A time (default: now).")
          String from,
      @Option(names = "--for", defaultValue = "", description = "How long, such as 2h.")
          String span,
      @Option(names = "--until", defaultValue = "", description = "A time; instead of --for.")
          String until,
      @Option(names = "--reason", required = true, description = "Why; told with the alarms.")
          String reason,
      @Mixin Who who)
      throws Exception {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("models", models);
    body.put("by", who.name);
    body.put("reason", reason);
    Map.of("from", from, "for", span, "until", until)
        .forEach((key, value) -> {
          if (!value.isEmpty()) {
            body.put(key, value);
          }
        });
    try (Connection c = connect.open(false)) {
      JsonNode s = c.client().post(SILENCES, body);
      console.print(
          s,
          () ->
              "silence "
                  + s.path("id").asLong()
                  + ": nobody is told of alarms of "
                  + s.path("models").asText()
                  + " until "
                  + Words.time(s, "until"));
      return ExitCode.OK;
    }
  }

  @Command(name = "unsilence", description = "End a silence now; what is still open is told.")
  int unsilence(
      @Mixin Connect connect,
      @Mixin Console console,
      @Parameters(paramLabel = "ID", description = "Its number.") long id,
      @Mixin Who who)
      throws Exception {
    try (Connection c = connect.open(false)) {
      JsonNode answer = c.client().delete(SILENCES + "/" + id, Query.NONE.with("by", who.name));
      console.print(answer, () -> answer.path("message").asText());
      return ExitCode.OK;
    }
  }
}
