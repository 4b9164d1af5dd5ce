package io.foretide.connectors.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The Time Series API: look-up, listing in pages, bulk reading of at most 100 series with a limit
 * of points for each, creation (409 if it is there, 400 without facility) and bulk writing.
 */
public final class TimeSeries implements Backend {
  private static final int IDS = 100;
  private static final int LIMIT = 100_000;
  private static final int PAGE = 1000;

  private final NavigableMap<String, Stored> byKey = new TreeMap<>();
  private final Map<String, Stored> byId = new TreeMap<>();
  private boolean namedItems;

  private static final class Stored {
    final String id;
    final String name;
    final String facility;
    final ObjectNode shown;
    final NavigableMap<Instant, ObjectNode> points = new TreeMap<>();

    Stored(String id, String name, String facility, ObjectNode shown) {
      this.id = id;
      this.name = name;
      this.facility = facility;
      this.shown = shown;
    }
  }

  /** Makes a series without points; its id follows from facility and name. */
  public synchronized String series(String name, String facility) {
    return create(Reply.JSON.createObjectNode().put("name", name).put("facility", facility)).id;
  }

  /** Adds a point to a series of any facility with a name. */
  public synchronized void point(String name, Instant time, double value, int status) {
    Stored s =
        find(name, "").stream()
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no series " + name));
    s.points.put(
        time,
        Reply.JSON
            .createObjectNode()
            .put("time", time.toString())
            .put("value", value)
            .put("status", status));
  }

  /** The values that a series holds, by time; empty if there is no such series. */
  public synchronized NavigableMap<Instant, Double> values(String name) {
    NavigableMap<Instant, Double> out = new TreeMap<>();
    for (Stored s : find(name, "")) {
      s.points.forEach((t, p) -> out.put(t, p.path("value").asDouble()));
    }
    return out;
  }

  /** Names of all series in order. */
  public synchronized List<String> names() {
    return byKey.values().stream().map(s -> s.name).sorted().toList();
  }

  /** Whether answers to reads name their series, as other versions of the API do. */
  public synchronized void namedItems(boolean named) {
    namedItems = named;
  }

  @Override
  public synchronized Reply answer(Asked asked) {
    String path = asked.path();
    if (asked.method().equals("GET")) {
      return asked.has("name") ? lookUp(asked) : list(asked);
    }
    if (asked.method().equals("POST") && path.endsWith("/query/data")) {
      return read(asked.json());
    }
    if (asked.method().equals("POST") && path.endsWith("/data")) {
      return write(asked.json());
    }
    return asked.method().equals("POST") ? make(asked.json()) : Reply.page(405, "no such verb");
  }

  private List<Stored> find(String name, String facility) {
    return byKey.values().stream()
        .filter(s -> s.name.equals(name) && (facility.isEmpty() || s.facility.equals(facility)))
        .toList();
  }

  private Reply lookUp(Asked asked) {
    ArrayNode items = Reply.JSON.createArrayNode();
    find(asked.parameter("name"), asked.parameter("facility")).forEach(s -> items.add(s.shown));
    return Reply.json(200, data(items));
  }

  private Reply list(Asked asked) {
    String after = asked.parameter("continuationToken");
    int limit = Math.min(PAGE, Integer.parseInt("0" + asked.parameter("limit")));
    ArrayNode items = Reply.JSON.createArrayNode();
    String last = null;
    for (Map.Entry<String, Stored> e : byKey.tailMap(after, false).entrySet()) {
      if (items.size() == Math.max(1, limit)) {
        break;
      }
      items.add(e.getValue().shown);
      last = e.getKey();
    }
    boolean more = last != null && byKey.higherKey(last) != null;
    ObjectNode out = data(items);
    return Reply.json(200, more ? out.put("continuationToken", last) : out);
  }

  private Reply read(JsonNode wanted) {
    if (!wanted.isArray() || wanted.size() > IDS) {
      return Reply.error(400, "expected an array of at most " + IDS);
    }
    ArrayNode items = Reply.JSON.createArrayNode();
    for (JsonNode w : wanted) {
      Stored s = byId.get(w.path("id").asText());
      if (s == null) {
        return Reply.error(404, "no series " + w.path("id").asText());
      }
      Instant from = Instant.parse(w.path("startTime").asText());
      Instant to = Instant.parse(w.path("endTime").asText());
      int limit = Math.min(LIMIT, w.path("limit").asInt(PAGE));
      ArrayNode points = Reply.JSON.createArrayNode();
      s.points.subMap(from, true, to, true).values().stream().limit(limit).forEach(points::add);
      ObjectNode item = Reply.JSON.createObjectNode().put("id", s.id);
      if (namedItems) {
        item.put("name", s.name).put("facility", s.facility);
      }
      items.add(item.set("datapoints", points));
    }
    ObjectNode out = data(items);
    out.putNull("continuationToken");
    return Reply.json(200, out);
  }

  private Reply make(JsonNode wanted) {
    String name = wanted.path("name").asText("");
    String facility = wanted.path("facility").asText("");
    if (name.isEmpty() || facility.isEmpty()) {
      return Reply.error(400, "facility not found");
    }
    if (!find(name, facility).isEmpty()) {
      return Reply.error(409, "name and facility exist");
    }
    ArrayNode items = Reply.JSON.createArrayNode();
    items.add(create((ObjectNode) wanted).shown);
    return Reply.json(201, data(items));
  }

  private Stored create(ObjectNode wanted) {
    String name = wanted.path("name").asText();
    String facility = wanted.path("facility").asText("");
    String key = name + "\n" + facility;
    String id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    ObjectNode shown = Reply.JSON.createObjectNode().put("id", id);
    shown.setAll(wanted);
    shown.put("createdTime", "2026-01-01T00:00:00.000Z");
    Stored s = new Stored(id, name, facility, shown);
    byKey.put(key, s);
    byId.put(id, s);
    return s;
  }

  private Reply write(JsonNode body) {
    int points = 0;
    List<Runnable> changes = new ArrayList<>();
    for (JsonNode item : body.path("items")) {
      Optional<Stored> s = Optional.ofNullable(byId.get(item.path("id").asText()));
      if (s.isEmpty()) {
        return Reply.error(404, "no series " + item.path("id").asText());
      }
      for (JsonNode p : item.path("datapoints")) {
        Instant time = Instant.parse(p.path("time").asText());
        if (!p.path("value").isNumber() || !p.path("status").isTextual()) {
          return Reply.error(400, "expected a number and a status text");
        }
        changes.add(() -> s.get().points.put(time, (ObjectNode) p));
        points++;
      }
    }
    changes.forEach(Runnable::run);
    return Reply.json(
        200,
        Reply.JSON
            .createObjectNode()
            .put("statusCode", 200)
            .put("message", "wrote " + points + " points"));
  }

  private static ObjectNode data(ArrayNode items) {
    ObjectNode out = Reply.JSON.createObjectNode().put("statusCode", 200);
    out.set("data", Reply.JSON.createObjectNode().set("items", items));
    return out;
  }
}
