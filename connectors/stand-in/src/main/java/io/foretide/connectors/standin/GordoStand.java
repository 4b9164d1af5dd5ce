package io.foretide.connectors.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A Gordo gateway: projects with revisions, each with machines. Version and bodies as Gordo has.
 */
public final class GordoStand implements Backend {
  private final Map<String, NavigableMap<String, Map<String, GordoMachine>>> projects =
      new TreeMap<>();
  private String version = "0.57.2";

  /** A revision of a project, made or replaced. */
  public synchronized void revision(String project, String revision, List<GordoMachine> machines) {
    Map<String, GordoMachine> byName = new TreeMap<>();
    machines.forEach(m -> byName.put(m.name(), m));
    projects.computeIfAbsent(project, p -> new TreeMap<>()).put(revision, byName);
  }

  /** A revision is gone. */
  public synchronized void removeRevision(String project, String revision) {
    projects.getOrDefault(project, new TreeMap<>()).remove(revision);
  }

  /** What {@code gordo-server-version} says. */
  public synchronized void version(String text) {
    version = text;
  }

  @Override
  public Reply answer(Asked asked) {
    return found(asked).get();
  }

  /** Finds under the lock what is asked for; the answer is made outside of it. */
  private synchronized Supplier<Reply> found(Asked asked) {
    String[] part = asked.path().split("/");
    // "", gordo, v0, project, ...
    NavigableMap<String, Map<String, GordoMachine>> revisions =
        part.length > 4 ? projects.get(part[3]) : null;
    if (revisions == null || revisions.isEmpty()) {
      return () -> Reply.page(200, "Not found: no such project");
    }
    String latest = revisions.lastKey();
    String revision = asked.has("revision") ? asked.parameter("revision") : latest;
    Map<String, GordoMachine> machines = revisions.get(revision);
    if (machines == null) {
      return () ->
          Reply.json(
              410,
              object()
                  .put("error", "Revision '" + revision + "' not found.")
                  .put("revision", revision));
    }
    if (part.length == 5 || asked.method().equals("DELETE")) {
      Reply reply =
          part.length == 5
              ? project(part[4], latest, revision, revisions, machines)
              : delete(part, latest, revisions);
      return () -> reply;
    }
    GordoMachine m = machines.get(part[4]);
    if (m == null || !m.healthy()) {
      return () -> Reply.page(404, "No such model found");
    }
    String rest = String.join("/", List.of(part).subList(5, part.length));
    String says = version;
    return switch (asked.method() + " " + rest) {
      case "GET metadata", "GET healthcheck" ->
          () -> Reply.json(200, GordoMetadata.of(part[3], m, says, revision));
      case "POST prediction" ->
          () -> GordoParquet.answer(asked, body -> GordoAnswer.of(m, body, false, revision));
      case "POST anomaly/prediction" ->
          () -> GordoParquet.answer(asked, body -> anomaly(m, body, revision));
      default -> () -> Reply.page(404, "Not Found");
    };
  }

  private static Reply anomaly(GordoMachine m, JsonNode body, String revision) {
    if (!m.detector()) {
      return Reply.json(
          422,
          object()
              .put("message", "Model is not an AnomalyDetector, it is of type: <class 'Pipeline'>")
              .put("revision", revision));
    }
    return GordoAnswer.of(m, body, true, revision);
  }

  private static Reply project(
      String what,
      String latest,
      String revision,
      NavigableMap<String, Map<String, GordoMachine>> revisions,
      Map<String, GordoMachine> machines) {
    ObjectNode out = object().put("revision", revision);
    ArrayNode list = Reply.JSON.createArrayNode();
    switch (what) {
      case "revisions" -> {
        revisions.keySet().forEach(list::add);
        out.put("latest", latest).set("available-revisions", list);
      }
      case "models" -> {
        machines.keySet().forEach(list::add);
        out.set("models", list);
      }
      case "expected-models" -> {
        machines.keySet().forEach(list::add);
        out.set("expected-models", list);
      }
      default -> {
        return Reply.page(404, "Not Found");
      }
    }
    return Reply.json(200, out);
  }

  /** {@code /<name>/revision/<revision>}. */
  private static Reply delete(
      String[] part, String latest, NavigableMap<String, Map<String, GordoMachine>> revisions) {
    if (part.length != 7 || !part[5].equals("revision")) {
      return Reply.page(404, "Not Found");
    }
    if (!part[6].matches("\\d+")) {
      return Reply.json(422, object().put("error", "Revision should only contains numbers."));
    }
    if (part[6].equals(latest)) {
      return Reply.json(409, object().put("error", "Unable to delete current revision."));
    }
    Map<String, GordoMachine> machines = revisions.get(part[6]);
    if (machines == null || machines.remove(part[4]) == null) {
      return Reply.page(404, "Not Found");
    }
    if (machines.isEmpty()) {
      revisions.remove(part[6]);
    }
    return Reply.json(200, object().put("ok", true).put("revision", latest));
  }

  private static ObjectNode object() {
    return Reply.JSON.createObjectNode();
  }
}
