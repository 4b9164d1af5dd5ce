package io.foretide.connectors.gordo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Revision;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes machines in Gordo and takes old ones away. A model that Gordo itself lists is there
 * already; one whose {@code run.gordo} has a {@code config} is made. Thread-safe.
 */
final class Registry {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GordoApi api;
  private final Registration registration;
  private final ModelStore models;

  Registry(GordoApi api, Registration registration, ModelStore models) {
    this.api = api;
    this.registration = registration;
    this.models = models;
  }

  void register(Model model) throws ProviderException {
    ModelDefinition d = model.latest().definition();
    if (d.run().settings().get("config") instanceof Map<?, ?> config) {
      Run run = Run.of(d);
      registration.apply(resource(run, config), run.project() + "/" + run.machine());
    }
  }

  /**
   * The custom resource of a project with one machine, as JSON, which is YAML too.
   *
   * @param config of the machine: {@code model}, {@code dataset} and so on
   */
  static String resource(Run run, Map<?, ?> config) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("name", run.machine());
    config.forEach((k, v) -> machine.put(String.valueOf(k), v));
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("machines", List.of(machine));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("apiVersion", "equinor.com/v1");
    out.put("kind", "Gordo");
    out.put("metadata", Map.of("name", run.project()));
    out.put("spec", Map.of("config", inner));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(out);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings that are no JSON", e);
    }
  }

  /** Deletes what older revisions of a model left in Gordo; the one in use stays with Gordo. */
  void unregister(ModelId id) throws ProviderException {
    Optional<Model> model = models.find(id);
    if (model.isEmpty()) {
      return;
    }
    Set<Run> runs = new LinkedHashSet<>();
    for (Revision r : model.get().revisions()) {
      if (r.definition().run().kind().equals(Run.KIND)) {
        runs.add(Run.of(r.definition()));
      }
    }
    for (Run run : runs) {
      if (!api.revisions(run.project()).latest().equals(run.revision())) {
        api.delete(run.project(), run.machine(), run.revision());
      }
    }
  }

  /** Metadata, health and revisions in one sentence. */
  String status(Run run) throws ProviderException {
    GordoApi.Revisions revisions = api.revisions(run.project());
    String health;
    try {
      health = api.health(run.project(), run.machine(), run.revision());
    } catch (ProviderException e) {
      health = String.valueOf(e.getMessage());
    }
    return "machine "
        + run.machine()
        + " of project "
        + run.project()
        + ": "
        + health
        + "; runs revision "
        + run.revision()
        + (revisions.latest().equals(run.revision())
            ? ", the latest"
            : ", while the latest is " + revisions.latest())
        + " of "
        + revisions.all().size()
        + "; "
        + run.tags().size()
        + " tags, trained on "
        + run.trainFrom()
        + " to "
        + run.trainTo();
  }
}
