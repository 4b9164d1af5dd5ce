package io.foretide.hub.alarm;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmRule;
import io.foretide.core.alarm.Condition;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.alarm.Silence;
import io.foretide.hub.http.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Alarms, rules, deliveries and silences as JSON. */
final class AlarmJson {
  private AlarmJson() {}

  static void alarm(JsonGenerator json, Alarm a) throws IOException {
    json.writeStartObject();
    fields(json, a);
    json.writeEndObject();
  }

  static void detail(JsonGenerator json, Alarm a, List<Delivery> deliveries, List<Alarm> group)
      throws IOException {
    json.writeStartObject();
    fields(json, a);
    json.writeArrayFieldStart("deliveries");
    for (Delivery d : deliveries) {
      delivery(json, d);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("together_with");
    for (Alarm other : group) {
      alarm(json, other);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Alarm a) throws IOException {
    json.writeNumberField("id", a.id());
    json.writeStringField("rule", a.rule());
    json.writeStringField("severity", lower(a.severity()));
    json.writeBooleanField("open", a.isOpen());
    json.writeStringField("model", a.model());
    json.writeStringField("series", a.series());
    json.writeNumberField("revision", a.revision());
    Json.time(json, "from", a.from());
    if (!a.isOpen()) {
      Json.time(json, "to", a.to());
      Json.time(json, "closed_at", a.closedAt());
    }
    Json.time(json, "raised_at", a.raisedAt());
    Json.number(json, "value", a.value());
    Json.number(json, "limit", a.limit());
    Json.number(json, "peak", a.peak());
    Json.time(json, "peak_at", a.peakAt());
    json.writeStringField("words", a.words());
    json.writeNumberField("group", a.group());
    json.writeObjectFieldStart("parts");
    for (Map.Entry<String, Double> e : new TreeMap<>(a.parts()).entrySet()) {
      Json.number(json, e.getKey(), e.getValue());
    }
    json.writeEndObject();
    json.writeStringField("acknowledged_by", a.acknowledgedBy());
    if (a.acknowledgedAt() != 0) {
      Json.time(json, "acknowledged_at", a.acknowledgedAt());
    }
    json.writeStringField("feedback", lower(a.feedback()));
    json.writeStringField("note", a.note());
    json.writeStringField("silence", a.silence());
    json.writeStringField("ending", a.ending());
  }

  private static void delivery(JsonGenerator json, Delivery d) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", d.id());
    json.writeStringField("what", d.what());
    json.writeStringField("output", d.output());
    json.writeStringField("state", lower(d.state()));
    json.writeNumberField("attempts", d.attempts());
    Json.time(json, "at", d.at());
    json.writeStringField("answer", d.answer());
    json.writeEndObject();
  }

  static void silence(JsonGenerator json, Silence s) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", s.id());
    json.writeStringField("models", s.models());
    Json.time(json, "from", s.from());
    Json.time(json, "until", s.to());
    json.writeStringField("by", s.by());
    json.writeStringField("reason", s.reason());
    json.writeEndObject();
  }

  static void rule(JsonGenerator json, AlarmRule r) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", r.name());
    Json.texts(json, "models", r.models());
    json.writeStringField("severity", lower(r.severity()));
    json.writeStringField("condition", words(r.condition()));
    json.writeStringField("kind", kind(r.condition()));
    json.writeStringField("output", output(r.condition()));
    Json.seconds(json, "on_delay_seconds", r.onDelay());
    Json.seconds(json, "off_delay_seconds", r.offDelay());
    json.writeNumberField("minimum", r.minimum());
    Json.seconds(json, "group_within_seconds", r.groupWithin());
    json.writeEndObject();
  }

  /** The rule's key in the configuration. */
  private static String kind(Condition c) {
    return switch (c) {
      case Condition.Output _ -> "score";
      case Condition.Ahead _ -> "forecast";
      case Condition.Lag _ -> "lag";
      case Condition.Silent _ -> "silent";
      case Condition.Failing _ -> "failing";
    };
  }

  /** What is compared with the limit; empty where that is no output. */
  private static String output(Condition c) {
    return switch (c) {
      case Condition.Output o -> o.output();
      case Condition.Ahead a -> a.output();
      default -> "";
    };
  }

  private static String words(Condition c) {
    return switch (c) {
      case Condition.Output o ->
          o.output() + (o.above() ? " at or above " : " at or below ") + o.limit();
      case Condition.Ahead a ->
          a.output()
              + (a.above() ? " reaches " : " falls to ")
              + a.limit()
              + " within "
              + io.foretide.core.time.Durations.format(a.within());
      case Condition.Lag l ->
          "behind by more than " + io.foretide.core.time.Durations.format(l.longest());
      case Condition.Silent s ->
          "an input silent for more than " + io.foretide.core.time.Durations.format(s.longest());
      case Condition.Failing _ -> "fails";
    };
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
