package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Docker or Podman by its command line: the engine's socket is never opened by this process. */
final class Engine {
  private static final long PATIENCE = 20 * Instants.SECOND;
  private static final List<String> KNOWN = List.of("docker", "podman");
  private static final List<String> PASSED =
      List.of(
          "DOCKER_HOST",
          "DOCKER_CONTEXT",
          "DOCKER_CONFIG",
          "DOCKER_TLS_VERIFY",
          "DOCKER_CERT_PATH",
          "CONTAINER_HOST",
          "XDG_RUNTIME_DIR",
          "XDG_CONFIG_HOME",
          "XDG_DATA_HOME");

  private final String cli;
  private final Map<String, String> environment;

  private Engine(String cli, Map<String, String> environment) {
    this.cli = cli;
    this.environment = environment;
  }

  /**
   * The engine of this machine.
   *
   * @throws ProviderException.Rejected if there is none
   */
  static Engine find(AppPlaces places) throws ProviderException.Rejected {
    List<String> wanted = places.engine().isEmpty() ? KNOWN : List.of(places.engine());
    for (String name : wanted) {
      Path found = executable(name, places.environment().get("PATH"));
      if (found != null) {
        Map<String, String> environment = places.passed();
        for (String variable : PASSED) {
          String value = places.environment().get(variable);
          if (value != null) {
            environment.put(variable, value);
          }
        }
        return new Engine(found.toString(), environment);
      }
    }
    throw new ProviderException.Rejected(
        "no container engine on this machine: "
            + String.join(" and ", wanted)
            + (wanted.size() == 1 ? " is" : " are")
            + " not on the PATH; install one, set predictor.engine to its command, or run the same"
            + " app with run: process");
  }

  private static @Nullable Path executable(String name, @Nullable String path) {
    if (name.contains("/") || name.contains(File.separator)) {
      Path file = Path.of(name);
      return Files.isExecutable(file) ? file.toAbsolutePath() : null;
    }
    for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
      if (!folder.isEmpty()) {
        Path file = Path.of(folder).resolve(name);
        if (Files.isRegularFile(file) && Files.isExecutable(file)) {
          return file.toAbsolutePath();
        }
      }
    }
    return null;
  }

  /**
   * @throws ProviderException.Transient if the engine does not answer
   */
  void check() throws ProviderException {
    Launch.Ended ended = call(List.of("ps", "--quiet"), PATIENCE);
    if (ended.exit() != 0) {
      throw new ProviderException.Transient(
          cli + " does not reach its engine" + Launch.said(ended.tail()), null);
    }
  }

  /**
   * The id of an image that is on this machine.
   *
   * @throws ProviderException.Rejected if it is not
   */
  String imageId(String image) throws ProviderException {
    check();
    Launch.Ended ended = call(List.of("image", "inspect", "--format", "{{.Id}}", image), PATIENCE);
    String id = ended.lastLine();
    if (ended.exit() != 0 || !id.matches("(sha256:)?[0-9a-f]{12,64}")) {
      throw new ProviderException.Rejected(
          "image '"
              + image
              + "' is not on this machine"
              + Launch.said(ended.tail())
              + ": fetch it first with "
              + cli
              + " pull "
              + image);
    }
    return id;
  }

  /** Runs a container to its end; it is always removed. */
  Launch.Ended run(String name, List<String> arguments, long timeout) throws ProviderException {
    List<String> all = new ArrayList<>(List.of("run", "--rm", "--name", name));
    all.addAll(arguments);
    boolean ended = false;
    try {
      Launch.Ended out = call(all, timeout);
      ended = true;
      return out;
    } finally {
      if (!ended) {
        remove(name);
      }
    }
  }

  private void remove(String name) throws ProviderException {
    boolean interrupted = Thread.interrupted();
    try {
      call(List.of("rm", "--force", name), PATIENCE);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Launch.Ended call(List<String> arguments, long timeout) throws ProviderException {
    List<String> command = new ArrayList<>();
    command.add(cli);
    command.addAll(arguments);
    return Launch.run(command, new HashMap<>(environment), null, timeout);
  }
}
