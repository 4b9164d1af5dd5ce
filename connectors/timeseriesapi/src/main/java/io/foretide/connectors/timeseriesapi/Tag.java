package io.foretide.connectors.timeseriesapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A series as the API describes it.
 *
 * @param id given by the API
 * @param name as the historian has it
 * @param facility empty if unknown
 * @param attributes all other texts, by name
 */
record Tag(String id, String name, String facility, Map<String, String> attributes) {
  Tag {
    attributes = Map.copyOf(attributes);
  }

  static Tag of(JsonNode item) {
    Map<String, String> more = new LinkedHashMap<>();
    item.properties()
        .forEach(e -> {
          String text = e.getValue().isValueNode() ? e.getValue().asText("") : "";
          if (!text.isEmpty() && !e.getValue().isNull() && !e.getKey().equals("name")) {
            more.put(e.getKey(), text);
          }
        });
    return new Tag(text(item, "id"), text(item, "name"), text(item, "facility"), more);
  }

  private static String text(JsonNode item, String key) {
    JsonNode v = item.path(key);
    return v.isNull() ? "" : v.asText("");
  }
}
