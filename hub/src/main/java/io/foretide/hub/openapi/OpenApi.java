package io.foretide.hub.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /openapi.json}, made from the routes themselves, so that it cannot lag behind them.
 * Immutable.
 */
public final class OpenApi {
  private final List<Route> routes;
  private final String version;

  /**
   * @param others the routes to describe beside this one
   */
  public OpenApi(List<Route> others, String version) {
    this.version = version;
    List<Route> own =
        List.of(
            Route.get("/openapi.json", "This description.", "application/json", _ -> answer())
                .as(Role.OPEN));
    this.routes = Stream.concat(others.stream(), own.stream()).toList();
  }

  /** All routes, this one included. */
  public List<Route> all() {
    return routes;
  }

  private Answer answer() {
    return Answer.json(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("openapi", "3.1.0");
    Json.value(
        json,
        "info",
        Map.of(
            "title",
            "Foretide",
            "version",
            version,
            "license",
            Map.of("name", "Apache-2.0", "identifier", "Apache-2.0")));
    Json.value(json, "servers", List.of(Map.of("url", "/")));
    json.writeObjectFieldStart("paths");
    for (Map.Entry<String, List<Route>> path : byPath().entrySet()) {
      json.writeObjectFieldStart(path.getKey());
      for (Route route : path.getValue()) {
        json.writeFieldName(route.method().toLowerCase(Locale.ROOT));
        operation(json, route);
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("components");
    Json.value(json, "schemas", Schemas.all());
    Json.value(
        json, "securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer")));
    json.writeEndObject();
    json.writeEndObject();
  }

  private Map<String, List<Route>> byPath() {
    Map<String, List<Route>> out = new LinkedHashMap<>();
    for (Route route : routes) {
      String path = route.path().replace("*}", "}");
      out.computeIfAbsent(path, _ -> new ArrayList<>()).add(route);
    }
    return out;
  }

  private static void operation(JsonGenerator json, Route route) throws IOException {
    json.writeStartObject();
    json.writeStringField("operationId", operationId(route));
    json.writeStringField("summary", route.about());
    json.writeStringField("x-role", route.role().name().toLowerCase(Locale.ROOT));
    Json.value(
        json,
        "security",
        route.role() == Role.OPEN ? List.of() : List.of(Map.of("token", List.of())));
    json.writeArrayFieldStart("parameters");
    for (String variable : route.variables()) {
      parameter(json, variable, "path", true, Map.of("type", "string"), "Percent-encoded.");
    }
    for (Param p : route.params()) {
      if (p.equals(Param.ANY)) {
        continue;
      }
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", p.type());
      if (!p.choices().isEmpty()) {
        schema.put("enum", p.choices());
      }
      parameter(json, p.name(), "query", p.required(), schema, p.about());
    }
    json.writeEndArray();
    if (!route.body().isEmpty()) {
      json.writeObjectFieldStart("requestBody");
      json.writeBooleanField("required", true);
      content(json, route.body());
      json.writeEndObject();
    }
    json.writeObjectFieldStart("responses");
    json.writeObjectFieldStart(route.result().isEmpty() ? "204" : "200");
    json.writeStringField("description", "As asked.");
    if (!route.result().isEmpty()) {
      content(json, route.result());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("default");
    json.writeStringField("description", "What was wrong, and what to do.");
    content(json, "Error");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String operationId(Route route) {
    StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    for (String word : route.path().split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty() && !word.equals("api") && !word.equals("v1")) {
        id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return id.toString();
  }

  private static void parameter(
      JsonGenerator json, String name, String in, boolean needed, Object schema, String about)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("in", in);
    json.writeBooleanField("required", needed);
    json.writeStringField("description", about);
    Json.value(json, "schema", schema);
    json.writeEndObject();
  }

  /** A media type stands for itself; anything else is a schema of JSON. */
  private static void content(JsonGenerator json, String what) throws IOException {
    boolean media = what.indexOf('/') > 0;
    json.writeObjectFieldStart("content");
    json.writeObjectFieldStart(media ? what : "application/json");
    Json.value(
        json,
        "schema",
        media ? Map.of("type", "string") : Map.of("$ref", "#/components/schemas/" + what));
    json.writeEndObject();
    json.writeEndObject();
  }
}
