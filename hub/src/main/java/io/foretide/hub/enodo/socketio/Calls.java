package io.foretide.hub.enodo.socketio;

import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Inside;
import io.foretide.hub.http.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events that ask or change something: each is a request of REST. Thread-safe. */
final class Calls {
  private static final byte[] NOTHING = new byte[0];
  private static final String RESOLVE = "/api/job/failed/resolve";
  private static final String LABELS = "/api/enodo/label";
  private static final String OUTPUTS = "/api/enodo/event/output";

  private final Inside rest;
  private final Map<String, Call> calls = new HashMap<>();

  /** Turns the data of an event into a request. */
  @FunctionalInterface
  private interface Plan {
    Asked of(@Nullable Object data);
  }

  /**
   * @param wrapped whether REST puts the answer into one more {@code data}
   */
  private record Call(Ack.Form form, boolean wrapped, Plan plan) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Asked(String method, String path, String query, byte[] body) {}

  Calls(Inside rest) {
    this.rest = rest;
    text("/api/series", data -> get("/api/series", "era=newest" + filter(data)));
    text("/api/series/create", data -> send("POST", "/api/series", data));
    text(
        "/api/series/details",
        data -> get("/api/series/" + key(data, "series_name"), "era=newest"));
    text("/api/series/delete", data -> bare("DELETE", "/api/series/" + key(data, "name")));
    text("/api/siridb/query", data -> send("GET", "/api/siridb/query", data));
    status("/api/event/output", _ -> get(OUTPUTS, ""));
    status("/api/event/output/create", data -> send("POST", OUTPUTS, data));
    status("/api/event/output/update", data -> send("PUT", OUTPUTS + "/" + key(data, "id"), data));
    status(
        "/api/event/output/delete", data -> bare("DELETE", OUTPUTS + "/" + key(data, "output_id")));
    plain("/api/enodo/modules", _ -> get("/api/enodo/module", ""));
    plain("/api/enodo/status", _ -> get("/api/enodo/status", "era=newest"));
    plain("/api/enodo/stats", _ -> get("/api/enodo/stats", ""));
    plain("/api/enodo/settings", _ -> get("/api/settings", "era=newest"));
    plain("/api/enodo/settings/update", data -> send("POST", "/api/settings", data));
    plain("/api/job/open", _ -> get("/api/job/open", ""));
    plain("/api/job/active", _ -> get("/api/job/active", ""));
    plain("/api/job/failed", _ -> get("/api/job/failed", ""));
    unwrapped("/api/enodo/labels", _ -> get(LABELS, ""));
    unwrapped("/api/enodo/labels/create", data -> send("POST", LABELS, data));
    unwrapped("/api/enodo/labels/delete", data -> send("DELETE", LABELS, data));
  }

  private void text(String event, Plan plan) {
    calls.put(event, new Call(Ack.Form.TEXT, false, plan));
  }

  private void plain(String event, Plan plan) {
    calls.put(event, new Call(Ack.Form.OBJECT, false, plan));
  }

  private void unwrapped(String event, Plan plan) {
    calls.put(event, new Call(Ack.Form.OBJECT, true, plan));
  }

  private void status(String event, Plan plan) {
    calls.put(event, new Call(Ack.Form.WITH_STATUS, false, plan));
  }

  /** Answers an event; empty if there is none of that name. */
  Optional<Ack> answer(Role role, String event, @Nullable Object data) {
    if (event.equals(RESOLVE)) {
      return Optional.of(resolve(role, data));
    }
    Call call = calls.get(event);
    if (call == null) {
      return Optional.empty();
    }
    try {
      Inside.Reply reply = ask(role, call.plan().of(data));
      String body = reply.body().isEmpty() ? "null" : reply.body();
      if (call.wrapped()) {
        body = PythonJson.text(PlainJson.object(body).get("data"));
      }
      return Optional.of(Ack.of(call.form(), body, reply.status()));
    } catch (ApiError e) {
      return Optional.of(Ack.error(call.form(), e.text(), e.status()));
    }
  }

  private Inside.Reply ask(Role role, Asked asked) {
    return rest.call(role, asked.method(), asked.path(), asked.query(), asked.body());
  }

  /** Has everything that failed of a series computed again. */
  private Ack resolve(Role role, @Nullable Object data) {
    try {
      String path = "/api/series/" + key(data, "series_name");
      String shown = ask(role, get(path, "byName=1&era=newest&fields=config")).body();
      if (PlainJson.object(shown).get("data") instanceof Map<?, ?> series
          && series.get("config") instanceof Map<?, ?> config
          && config.get("job_config") instanceof List<?> jobs) {
        for (Object job : jobs) {
          if (job instanceof Map<?, ?> m && m.get("config_name") instanceof String name) {
            var unused = ask(role, get(path + "/resolve/" + encoded(name), "byName=1"));
          }
        }
        return Ack.of(Shape.data(null));
      }
      throw ApiError.notFound("series does not exists");
    } catch (ApiError e) {
      return Ack.error(Ack.Form.OBJECT, e.text(), e.status());
    }
  }

  private static Asked get(String path, String query) {
    return new Asked("GET", path, query, NOTHING);
  }

  private static Asked bare(String method, String path) {
    return new Asked(method, path, "", NOTHING);
  }

  private static Asked send(String method, String path, @Nullable Object data) {
    return new Asked(method, path, "", PythonJson.bytes(data));
  }

  /** Clients without a filter send an empty text or an empty map. */
  private static String filter(@Nullable Object data) {
    return data instanceof String s && !s.isEmpty() ? "&filter=" + encoded(s) : "";
  }

  /** A name or number among the data, as a segment of an address. */
  private static String key(@Nullable Object data, String name) {
    Object value = data instanceof Map<?, ?> m ? m.get(name) : null;
    String text = value instanceof String || value instanceof Number ? value.toString() : "";
    if (text.isEmpty()) {
      throw ApiError.bad(name, name + ": expected a name or a number");
    }
    return encoded(text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
