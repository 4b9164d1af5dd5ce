package io.foretide.connectors.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of well-known receivers. */
final class Bodies {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Bodies() {}

  /** All facts, nested by their first word. */
  static String plain(Alarm a, Delivery d, Map<String, @Nullable Object> facts) {
    ObjectNode out = JSON.createObjectNode();
    facts.forEach((name, value) -> {
      int dot = name.indexOf('.');
      ObjectNode at = dot < 0 ? out : out.withObjectProperty(name.substring(0, dot));
      at.set(name.substring(dot + 1), JSON.valueToTree(value));
    });
    return out.toString();
  }

  /** Slack's incoming webhooks, which Mattermost and Rocket.Chat take too. */
  static String slack(Alarm a, Delivery d, Map<String, @Nullable Object> facts) {
    ObjectNode out = JSON.createObjectNode();
    String link = String.valueOf(facts.get("alarm.link"));
    String title = escaped(Facts.title(a, d));
    out.put("text", mark(a, d) + " *" + title + "*\n" + escaped(Facts.words(a)));
    ObjectNode attachment = out.putArray("attachments").addObject();
    attachment.put("color", color(a, d));
    attachment.put("fallback", Facts.title(a, d));
    attachment.put(
        "text",
        revision(a)
            + "since "
            + Instants.format(a.from())
            + (link.isEmpty() ? "" : "  <" + escaped(link) + "|open the alarm>"));
    return out.toString();
  }

  private static String revision(Alarm a) {
    return a.revision() == 0 ? "" : "revision " + a.revision() + ", ";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A message card with an adaptive card, as workflows of Microsoft Teams take it. */
  static String teams(Alarm a, Delivery d, Map<String, @Nullable Object> facts) {
    ObjectNode out = JSON.createObjectNode().put("type", "message");
    ObjectNode content =
        out.putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .putObject("content");
    content.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    content.put("type", "AdaptiveCard").put("version", "1.4");
    ArrayNode body = content.putArray("body");
    body.addObject()
        .put("type", "TextBlock")
        .put("size", "Medium")
        .put("weight", "Bolder")
        .put("wrap", true)
        .put("text", Facts.title(a, d));
    body.addObject().put("type", "TextBlock").put("wrap", true).put("text", Facts.words(a));
    ObjectNode set = body.addObject().put("type", "FactSet");
    ArrayNode rows = set.putArray("facts");
    rows.addObject().put("title", "severity").put("value", Facts.severity(a));
    rows.addObject().put("title", "model").put("value", a.model());
    if (a.revision() != 0) {
      rows.addObject().put("title", "revision").put("value", Integer.toString(a.revision()));
    }
    rows.addObject().put("title", "since").put("value", Instants.format(a.from()));
    String link = String.valueOf(facts.get("alarm.link"));
    if (!link.isEmpty()) {
      content
          .putArray("actions")
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", "Open the alarm")
          .put("url", link);
    }
    return out.toString();
  }

  /** One alert of Alertmanager's {@code /api/v2/alerts}. */
  static String alertmanager(Alarm a, Delivery d, Map<String, @Nullable Object> facts) {
    ArrayNode out = JSON.createArrayNode();
    ObjectNode alert = out.addObject();
    alert
        .putObject("labels")
        .put("alertname", a.rule())
        .put("severity", a.severity() == Severity.ERROR ? "critical" : Facts.severity(a))
        .put("model", a.model())
        .put("series", a.series())
        .put("alarm", Long.toString(a.id()));
    alert
        .putObject("annotations")
        .put("summary", Facts.title(a, d))
        .put("description", Facts.words(a))
        .put("revision", Integer.toString(a.revision()));
    alert.put("startsAt", Instants.format(a.from()));
    if (!a.isOpen()) {
      alert.put("endsAt", Instants.format(a.closedAt()));
    }
    String link = String.valueOf(facts.get("alarm.link"));
    if (!link.isEmpty()) {
      alert.put("generatorURL", link);
    }
    return out.toString();
  }

  private static String mark(Alarm a, Delivery d) {
    return d.what().equals("closed")
        ? ":white_check_mark:"
        : a.severity() == Severity.ERROR ? ":rotating_light:" : ":warning:";
  }

  private static String color(Alarm a, Delivery d) {
    return d.what().equals("closed")
        ? "#6b7280"
        : switch (a.severity()) {
          case INFO -> "#4b82c4";
          case WARNING -> "#e08b1a";
          case ERROR -> "#c8501e";
        };
  }
}
