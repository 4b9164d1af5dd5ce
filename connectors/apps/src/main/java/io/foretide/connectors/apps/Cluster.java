package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Kubernetes cluster by its command line. Thread-safe. */
final class Cluster {
  private static final long PATIENCE = 30 * Instants.SECOND;
  private static final long FIRST_LOOK = 200_000_000L;
  private static final long LOOK = 2 * Instants.SECOND;
  private static final List<String> PASSED =
      List.of("KUBECONFIG", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT");

  private final KubernetesPlace place;
  private final Map<String, String> environment;

  Cluster(AppPlaces places, KubernetesPlace place) {
    this.place = place;
    environment = places.passed();
    for (String variable : PASSED) {
      String value = places.environment().get(variable);
      if (value != null) {
        environment.put(variable, value);
      }
    }
  }

  /**
   * @throws ProviderException.Rejected if jobs may not be made there
   * @throws ProviderException.Transient if the cluster does not answer
   */
  void check() throws ProviderException {
    Launch.Ended ended = call(List.of("auth", "can-i", "create", "jobs.batch"), PATIENCE);
    if (ended.exit() != 0 && ended.lastLine().equals("no")) {
      throw new ProviderException.Rejected(
          "jobs may not be created in namespace '"
              + place.namespace()
              + "': give the account that "
              + place.command()
              + " uses the right to create, get and delete jobs, and to read pods and their logs");
    }
    if (ended.exit() != 0) {
      throw new ProviderException.Transient(
          place.command() + " does not reach its cluster" + Launch.said(ended.tail()), null);
    }
  }

  /**
   * Runs a job to its end; it is always deleted.
   *
   * @param name of the job
   * @param manifest the job as JSON
   * @param scratch a folder for the manifest
   * @param timeout nanoseconds
   */
  Launch.Ended run(String name, String manifest, Path scratch, long timeout)
      throws ProviderException {
    Path file = scratch.resolve("job.json");
    try {
      Files.writeString(file, manifest, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ProviderException.Transient(file + " cannot be written: " + e.getMessage(), e);
    }
    try {
      Launch.Ended made = call(List.of("create", "--filename", file.toString()), PATIENCE);
      if (made.exit() != 0) {
        throw new ProviderException.Transient(
            "job " + name + " could not be created" + Launch.said(made.tail()), null);
      }
      return await(name, timeout);
    } finally {
      delete(name);
    }
  }

  private Launch.Ended await(String name, long timeout) throws ProviderException {
    long deadline = System.nanoTime() + timeout;
    long pause = FIRST_LOOK;
    while (true) {
      String counts =
          asked(
              List.of(
                  "get", "job", name, "--output", "jsonpath={.status.succeeded},{.status.failed}"));
      if (counts.matches("[1-9].*,.*")) {
        return new Launch.Ended(0, "");
      }
      if (counts.matches(".*,[1-9].*")) {
        Launch.Ended log = call(List.of("logs", "job/" + name, "--tail", "20"), PATIENCE);
        return new Launch.Ended(exit(name), log.tail());
      }
      if (System.nanoTime() > deadline) {
        throw new ProviderException.Transient(
            "job " + name + " took longer than " + Durations.format(timeout) + " and was deleted",
            null);
      }
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(pause, Math.max(1, deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProviderException.Transient("job " + name + " was interrupted", e);
      }
      pause = Math.min(LOOK, 2 * pause);
    }
  }

  /** The exit code of the job's container; one that may pass if the cluster does not know it. */
  private int exit(String name) throws ProviderException {
    String code =
        asked(
            List.of(
                "get",
                "pods",
                "--selector",
                "job-name=" + name,
                "--output",
                "jsonpath={.items[0].status.containerStatuses[0].state.terminated.exitCode}"));
    return code.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(code) : 1;
  }

  private String asked(List<String> arguments) throws ProviderException {
    Launch.Ended ended = call(arguments, PATIENCE);
    if (ended.exit() != 0) {
      throw new ProviderException.Transient(
          "the cluster does not tell of "
              + arguments.get(1)
              + " of a run"
              + Launch.said(ended.tail()),
          null);
    }
    return ended.lastLine();
  }

  private void delete(String name) throws ProviderException {
    boolean interrupted = Thread.interrupted();
    try {
      var unused =
          call(List.of("delete", "job", name, "--ignore-not-found", "--wait=false"), PATIENCE);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Launch.Ended call(List<String> arguments, long timeout) throws ProviderException {
    List<String> command =
        new ArrayList<>(List.of(place.command(), "--namespace", place.namespace()));
    command.addAll(arguments);
    return Launch.run(command, new HashMap<>(environment), null, timeout);
  }
}
