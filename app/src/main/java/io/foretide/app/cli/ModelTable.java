package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.terminal.Table;

/** Models as people read them. */
final class ModelTable {
  private ModelTable() {}

  static String list(JsonNode answer) {
    Table table =
        new Table(
            "MODEL",
            "HEALTH",
            "COMPLETE",
            "PREDICTED",
            "EMPTY",
            "FAILED",
            "MISSING",
            "LAG",
            "EVERY",
            "RUNS");
    for (JsonNode m : answer.path("items")) {
      JsonNode tally = m.path("tally");
      table.row(
          m.path("name").asText(),
          Words.text(m, "health"),
          Words.percent(m.path("complete").asDouble(1)),
          tally.path("predicted").asLong(),
          tally.path("empty").asLong(),
          tally.path("failed").asLong(),
          tally.path("missing").asLong() + tally.path("in_flight").asLong(),
          Words.seconds(m.path("lag_seconds").asDouble(0)),
          Words.text(m, "every"),
          Words.text(m, "summary"));
    }
    return table.isEmpty() ? "no models\n" : table.render();
  }

  static String detail(JsonNode m) {
    JsonNode tally = m.path("tally");
    StringBuilder out = new StringBuilder();
    line(out, "model", Words.text(m, "name"));
    line(out, "health", Words.text(m, "health"));
    line(out, "runs", Words.text(m, "summary"));
    line(
        out,
        "complete",
        Words.percent(m.path("complete").asDouble(1))
            + " of "
            + tally.path("due").asLong()
            + " due intervals: "
            + tally.path("predicted").asLong()
            + " predicted, "
            + tally.path("empty").asLong()
            + " empty, "
            + tally.path("failed").asLong()
            + " failed, "
            + tally.path("in_flight").asLong()
            + " in flight, "
            + tally.path("missing").asLong()
            + " missing"
            + (tally.path("handed_off").asLong() > 0
                ? ", " + tally.path("handed_off").asLong() + " handed off"
                : ""));
    line(out, "frontier", Words.text(m, "frontier"));
    line(out, "next due", Words.text(m, "next_due"));
    line(out, "last error", Words.text(m, "last_error"));
    line(out, "waits for", Words.text(m, "waits_for"));
    line(out, "revision", revision(m.path("revisions")));
    line(out, "training", training(m.path("training")));
    return out.append('\n').append(m.path("yaml").asText("")).toString();
  }

  /** The newest revision, and what it learned. */
  static String revision(JsonNode all) {
    JsonNode newest = all.path(all.size() - 1);
    JsonNode t = newest.path("training");
    String text =
        newest.path("number").asText()
            + " of "
            + all.size()
            + ", from "
            + Words.text(newest, "active_from");
    if (t.isMissingNode() || t.isNull()) {
      return text + ", made of settings alone";
    }
    StringBuilder metrics = new StringBuilder();
    t.path("metrics")
        .properties()
        .forEach(
            e -> metrics.append(", ").append(e.getKey()).append(' ').append(e.getValue().asText()));
    return text
        + ", trained ("
        + t.path("cause").asText()
        + ") on "
        + t.path("points").asLong()
        + " values until "
        + Words.text(t, "data_to")
        + metrics;
  }

  private static String training(JsonNode t) {
    String state = t.path("state").asText("none");
    return state
        + (t.path("next_look").isNull() ? "" : ", next look " + Words.text(t, "next_look"))
        + (t.path("why").asText("").isEmpty() ? "" : ": " + t.path("why").asText());
  }

  private static void line(StringBuilder out, String title, String value) {
    out.append(String.format("%-11s %s%n", title, value));
  }
}
