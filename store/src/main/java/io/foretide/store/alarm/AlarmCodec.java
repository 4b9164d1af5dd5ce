package io.foretide.store.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.Feedback;
import io.foretide.core.alarm.Silence;
import io.foretide.core.alarm.Track;
import io.foretide.core.event.Severity;
import io.foretide.store.codec.DamagedException;
import java.util.Map;
import java.util.TreeMap;

/** Alarms, tracks and silences as versioned JSON; what has a column of its own is left out. */
final class AlarmCodec {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private AlarmCodec() {}

  static String encode(Alarm a) {
    ObjectNode out = JSON.createObjectNode();
    out.put("format", FORMAT)
        .put("rule", a.rule())
        .put("severity", a.severity().name())
        .put("model", a.model())
        .put("series", a.series())
        .put("revision", a.revision())
        .put("from", a.from())
        .put("to", a.to())
        .put("raisedAt", a.raisedAt())
        .put("closedAt", a.closedAt())
        .put("value", Double.toString(a.value()))
        .put("limit", Double.toString(a.limit()))
        .put("peak", Double.toString(a.peak()))
        .put("peakAt", a.peakAt())
        .put("words", a.words())
        .put("group", a.group())
        .put("acknowledgedBy", a.acknowledgedBy())
        .put("acknowledgedAt", a.acknowledgedAt())
        .put("feedback", a.feedback().name())
        .put("note", a.note())
        .put("silence", a.silence())
        .put("ending", a.ending());
    ObjectNode parts = out.putObject("parts");
    new TreeMap<>(a.parts()).forEach((k, v) -> parts.put(k, Double.toString(v)));
    return out.toString();
  }

  static Alarm alarm(long id, long version, String body) {
    JsonNode n = read("alarm " + id, body);
    try {
      Map<String, Double> parts = new TreeMap<>();
      n.get("parts")
          .fields()
          .forEachRemaining(e -> parts.put(e.getKey(), Double.parseDouble(e.getValue().asText())));
      return new Alarm(
          id,
          version,
          n.get("rule").asText(),
          Severity.valueOf(n.get("severity").asText()),
          n.get("model").asText(),
          n.get("series").asText(),
          n.get("revision").asInt(),
          n.get("from").asLong(),
          n.get("to").asLong(),
          n.get("raisedAt").asLong(),
          n.get("closedAt").asLong(),
          number(n, "value"),
          number(n, "limit"),
          number(n, "peak"),
          n.get("peakAt").asLong(),
          n.get("words").asText(),
          parts,
          n.get("group").asLong() == 0 ? id : n.get("group").asLong(),
          n.get("acknowledgedBy").asText(),
          n.get("acknowledgedAt").asLong(),
          Feedback.valueOf(n.get("feedback").asText()),
          n.get("note").asText(),
          n.get("silence").asText(),
          n.path("ending").asText());
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new DamagedException("alarm " + id + " cannot be read: " + e.getMessage());
    }
  }

  static String encode(Track t) {
    return JSON.createObjectNode()
        .put("format", FORMAT)
        .put("upto", t.upto())
        .put("phase", t.phase().name())
        .put("since", t.since())
        .put("lastBad", t.lastBad())
        .put("size", t.size())
        .put("peak", Double.toString(t.peak()))
        .put("peakAt", t.peakAt())
        .put("alarm", t.alarm())
        .put("eased", Double.toString(t.eased()))
        .put("floor", t.floor())
        .put("again", t.again())
        .toString();
  }

  static Track track(String rule, String body) {
    JsonNode n = read("the track of rule '" + rule + "'", body);
    try {
      return new Track(
          n.get("upto").asLong(),
          Track.Phase.valueOf(n.get("phase").asText()),
          n.get("since").asLong(),
          n.get("lastBad").asLong(),
          n.get("size").asInt(),
          number(n, "peak"),
          n.get("peakAt").asLong(),
          n.get("alarm").asLong(),
          number(n, "eased"),
          // What an older program judged stays as it is.
          n.path("floor").asLong(n.get("upto").asLong()),
          n.path("again").asLong(Long.MAX_VALUE));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new DamagedException("the track of rule '" + rule + "' cannot be read: " + e);
    }
  }

  static String encode(Silence s) {
    return JSON.createObjectNode()
        .put("format", FORMAT)
        .put("models", s.models())
        .put("from", s.from())
        .put("to", s.to())
        .put("by", s.by())
        .put("reason", s.reason())
        .toString();
  }

  static Silence silence(long id, String body) {
    JsonNode n = read("silence " + id, body);
    return new Silence(
        id,
        n.path("models").asText(),
        n.path("from").asLong(),
        n.path("to").asLong(),
        n.path("by").asText(),
        n.path("reason").asText());
  }

  /** JSON knows no infinity and no NaN. */
  private static double number(JsonNode n, String key) {
    return Double.parseDouble(n.get(key).asText());
  }

  private static JsonNode read(String what, String body) {
    try {
      JsonNode n = JSON.readTree(body);
      if (n.path("format").asInt() != FORMAT) {
        throw new DamagedException(
            what + " has format " + n.path("format") + ", this program reads " + FORMAT);
      }
      return n;
    } catch (JsonProcessingException e) {
      throw new DamagedException(what + " is no JSON: " + e.getOriginalMessage());
    }
  }
}
