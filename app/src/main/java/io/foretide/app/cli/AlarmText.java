package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.terminal.Table;

/** Alarms as people read them. */
final class AlarmText {
  private AlarmText() {}

  static String list(JsonNode all) {
    if (all.path("items").isEmpty()) {
      return "no alarms\n";
    }
    Table table = new Table("ID", "STATE", "SEVERITY", "RULE", "MODEL", "FROM", "WHAT");
    for (JsonNode a : all.path("items")) {
      table.row(
          a.path("id").asLong(),
          state(a),
          a.path("severity").asText(),
          a.path("rule").asText(),
          a.path("model").asText(),
          Words.time(a, "from"),
          a.path("words").asText());
    }
    return table.render() + (all.path("next").isTextual() ? "... more; raise --limit\n" : "");
  }

  private static String state(JsonNode a) {
    if (!a.path("open").asBoolean()) {
      return "over";
    }
    return a.path("acknowledged_by").asText().isEmpty() ? "open" : "acknowledged";
  }

  static String one(JsonNode a) {
    StringBuilder out = new StringBuilder();
    out.append("alarm ").append(a.path("id").asLong()).append(" (").append(state(a)).append("): ");
    out.append(a.path("words").asText()).append('\n');
    line(out, "rule", a.path("rule").asText() + ", " + a.path("severity").asText());
    line(out, "model", a.path("model").asText() + ", revision " + a.path("revision").asInt());
    line(out, "series", a.path("series").asText());
    line(out, "from", Words.time(a, "from"));
    line(out, "to", a.path("open").asBoolean() ? "" : Words.time(a, "to"));
    line(out, "over because", a.path("ending").asText());
    line(out, "silence", a.path("silence").asText());
    line(out, "looked after by", a.path("acknowledged_by").asText());
    String feedback = a.path("feedback").asText().replace('_', ' ');
    line(out, "feedback", feedback.equals("none") ? "" : feedback);
    line(out, "note", a.path("note").asText());
    if (!a.path("deliveries").isEmpty()) {
      Table table = new Table("DELIVERY", "WHAT", "OUTPUT", "STATE", "ATTEMPTS", "AT", "ANSWER");
      for (JsonNode d : a.path("deliveries")) {
        table.row(
            d.path("id").asLong(),
            d.path("what").asText(),
            d.path("output").asText(),
            d.path("state").asText(),
            d.path("attempts").asInt(),
            Words.time(d, "at"),
            d.path("answer").asText());
      }
      out.append(table.render());
    }
    for (JsonNode other : a.path("together_with")) {
      line(out, "together with", other.path("id").asLong() + " on " + other.path("model").asText());
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      out.append("  ").append(name).append(": ").append(value).append('\n');
    }
  }

  static String silences(JsonNode all) {
    if (all.path("items").isEmpty()) {
      return "no silences\n";
    }
    Table table = new Table("ID", "MODELS", "FROM", "UNTIL", "BY", "REASON");
    for (JsonNode s : all.path("items")) {
      table.row(
          s.path("id").asLong() == 0 ? "-" : s.path("id").asText(),
          s.path("models").asText(),
          Words.time(s, "from"),
          Words.time(s, "until"),
          s.path("by").asText(),
          s.path("reason").asText());
    }
    return table.render();
  }
}
