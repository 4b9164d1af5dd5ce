package io.foretide.app.cli;

import io.foretide.app.client.ApiClient;
import io.foretide.app.client.ApiException;
import io.foretide.app.client.Query;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.demo.Demo;
import io.foretide.app.folder.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Goes through a start, so that the Java machine can remember it; the launcher calls it. */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Start, predict, answer and stop; used to prepare fast starts.")
final class WarmUpCommand implements Callable<Integer> {
  private static final List<String> PATHS =
      List.of(
          "/api/v1/status",
          "/api/v1/models",
          "/api/v1/series",
          "/api/v1/gaps",
          "/api/v1/plan",
          "/api/v1/events?limit=10",
          "/api/v1/coverage?from=-1d&buckets=50",
          "/metrics",
          "/health/ready",
          "/ui/overview");

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("foretide-warm-up")) {
      for (int start = 0; start < 2; start++) {
        once(folder.path());
      }
      return ExitCode.OK;
    }
  }

  private static void once(Path folder) throws Exception {
    Configuration configuration =
        Configuration.read(
            new Layer(
                Map.of("store", Map.of("folder", folder.toString()), "hub", Map.of("port", 0)),
                Map.of()),
            folder);
    try (Demo demo = Demo.open("plant", configuration, false, 1, Fatal::stop);
        ApiClient client = new ApiClient(demo.address(), demo.service().server().token())) {
      demo.play(file -> {}, () -> false);
      long end = System.nanoTime() + 4_000_000_000L;
      demo.finish((left, due) -> {}, () -> System.nanoTime() > end);
      for (String path : PATHS) {
        ask(client, path);
      }
    }
  }

  /** Pages may answer with something that is no JSON; only that they answer matters here. */
  private static void ask(ApiClient client, String path)
      throws ApiException, InterruptedException, IOException {
    try (var in = client.stream(path, Query.NONE)) {
      in.readAllBytes();
    }
  }
}
