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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

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

  /** A project that does not answer says nothing of its machines, nor does a machine of itself. */
  @Override
  public synchronized boolean silentOn(String name) {
    int slash = name.lastIndexOf('/');
    return troubles.containsKey(slash < 0 ? name : name.substring(0, slash))
        || troubles.containsKey(name) && !settings.ignoreUnhealthy();
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
    List<MachineRead> read = new ArrayList<>();
    List<Wanted> unknown = new ArrayList<>();
    for (Wanted w : wanted) {
      ModelDefinition d = made.get(w);
      if (d == null) {
        unknown.add(w);
      } else {
        read.add(MachineRead.of(w, d));
      }
    }
    Map<String, ProjectMachines> groups = new LinkedHashMap<>();
    for (MachineRead r : ask(unknown, groups)) {
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
      ProjectMachines asked = groups.get(project.name());
      tell(
          project.name(),
          project.trouble().isEmpty() && asked != null ? asked.trouble() : project.trouble());
    }
    for (MachineRead r : read) {
      if (r.asked()) {
        tell(r.wanted().name(), r.trouble());
      }
      ModelDefinition before = known.get(r.wanted().name());
      boolean keep = !settings.ignoreUnhealthy() || !r.asked();
      Stream.ofNullable(r.definition() == null && keep ? before : r.definition())
          .forEach(
              d -> byProject.computeIfAbsent(r.wanted().project(), p -> new ArrayList<>()).add(d));
    }
    Set<String> spoken = new HashSet<>(projects);
    wanted.forEach(w -> spoken.add(w.name()));
    troubles.keySet().retainAll(spoken);
    NavigableMap<String, ModelDefinition> now = new TreeMap<>();
    byProject.values().forEach(all -> all.forEach(d -> now.put(d.name(), d)));
    known = now;
  }

  /** Asks for machines of all projects side by side; {@code groups} gets those of each project. */
  private List<MachineRead> ask(List<Wanted> unknown, Map<String, ProjectMachines> groups)
      throws ProviderException {
    Semaphore gate = new Semaphore(MOST_AT_ONCE);
    for (Wanted w : unknown) {
      groups.computeIfAbsent(w.project(), p -> new ProjectMachines(this::read, gate)).add(w);
    }
    List<MachineRead> out = new ArrayList<>();
    for (List<MachineRead> all :
        Parallel.map(
            List.copyOf(groups.values()),
            Math.max(1, groups.size()),
            g -> g.read(settings.parallelism()))) {
      out.addAll(all);
    }
    return out;
  }

  private record Listed(String name, String revision, List<String> machines, String trouble) {}

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

  private MachineRead read(Wanted w) {
    try {
      Machine machine = api.machine(w.project(), w.machine(), w.revision());
      return MachineRead.of(w, definitions.of(machine));
    } catch (ProviderException.Transient e) {
      return MachineRead.without(w, MachineRead.Outcome.SILENT, e);
    } catch (ProviderException | IllegalArgumentException e) {
      return MachineRead.without(w, MachineRead.Outcome.REFUSED, e);
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
