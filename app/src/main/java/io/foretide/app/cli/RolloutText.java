package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** Rollouts as people read them. */
final class RolloutText {
  private RolloutText() {}

  static String list(JsonNode all) {
    if (all.path("items").isEmpty()) {
      return "no rollouts\n";
    }
    Table table = new Table("ID", "STATE", "MODE", "MODELS", "GATES", "SINCE");
    for (JsonNode r : all.path("items")) {
      table.row(
          r.path("id").asLong(),
          words(r, "state"),
          words(r, "mode"),
          models(r),
          words(r, "verdict"),
          Words.text(r, "since"));
    }
    return table.render();
  }

  private static String models(JsonNode r) {
    JsonNode models = r.path("models");
    String first = models.path(0).path("model").asText();
    return models.size() > 1 ? first + " and " + (models.size() - 1) + " more" : first;
  }

  static String one(JsonNode r) {
    StringBuilder out = new StringBuilder();
    out.append("rollout ")
        .append(r.path("id").asLong())
        .append(" (")
        .append(words(r, "mode"))
        .append(") of ")
        .append(models(r))
        .append(": ")
        .append(words(r, "state"))
        .append(" since ")
        .append(Words.text(r, "since"))
        .append('\n');
    Table models = new Table("MODEL", "CANDIDATE", "ACTIVE", "DUE", "LEFT");
    for (JsonNode m : r.path("models")) {
      models.row(
          m.path("model").asText(),
          "r" + m.path("candidate").asInt(),
          "r" + m.path("active").asInt(m.path("former").asInt()),
          m.path("due").asLong(),
          m.path("left").asLong());
    }
    out.append(models.render());
    Table gates = new Table("GATE", "CANDIDATE", "LIMIT", "ACTIVE", "SAMPLES", "VERDICT");
    for (JsonNode g : r.path("gates")) {
      gates.row(
          g.path("gate").asText(),
          number(g, "number"),
          (g.path("bound").asText().equals("at_least") ? ">= " : "<= ")
              + (g.path("limit").isNumber() ? number(g, "limit") : g.path("asked").asText()),
          number(g, "active"),
          g.path("samples").asLong() + " of " + g.path("needed").asLong(),
          g.path("verdict").asText());
    }
    out.append('\n').append(gates.render()).append('\n');
    for (JsonNode s : r.path("log")) {
      out.append(
          String.format(
              "  %s  %-9s by %s: %s%n",
              Words.text(s, "time"),
              s.path("what").asText(),
              s.path("name").asText(),
              s.path("reason").asText()));
    }
    List<String> can = new ArrayList<>();
    r.path("can").forEach(a -> can.add(a.asText()));
    if (!can.isEmpty()) {
      out.append("you can ").append(String.join(", ", can)).append(" it\n");
    }
    return out.toString();
  }

  static String plan(JsonNode p) {
    Table models = new Table("MODEL", "CANDIDATE", "ACTIVE", "FIRST", "INTERVALS");
    for (JsonNode m : p.path("models")) {
      models.row(
          m.path("model").asText(),
          "r" + m.path("candidate").asInt(),
          "r" + m.path("active").asInt(),
          m.path("first").asBoolean() ? "yes" : "",
          m.path("intervals").asLong());
    }
    Table gates = new Table("GATE", "LIMIT", "SAMPLES", "MEANING");
    for (JsonNode g : p.path("gates")) {
      gates.row(
          g.path("gate").asText(),
          g.path("asked").asText(),
          g.path("needed").asLong(),
          g.path("meaning").asText());
    }
    return models.render()
        + "\n"
        + gates.render()
        + p.path("intervals").asLong()
        + " intervals would be computed beside the active revision\n";
  }

  private static String words(JsonNode node, String key) {
    return Words.text(node, key).replace('_', ' ');
  }

  private static String number(JsonNode node, String key) {
    JsonNode v = node.path(key);
    return v.isNumber() ? Double.toString(Math.round(v.asDouble() * 1e4) / 1e4) : "-";
  }
}
