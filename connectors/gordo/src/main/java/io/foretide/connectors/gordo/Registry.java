package io.foretide.connectors.gordo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Revision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes machines in Gordo and takes old ones away. A model that Gordo itself lists is there
 * already; one whose {@code run.gordo} has a {@code config} is made. Thread-safe.
 */
final class Registry {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG = "config";
  private static final int PAGE = 1000;

  private final GordoApi api;
  private final Registration registration;
  private final ConnectorContext context;
  private final ModelStore models;

  Registry(GordoApi api, Registration registration, ConnectorContext context) {
    this.api = api;
    this.registration = registration;
    this.context = context;
    this.models = context.models();
  }

  /**
   * Makes the machine of a model, with all others of its project that have a configuration here: a
   * custom resource replaces the one before it as a whole.
   */
  void register(Model model) throws ProviderException {
    ModelDefinition d = model.latest().definition();
    if (!(d.run().settings().get(CONFIG) instanceof Map<?, ?> config)) {
      return;
    }
    Run run = Run.of(d);
    SortedMap<String, Map<?, ?>> machines = new TreeMap<>();
    String after = "";
    List<Model> page;
    do {
      page = models.list(run.project(), after, PAGE);
      for (Model m : page) {
        add(m.definition(), run.project(), machines);
        after = m.name();
      }
    } while (page.size() == PAGE);
    machines.put(run.machine(), config);
    registration.apply(
        resource(run.project(), machines),
        run.project(),
        run.project() + "/" + run.machine(),
        context);
  }

  private static void add(
      ModelDefinition d, String project, SortedMap<String, Map<?, ?>> machines) {
    Map<String, Object> run = d.run().settings();
    if (d.run().kind().equals(Run.KIND)
        && project.equals(run.get("project"))
        && run.get("machine") instanceof String name
        && run.get(CONFIG) instanceof Map<?, ?> config) {
      machines.put(name, config);
    }
  }

  /**
   * The custom resource of a project, as JSON, which is YAML too.
   *
   * @param machines configurations by name: {@code model}, {@code dataset} and so on
   */
  static String resource(String project, SortedMap<String, Map<?, ?>> machines) {
    List<Map<String, Object>> list = new ArrayList<>();
    machines.forEach((name, config) -> {
      Map<String, Object> machine = new LinkedHashMap<>();
      machine.put("name", name);
      config.forEach((k, v) -> machine.put(String.valueOf(k), v));
      list.add(machine);
    });
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("apiVersion", "equinor.com/v1");
    out.put("kind", "Gordo");
    out.put("metadata", Map.of("name", project));
    out.put("spec", Map.of("config", Map.of("machines", list)));
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
