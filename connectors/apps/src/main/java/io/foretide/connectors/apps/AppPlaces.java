package io.foretide.connectors.apps;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where apps are and run on this machine.
 *
 * @param base the configuration's folder
 * @param programs the folder whose programs models may run
 * @param runs the folder of running apps' files
 * @param engine the command of Docker or Podman; empty to look for one
 * @param images beginnings of the names of images that models may run; empty for any
 * @param kubernetes where containers run instead of an engine of this machine
 * @param environment of this process
 */
public record AppPlaces(
    Path base,
    Path programs,
    Path runs,
    String engine,
    List<String> images,
    Optional<KubernetesPlace> kubernetes,
    Map<String, String> environment) {
  /** With an engine of this machine. */
  public AppPlaces(
      Path base,
      Path programs,
      Path runs,
      String engine,
      List<String> images,
      Map<String, String> environment) {
    this(base, programs, runs, engine, images, Optional.empty(), environment);
  }

  public AppPlaces {
    images = List.copyOf(images);
    environment = Map.copyOf(environment);
  }

  /** What programs see of this process' environment: never its secrets. */
  Map<String, String> passed() {
    Map<String, String> out = new java.util.HashMap<>();
    for (String name : List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT")) {
      String value = environment.get(name);
      if (value != null) {
        out.put(name, value);
      }
    }
    return out;
  }

  /**
   * Removes the files of runs that were going on when the process was killed; not those on a volume
   * of a cluster, where other processes may have theirs.
   */
  public void sweep() {
    RunFolder.sweep(runs);
  }
}
