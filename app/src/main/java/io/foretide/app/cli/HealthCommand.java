package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.ApiClient;
import io.foretide.app.client.Query;
import io.foretide.app.client.ServerFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code health}: for containers and service managers. */
@Command(
    name = "health",
    description = "Exit with 0 if the server of the data folder runs and is ready, else with 1.")
final class HealthCommand implements Callable<Integer> {
  @Mixin private final Target target = new Target();
  @Mixin private final Console console = new Console();

  @Override
  public Integer call() throws Exception {
    Path folder = target.configuration().store().folder();
    Optional<ServerFile> server = ServerFile.find(folder);
    if (server.isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, "no server runs on " + folder);
    }
    try (ApiClient client =
        new ApiClient(server.get().address(), server.get().token(), Duration.ofSeconds(3))) {
      JsonNode ready = client.get("/health/ready", Query.NONE);
      console.print(ready, () -> "ready");
      return ExitCode.OK;
    }
  }
}
