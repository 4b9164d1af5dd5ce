package io.foretide.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rollout of a demonstration and how it ended.
 *
 * @param title what the candidate is
 * @param expected how it must end
 * @param rollout as the API tells it
 */
public record Tried(String title, String expected, JsonNode rollout) {
  /** The state in which it is. */
  public String outcome() {
    return rollout.path("state").asText();
  }

  /** Whether it ended as it should. */
  public boolean isAsExpected() {
    return outcome().equals(expected);
  }

  /** For the JSON line of {@code demo rollout --once}. */
  public Map<String, Object> asMap() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("candidate", title);
    out.put("expected", expected);
    out.put("outcome", outcome());
    List<Object> gates = new ArrayList<>();
    for (JsonNode g : rollout.path("gates")) {
      Map<String, Object> gate = new LinkedHashMap<>();
      for (String key :
          List.of("gate", "number", "bound", "limit", "active", "samples", "verdict")) {
        gate.put(key, g.path(key));
      }
      gates.add(gate);
    }
    out.put("gates", gates);
    JsonNode log = rollout.path("log");
    List<String> steps = new ArrayList<>();
    log.forEach(s -> steps.add(s.path("what").asText() + ": " + s.path("reason").asText()));
    out.put("steps", steps);
    return out;
  }
}
