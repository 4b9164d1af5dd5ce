package io.foretide.hub.alarm;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmRule;
import io.foretide.core.alarm.Alarms;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.alarm.Feedback;
import io.foretide.core.alarm.Silence;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /api/v1/alarms} and {@code /api/v1/silences}. */
public final class AlarmRoutes {
  private static final int GROUP = 200;
  private final Alarms alarms;

  public AlarmRoutes(Alarms alarms) {
    this.alarms = alarms;
  }

  public List<Route> routes() {
    String one = "/api/v1/alarms/{id}";
    return List.of(
        Route.get("/api/v1/alarms", "Alarms, newest first.", "AlarmPage", this::list)
            .with(
                Param.flag("open", "Only those that are open."),
                Param.text("model", "Only those of this model."),
                Param.number("before_id", "The 'next' of the page before."),
                Param.number("limit", "At most this many, 1 to 1,000; 100 if absent.")),
        Route.get("/api/v1/alarm-rules", "What is an alarm.", "AlarmRules", this::rules),
        Route.get(
            one, "One alarm, who was told, and what moved together.", "AlarmDetail", this::one),
        Route.send(
            "POST",
            one + "/acknowledge",
            "Says that somebody looks after it.",
            "AlarmWord",
            "Alarm",
            this::acknowledge),
        Route.send(
            "POST",
            one + "/feedback",
            "Says what it was; a false alarm moves the limit for its model.",
            "AlarmFeedback",
            "Alarm",
            this::feedback),
        Route.send(
            "POST",
            one + "/replay",
            "Tells all outputs again of the present state.",
            "",
            "AlarmReplay",
            this::replay),
        Route.get("/api/v1/silences", "When nobody is told.", "SilencePage", this::silences),
        Route.send(
            "POST",
            "/api/v1/silences",
            "Begins a silence: alarms are recorded, nobody is told.",
            "NewSilence",
            "Silence",
            this::silence),
        Route.send("DELETE", "/api/v1/silences/{id}", "Ends a silence.", "", "Message", this::end)
            .with(Param.text("by", "Who ends it.")));
  }

  private Answer list(Request request) throws ProviderException {
    Query query = request.query();
    int limit = query.integer("limit", 100, 1, 1_000);
    List<Alarm> page =
        alarms.list(
            query.flag("open"),
            query.text("model", ""),
            query.whole("before_id", Long.MAX_VALUE),
            limit);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Alarm a : page) {
        AlarmJson.alarm(json, a);
      }
      json.writeEndArray();
      json.writeStringField(
          "next", page.size() < limit ? null : Long.toString(page.getLast().id()));
      json.writeEndObject();
    });
  }

  private Answer rules(Request request) {
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (AlarmRule r : alarms.rules()) {
        AlarmJson.rule(json, r);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer one(Request request) throws ProviderException {
    long id = id(request);
    Alarm a = alarms.find(id).orElseThrow(() -> missing(id));
    List<Delivery> deliveries = alarms.deliveries(id);
    List<Alarm> group =
        alarms.list(false, "", Long.MAX_VALUE, GROUP).stream()
            .filter(o -> o.group() == a.group() && o.id() != a.id())
            .toList();
    return Answer.json(json -> AlarmJson.detail(json, a, deliveries, group));
  }

  private Answer acknowledge(Request request) throws ProviderException, IOException {
    Map<String, Object> body = body(request, List.of("by", "note"));
    long id = known(request);
    Alarm a = alarms.acknowledge(id, text(body, "by"), text(body, "note"));
    return Answer.json(json -> AlarmJson.alarm(json, a));
  }

  private Answer feedback(Request request) throws ProviderException, IOException {
    Map<String, Object> body = body(request, List.of("by", "note", "feedback"));
    long id = known(request);
    String word = text(body, "feedback");
    Feedback said = null;
    for (Feedback f : Feedback.values()) {
      if (f.name().toLowerCase(Locale.ROOT).equals(word)) {
        said = f;
      }
    }
    if (said == null) {
      throw ApiError.invalid(
          "feedback", "feedback '" + word + "': expected false_alarm, expected, real or none");
    }
    Alarm a = alarms.judge(id, said, text(body, "by"), text(body, "note"));
    return Answer.json(json -> AlarmJson.alarm(json, a));
  }

  private Answer replay(Request request) throws ProviderException {
    int told = alarms.again(known(request));
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeNumberField("outputs", told);
      json.writeEndObject();
    });
  }

  private Answer silences(Request request) throws ProviderException {
    List<Silence> all = alarms.silences();
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Silence s : all) {
        AlarmJson.silence(json, s);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer silence(Request request) throws ProviderException, IOException {
    Map<String, Object> body =
        body(request, List.of("models", "from", "until", "for", "by", "reason"));
    long from = body.containsKey("from") ? instant(body, "from") : request.now();
    if (body.containsKey("until") == body.containsKey("for")) {
      throw ApiError.invalid("until", "expected either 'until' (a time) or 'for' (a duration)");
    }
    long until =
        body.containsKey("until")
            ? instant(body, "until")
            : Instants.plus(from, duration(body, "for"));
    String models = text(body, "models");
    Silence s =
        alarms.silence(
            new Silence(
                0,
                models.isEmpty() ? "*" : models,
                from,
                until,
                text(body, "by"),
                text(body, "reason")));
    return Answer.json(json -> AlarmJson.silence(json, s));
  }

  private Answer end(Request request) throws ProviderException {
    long id = id(request);
    if (!alarms.endSilence(id, request.query().text("by", ""))) {
      throw ApiError.notFound(
          "no silence has the number " + id + "; those of the configuration are ended there");
    }
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("message", "silence " + id + " has ended");
      json.writeEndObject();
    });
  }

  private long known(Request request) throws ProviderException {
    long id = id(request);
    if (alarms.find(id).isEmpty()) {
      throw missing(id);
    }
    return id;
  }

  private static ApiError missing(long id) {
    return ApiError.notFound("no alarm has the number " + id);
  }

  private static long id(Request request) {
    String text = request.variable("id");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiError.invalid("id", "'" + text + "' is no number of an alarm");
    }
  }

  private static Map<String, Object> body(Request request, List<String> known) throws IOException {
    Map<String, Object> body = request.jsonObject();
    for (String key : body.keySet()) {
      if (!known.contains(key)) {
        throw ApiError.invalid(
            key, "'" + key + "' is not known" + Nearest.hint(key, known) + " of " + known);
      }
    }
    return body;
  }

  private static String text(Map<String, Object> body, String key) {
    Object value = body.getOrDefault(key, "");
    if (!(value instanceof String text) || text.length() > 1_000) {
      throw ApiError.invalid(key, key + ": expected a text of at most 1,000 characters");
    }
    return text;
  }

  private static long instant(Map<String, Object> body, String key) {
    try {
      return Instants.parse(text(body, key));
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid(key, key + ": " + e.getMessage());
    }
  }

  private static long duration(Map<String, Object> body, String key) {
    try {
      return Durations.parse(text(body, key));
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid(key, key + ": " + e.getMessage());
    }
  }
}
