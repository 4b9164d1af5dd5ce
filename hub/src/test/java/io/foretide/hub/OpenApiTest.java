package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served();
    Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
    Served.read(served.send("POST", "/api/v1/rollouts", RolloutRoutesTest.SHADOW), 201);
    for (int i = 0; i < 100; i++) {
      served.points.put("pump-7.pressure", Served.NOW - i * 600 * Instants.SECOND, i);
    }
    served.predictions.write(
        new ModelId(1),
        1,
        List.of("mean", "lo_95", "hi_95"),
        List.of(
            new PredictionBlock(
                Served.NOW - Instants.HOUR,
                Served.NOW - Instants.HOUR,
                600 * Instants.SECOND,
                new double[][] {{1, 2, 3}, {0, 1, 2}, {2, 3, Double.NaN}})));
    served.events.append(
        Event.of(Served.NOW, Severity.WARNING, "interval.failed", "model:x", "it failed"));
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Map<String, String> gets() throws Exception {
    Map<String, String> out = new LinkedHashMap<>();
    Read api = served.json("/openapi.json");
    Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(api.at("paths"));
    for (var e : paths.entrySet()) {
      if (e.getValue() instanceof Map<?, ?> methods
          && methods.get("get") instanceof Map<?, ?> get) {
        out.put(e.getKey().toString(), schema(get));
      }
    }
    return out;
  }

  /** The name of the schema of an operation's answer; empty if it is not JSON of a named one. */
  private static String schema(Map<?, ?> operation) {
    String text = String.valueOf(operation.get("responses"));
    String mark = "#/components/schemas/";
    int at = text.indexOf(mark);
    String name = at < 0 ? "" : text.substring(at + mark.length(), text.indexOf('}', at));
    return name.equals("Error") ? "" : name;
  }

  private static String address(String path) {
    String name = path.contains("/models/") ? "pump-7%2Fpressure" : "pump-7.pressure";
    String at = path.replace("{name}", name).replace("{path}", "overview").replace("{id}", "1");
    return switch (path) {
      case "/api/v1/models/{name}/explain" -> at + "?at=now";
      case "/api/v1/export/predictions" -> at + "?model=pump-7%2Fpressure";
      default -> at;
    };
  }

  @Test
  void every_described_get_answers_with_what_the_description_says() throws Exception {
    Read api = served.json("/openapi.json");
    for (Map.Entry<String, String> e : gets().entrySet()) {
      if (e.getKey().endsWith("/stream")
          || e.getKey().startsWith("/ui")
          || e.getKey().equals("/auth/login")
          || e.getKey().equals("/auth/callback")
          || e.getKey().equals("/favicon.ico")) {
        continue;
      }
      var answer = served.get(address(e.getKey()));
      assertThat(answer.statusCode()).as(e.getKey() + answer.body()).isBetween(200, 302);
      if (!e.getValue().isEmpty()) {
        Object schema = api.at("components.schemas." + e.getValue());
        assertThat(schema).as(e.getValue()).isNotNull();
        check(api, schema, Read.of(answer.body()).object(), e.getKey());
      }
    }
  }

  /** A small reader of JSON Schema: type, required, properties, items, enum and $ref. */
  private static void check(
      Read api, @Nullable Object schema, @Nullable Object value, String where) {
    if (!(schema instanceof Map<?, ?> s)) {
      return;
    }
    if (s.get("$ref") instanceof String ref) {
      check(api, api.at(ref.substring(2).replace('/', '.')), value, where);
      return;
    }
    if (value instanceof Map<?, ?> object) {
      if (s.get("properties") instanceof Map<?, ?> properties) {
        for (Object key : object.keySet()) {
          assertThat(properties.containsKey(key) || s.containsKey("additionalProperties"))
              .as(where + ": described: " + key)
              .isTrue();
          check(api, properties.get(key), object.get(key), where + "." + key);
        }
        if (s.get("required") instanceof List<?> required) {
          for (Object key : required) {
            boolean nullable = String.valueOf(properties.get(key)).contains("null");
            assertThat(nullable || object.containsKey(key)).as(where + ": has " + key).isTrue();
          }
        }
      }
    } else if (value instanceof List<?> list) {
      for (Object item : list) {
        check(api, s.get("items"), item, where + "[]");
      }
    } else if (value != null) {
      String type = String.valueOf(s.get("type"));
      boolean fits =
          switch (value) {
            case String _ -> type.contains("string");
            case Boolean _ -> type.contains("boolean");
            case Integer _, Long _ -> type.contains("integer") || type.contains("number");
            case Number _ -> type.contains("number");
            default -> false;
          };
      assertThat(fits || type.equals("null")).as(where + ": " + value + " is " + type).isTrue();
      if (s.get("enum") instanceof List<?> words) {
        assertThat(words.contains(value)).as(where + ": " + value + " in " + words).isTrue();
      }
    }
  }

  @Test
  void every_reference_of_the_description_leads_somewhere() throws Exception {
    String text = served.get("/openapi.json").body();
    Read api = Read.of(text);
    int at = text.indexOf("#/components/schemas/");
    while (at >= 0) {
      String name = text.substring(at + 21, text.indexOf('"', at));
      assertThat(api.at("components.schemas." + name)).as(name).isNotNull();
      at = text.indexOf("#/components/schemas/", at + 1);
    }
  }

  @Test
  void operations_have_distinct_ids_and_a_sentence_each() throws Exception {
    String text = served.get("/openapi.json").body();
    List<String> ids = new ArrayList<>();
    var matcher = Pattern.compile("\"operationId\":\"([^\"]+)\"").matcher(text);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    assertThat(ids).hasSizeGreaterThan(35).doesNotHaveDuplicates();
    assertThat(text).doesNotContain("\"summary\":\"\"");
  }
}
