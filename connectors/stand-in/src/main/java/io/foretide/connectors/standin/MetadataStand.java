package io.foretide.connectors.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The Metadata API: {@code /projects}, {@code /models}, {@code /ready}. */
public final class MetadataStand implements Backend {
  private final List<String> projects = new CopyOnWriteArrayList<>();
  private final Map<String, String> models = new ConcurrentHashMap<>();

  /** The projects from now on. */
  public void projects(List<String> names) {
    projects.clear();
    projects.addAll(names);
  }

  /** The last body that was posted for each model, by {@code project/model}. */
  public Map<String, String> models() {
    return Map.copyOf(models);
  }

  @Override
  public Reply answer(Asked asked) {
    if (asked.method().equals("GET") && asked.path().endsWith("/projects")) {
      ArrayNode names = Reply.JSON.createArrayNode();
      projects.forEach(names::add);
      return Reply.json(200, Reply.JSON.createObjectNode().set("projects", names));
    }
    if (asked.method().equals("GET") && asked.path().endsWith("/ready")) {
      return new Reply(
          200, Map.of("Content-Type", "text/plain"), "Ok".getBytes(StandardCharsets.US_ASCII));
    }
    if (asked.method().equals("POST") && asked.path().endsWith("/models")) {
      if (!(asked.json() instanceof ObjectNode model)
          || model.path("project_name").asText("").isEmpty()
          || model.path("model_name").asText("").isEmpty()) {
        return Reply.error(400, "project_name and model_name are needed");
      }
      String key = model.path("project_name").asText() + "/" + model.path("model_name").asText();
      models.put(key, asked.text());
      return Reply.json(200, model.put("model_id", 1_000_000 + key.hashCode() % 1000));
    }
    return Reply.page(404, "Not Found");
  }
}
