package io.foretide.app.cli;

import io.foretide.app.client.ApiClient;
import io.foretide.app.client.ServerFile;
import io.foretide.app.config.Configuration;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Finds the server to ask: the one named by {@code --url}, else the one that runs on the data
 * folder; where none runs, the same server is started inside this process on a free loopback port.
 */
public final class Connect {
  @Mixin private final Target target = new Target();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of a running server (default: the one that uses the data folder).",
      defaultValue = "${env:FORETIDE_URL}")
  private @Nullable URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File that holds the token for --url (default: variable FORETIDE_TOKEN).")
  private @Nullable Path tokenFile;

  Target target() {
    return target;
  }

  /**
   * Opens a connection.
   *
   * @param plan whether a server that is started in this process plans and runs models
   */
  Connection open(boolean plan) throws Exception {
    if (url != null && !url.toString().isEmpty()) {
      return new Connection(new ApiClient(url, token()), Optional.empty());
    }
    Configuration configuration = target.configuration();
    Optional<ServerFile> running = running(configuration.store().folder());
    if (running.isPresent()) {
      ServerFile s = running.get();
      return new Connection(new ApiClient(s.address(), s.token()), Optional.empty());
    }
    return inside(configuration, plan);
  }

  private static Connection inside(Configuration configuration, boolean plan) throws Exception {
    Service service =
        Service.open(
            configuration.onFreePort(),
            new ServiceOptions(false, false, WallClock.system(), Fatal::stop));
    boolean ready = false;
    try {
      if (plan) {
        service.start();
      }
      ServerFile s = service.server();
      ready = true;
      return new Connection(new ApiClient(s.address(), s.token()), Optional.of(service));
    } finally {
      if (!ready) {
        service.close();
      }
    }
  }

  private Optional<ServerFile> running(Path folder) {
    Optional<ServerFile> found = ServerFile.find(folder);
    if (found.isPresent() || target.named()) {
      return found;
    }
    return Files.exists(folder.resolve("foretide.db")) ? found : demo();
  }

  /** A running demonstration answers where nothing else is named and nothing is here. */
  private static Optional<ServerFile> demo() {
    Path demos = DemoFolder.parent();
    if (!Files.isDirectory(demos)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(demos)) {
      return folders.sorted().flatMap(f -> ServerFile.find(f).stream()).findFirst();
    } catch (IOException e) {
      // A folder that cannot be listed holds no server for us.
      return Optional.empty();
    }
  }

  private Secret token() throws IOException {
    if (tokenFile != null) {
      return new Secret(Files.readString(tokenFile).strip());
    }
    Map<String, String> environment = System.getenv();
    return new Secret(environment.getOrDefault("FORETIDE_TOKEN", ""));
  }
}
