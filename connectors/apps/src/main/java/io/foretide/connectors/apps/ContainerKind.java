package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Pinned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * {@code run: {container: ...}}: an image that runs to its end for each job, with its input in
 * {@code /in} and its output in {@code /out}, by an engine of this machine or as a Job of a
 * Kubernetes cluster. It gets no network, no rights and a read-only file system unless the model
 * file gives it a network. Thread-safe.
 */
public final class ContainerKind implements ModelKind {
  private static final int ENGINE_FAILED = 125;
  private static final int NOT_RUNNABLE = 126;
  private static final int NOT_FOUND = 127;

  private final AppPlaces places;

  /**
   * @param places where the engine is and files are put
   */
  public ContainerKind(AppPlaces places) {
    this.places = places;
  }

  @Override
  public String name() {
    return "container";
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    ContainerSettings s = ContainerSettings.of(definition);
    return new RunNeeds(
        s.app().outputs(), s.app().reach(), s.app().ahead(), Order.ANY, s.summary());
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    ContainerSettings s = ContainerSettings.of(definition);
    if (!places.images().isEmpty() && places.images().stream().noneMatch(s.image()::startsWith)) {
      throw new ProviderException.Rejected(
          "image '"
              + s.image()
              + "' may not be run here: predictor.images allows those that begin with "
              + String.join(", ", places.images()));
    }
    if (places.kubernetes().isPresent()) {
      return prepared(definition, s, places.kubernetes().get());
    }
    String found = Engine.find(places).imageId(s.image());
    if (!s.id().isEmpty() && !s.id().equals(found)) {
      throw new ProviderException.Rejected(
          "id is "
              + s.id()
              + " and image '"
              + s.image()
              + "' is "
              + found
              + ": leave it out to take the image as it is now");
    }
    return Pinned.with(definition, "id", found);
  }

  /** The cluster fetches the image itself, so its name must say which one for good. */
  private ModelDefinition prepared(
      ModelDefinition definition, ContainerSettings s, KubernetesPlace place)
      throws ProviderException {
    if (!s.image().matches(".*@sha256:[0-9a-f]{64}")) {
      throw new ProviderException.Rejected(
          "image '"
              + s.image()
              + "' does not say which one it is for good: expected its digest behind the name, such"
              + " as registry/scorer@sha256:..., for a cluster fetches it anew");
    }
    if (!s.network().equals("none")) {
      throw new ProviderException.Rejected(
          "network '"
              + s.network()
              + "' has no meaning in a cluster: remove it, and allow or deny the pods'"
              + " network by a NetworkPolicy");
    }
    new Cluster(places, place).check();
    return definition;
  }

  @Override
  public String status(ModelDefinition definition) throws ProviderException {
    if (places.kubernetes().isPresent()) {
      new Cluster(places, places.kubernetes().get()).check();
      return "The cluster answers.";
    }
    Engine.find(places).check();
    return "The engine answers.";
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ContainerSettings s = ContainerSettings.of(request.revision().definition());
    if (places.kubernetes().isPresent()) {
      KubernetesPlace place = places.kubernetes().get();
      Cluster cluster = new Cluster(places, place);
      return new AppRun(
              request, s.app(), (job, timeout) -> run(s, cluster, place, job, timeout), deadline)
          .result();
    }
    Engine engine;
    try {
      engine = Engine.find(places);
    } catch (ProviderException.Rejected e) {
      throw new ProviderException.Transient(String.valueOf(e.getMessage()), e);
    }
    return new AppRun(request, s.app(), (job, timeout) -> run(s, engine, job, timeout), deadline)
        .result();
  }

  private AppAnswer run(ContainerSettings s, Engine engine, Job job, long timeout)
      throws ProviderException {
    String shown = "image '" + s.image() + "'";
    try (RunFolder folder = RunFolder.fill(places.runs(), job, true)) {
      Launch.Ended ended =
          engine.run("foretide-" + folder.id(), arguments(s, folder, job), timeout);
      if (ended.exit() == ENGINE_FAILED) {
        throw new ProviderException.Transient(
            shown + " was not started by the engine" + Launch.said(ended.tail()), null);
      }
      if (ended.exit() == NOT_RUNNABLE || ended.exit() == NOT_FOUND) {
        throw new ProviderException.Rejected(
            shown + " has no such command" + Launch.said(ended.tail()));
      }
      ExitCode.check(shown, ended);
      return folder.answer(job, shown);
    }
  }

  private AppAnswer run(
      ContainerSettings s, Cluster cluster, KubernetesPlace place, Job job, long timeout)
      throws ProviderException {
    String shown = "image '" + s.image() + "'";
    try (RunFolder folder = RunFolder.fill(place.folder(), job, true)) {
      String name = "foretide-run-" + UUID.randomUUID();
      String manifest = JobManifest.of(name, s, job, place, folder.id(), timeout);
      Launch.Ended ended = cluster.run(name, manifest, folder.folder(), timeout);
      if (ended.exit() == NOT_RUNNABLE || ended.exit() == NOT_FOUND) {
        throw new ProviderException.Rejected(
            shown + " has no such command" + Launch.said(ended.tail()));
      }
      ExitCode.check(shown, ended);
      return folder.answer(job, shown);
    }
  }

  private static List<String> arguments(ContainerSettings s, RunFolder folder, Job job) {
    List<String> out =
        new ArrayList<>(
            List.of(
                "--network",
                s.network(),
                "--read-only",
                "--tmpfs",
                "/tmp",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--pids-limit",
                "512",
                "--memory",
                s.memory(),
                "--cpus",
                Double.toString(s.cpus()),
                "--volume",
                folder.in().toAbsolutePath() + ":/in:ro",
                "--volume",
                folder.out().toAbsolutePath() + ":/out"));
    Map<String, String> environment = new TreeMap<>(s.environment());
    environment.putAll(ProcessKind.about(job));
    environment.put("FORETIDE_IN", "/in");
    environment.put("FORETIDE_OUT", "/out");
    environment.forEach((name, value) -> out.addAll(List.of("--env", name + "=" + value)));
    labels(job).forEach((name, value) -> out.addAll(List.of("--label", name + "=" + value)));
    out.add(s.id().isEmpty() ? s.image() : s.id());
    out.addAll(s.command());
    return out;
  }

  static Map<String, String> labels(Job job) {
    return new TreeMap<>(
        Map.of(
            "io.foretide.model", job.revision().definition().name(),
            "io.foretide.revision", Integer.toString(job.revision().number()),
            "io.foretide.version", job.settings().version(),
            "io.foretide.interval",
                io.foretide.core.time.Instants.format(job.start())
                    + "/"
                    + io.foretide.core.time.Instants.format(job.end())));
  }
}
