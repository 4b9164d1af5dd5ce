package io.foretide.connectors.gordo;

import io.foretide.connectors.http.Parallel;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelInformationProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machines of the latest revision of each project as models. A project or machine that cannot
 * be read is told once as an event, keeps what was last known of it, and stops no other.
 * Thread-safe.
 */
final class GordoModels implements ModelInformationProvider, GordoView, Verified, AutoCloseable {
  /** Metadata requests at a time over all projects, each of which has a server of its own. */
  private static final int MOST_AT_ONCE = 64;

  private final GordoApi api;
  private final GordoSettings settings;
  private final ConnectorContext context;
  private final Definitions definitions;
  private final Map<String, String> troubles = new HashMap<>();
  private final Map<Wanted, ModelDefinition> made = new HashMap<>();
  private final Map<String, Collection<ModelDefinition>> byProject = new HashMap<>();
  private final StoredMachines stored;
  private NavigableMap<String, ModelDefinition> known = new TreeMap<>();
  private boolean looked;

  GordoModels(GordoApi api, GordoSettings settings, ConnectorContext context) {
    this.api = api;
    this.settings = settings;
    this.context = context;
    this.definitions = new Definitions(settings, context.modelDefaults());
    this.stored = new StoredMachines(context.models(), definitions);
  }

  @Override
  public void verify() throws ProviderException {
    api.verify();
  }

  @Override
  public synchronized List<ModelDefinition> list(String after, int limit) throws ProviderException {
    if (after.isEmpty()) {
      refresh();
    }
    return known.tailMap(after, false).values().stream().limit(limit).toList();
  }

  @Override
  public synchronized boolean exists(String name) throws ProviderException {
    if (known.isEmpty()) {
      refresh();
    }
    return known.containsKey(name);
  }

  @Override
  public List<String> projects() throws ProviderException {
    if (!settings.projects().isEmpty()) {
      return settings.projects();
    }
    if (context.projects().isEmpty()) {
      throw new ProviderException.Rejected(
          "no projects of Gordo are known: set model_info.projects or models_metadata_info");
    }
    List<String> found = context.projects().get().projects();
    if (found.isEmpty()) {
      throw new ProviderException.Transient(
          "models_metadata_info answered no projects: what was known stays", null);
    }
    return found;
  }

  @Override
  public ProjectLine project(String name) {
    Listed listed = listed(name);
    List<String> revisions = List.of();
    try {
      revisions = listed.trouble().isEmpty() ? api.revisions(name).all() : revisions;
    } catch (ProviderException e) {
      return new ProjectLine(name, "", List.of(), List.of(), String.valueOf(e.getMessage()));
    }
    return new ProjectLine(
        name,
        listed.revision(),
        revisions,
        listed.machines().stream().filter(m -> settings.wants(name, m)).sorted().toList(),
        listed.trouble());
  }

  @Override
  public MachineLine machine(String project, String name, String revision) {
    try {
      String health = api.health(project, name, revision);
      Machine m = api.machine(project, name, revision);
      return new MachineLine(
          name,
          revision,
          m.tags().size(),
          m.targets().size(),
          m.resolution(),
          m.detector(),
          m.trainFrom() + " to " + m.trainTo(),
          health);
    } catch (ProviderException e) {
      return new MachineLine(name, revision, 0, 0, "", false, "", String.valueOf(e.getMessage()));
    }
  }

  private void refresh() throws ProviderException {
    List<String> projects = projects();
    List<Listed> listed =
        Parallel.map(projects, settings.parallelism(), project -> listed(project));
    List<Wanted> wanted = new ArrayList<>();
    for (Listed project : listed) {
      for (String machine : project.machines()) {
        if (settings.wants(project.name(), machine)) {
          wanted.add(new Wanted(project.name(), machine, project.revision()));
        }
      }
    }
    made.keySet().retainAll(new HashSet<>(wanted));
    if (!looked) {
      made.putAll(stored.of(new HashSet<>(wanted)));
      looked = true;
    }
    List<Read> read = new ArrayList<>();
    List<Wanted> unknown = new ArrayList<>();
    for (Wanted w : wanted) {
      ModelDefinition d = made.get(w);
      if (d == null) {
        unknown.add(w);
      } else {
        read.add(new Read(w, d, ""));
      }
    }
    int permits = Math.min(MOST_AT_ONCE, settings.parallelism() * Math.max(1, projects.size()));
    for (Read r : Parallel.map(unknown, permits, w -> read(w))) {
      ModelDefinition d = r.definition();
      if (d != null) {
        made.put(r.wanted(), d);
      }
      read.add(r);
    }
    byProject.keySet().retainAll(projects);
    for (Listed project : listed) {
      if (project.trouble().isEmpty()) {
        byProject.put(project.name(), new ArrayList<>());
      }
      tell(project.name(), project.trouble());
    }
    for (Read r : read) {
      tell(r.wanted().name(), r.trouble());
      ModelDefinition before = known.get(r.wanted().name());
      Stream.ofNullable(
              r.definition() == null && !settings.ignoreUnhealthy() ? before : r.definition())
          .forEach(
              d -> byProject.computeIfAbsent(r.wanted().project(), p -> new ArrayList<>()).add(d));
    }
    NavigableMap<String, ModelDefinition> now = new TreeMap<>();
    byProject.values().forEach(all -> all.forEach(d -> now.put(d.name(), d)));
    known = now;
  }

  private record Listed(String name, String revision, List<String> machines, String trouble) {}

  /**
   * @param definition null if there is trouble
   */
  private record Read(Wanted wanted, @Nullable ModelDefinition definition, String trouble) {}

  /** A revision that goes away between the two questions is asked for again once. */
  private Listed listed(String project) {
    for (int attempt = 0; ; attempt++) {
      try {
        String latest = api.revisions(project).latest();
        return new Listed(project, latest, api.models(project, latest), "");
      } catch (ProviderException.ModelGone e) {
        api.forget(project);
        if (attempt > 0) {
          return new Listed(project, "", List.of(), String.valueOf(e.getMessage()));
        }
      } catch (ProviderException e) {
        return new Listed(project, "", List.of(), String.valueOf(e.getMessage()));
      }
    }
  }

  private Read read(Wanted w) {
    try {
      Machine machine = api.machine(w.project(), w.machine(), w.revision());
      return new Read(w, definitions.of(machine), "");
    } catch (ProviderException | IllegalArgumentException e) {
      return new Read(w, null, String.valueOf(e.getMessage()));
    }
  }

  /** Tells a trouble when it begins, when it changes, and when it is over. */
  private void tell(String about, String trouble) {
    String before = trouble.isEmpty() ? troubles.remove(about) : troubles.put(about, trouble);
    if (trouble.isEmpty() ? before != null : !trouble.equals(before)) {
      context
          .events()
          .append(
              Event.of(
                  context.clock().now(),
                  trouble.isEmpty() ? Severity.INFO : Severity.WARNING,
                  trouble.isEmpty() ? "gordo.healthy" : "gordo.unhealthy",
                  "",
                  "Gordo's '"
                      + about
                      + (trouble.isEmpty()
                          ? "' answers again"
                          : "' cannot be read, what was known of it "
                              + (settings.ignoreUnhealthy() ? "is left out: " : "stays: ")
                              + trouble)));
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
