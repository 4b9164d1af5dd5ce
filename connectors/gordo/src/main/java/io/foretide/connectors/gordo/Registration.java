package io.foretide.connectors.gordo;

import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How machines are made in Gordo: a command that gets the project's custom resource, such as {@code
 * kubectl apply -f -}, or the API of a cluster.
 *
 * @param command with its arguments; empty for none
 * @param timeout nanoseconds that it may take
 * @param cluster empty for none
 */
record Registration(List<String> command, long timeout, Optional<Cluster> cluster) {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final int SHOWN = 500;

  Registration {
    command = List.copyOf(command);
  }

  static Registration read(Settings s) {
    Optional<Cluster> cluster = Cluster.read(s.section("kubernetes"));
    if (cluster.isPresent() && s.has("command")) {
      s.problem("command", "and kubernetes: expected one of them");
    }
    return new Registration(
        s.texts("command"),
        s.duration("timeout", Instants.MINUTE, Instants.SECOND, Instants.HOUR),
        cluster);
  }

  /**
   * Applies a custom resource.
   *
   * @throws ProviderException.Rejected if nothing is configured, or it refuses
   * @throws ProviderException.Transient if it does not end in time
   */
  void apply(String resource, String project, String machine, ConnectorContext context)
      throws ProviderException {
    if (cluster.isPresent()) {
      cluster.get().apply(resource, project, context);
      return;
    }
    if (command.isEmpty()) {
      throw new ProviderException.Rejected(
          "machine '"
              + machine
              + "' cannot be made in Gordo: set register.command, such as [kubectl, apply, -f, -], or register.kubernetes,"
              + " or make it there by hand");
    }
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      Thread writing = Thread.startVirtualThread(() -> write(p, resource));
      StringBuilder said = new StringBuilder();
      Thread reading = Thread.startVirtualThread(() -> read(p, said));
      boolean ended = p.waitFor(timeout, TimeUnit.NANOSECONDS);
      if (!ended) {
        p.destroyForcibly();
      }
      writing.join();
      reading.join();
      if (!ended) {
        throw new ProviderException.Transient(
            "register.command did not end within its timeout", null);
      }
      if (p.exitValue() != 0) {
        throw new ProviderException.Rejected(
            "register.command ended with "
                + p.exitValue()
                + " for machine '"
                + machine
                + "': "
                + said);
      }
    } catch (IOException e) {
      throw new ProviderException.Rejected(
          "register.command '" + command.getFirst() + "' cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("register.command was interrupted", e);
    }
  }

  /** A command that does not read its input is no trouble: its exit code counts. */
  private static void write(Process p, String resource) {
    try (OutputStream out = p.getOutputStream()) {
      out.write(resource.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("register.command closed its input: {}", e.getMessage());
    }
  }

  private static void read(Process p, StringBuilder said) {
    try (InputStream in = p.getInputStream()) {
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (said.length() < SHOWN) {
          said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      LOG.debug("register.command closed its output: {}", e.getMessage());
    }
  }
}
