package io.foretide.app.badinput;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.time.Instants;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A whole service in this process, on a real file and a free port. */
final class Installation implements AutoCloseable {
  static final String MODEL =
      """
      {"model": "%s", "inputs": ["%s"], "resolution": "10m", "every": "1h", "start": "-2d",
       "run": {"forecast": {"method": "seasonal_naive", "season": "1d", "horizon": "2h"}}}
      """;

  final SteppedClock clock;
  final AtomicReference<Throwable> fatal = new AtomicReference<>();
  final Service service;
  final Client client;

  Installation(Path folder) throws Exception {
    this(folder, new SteppedClock());
  }

  Installation(Path folder, SteppedClock clock) throws Exception {
    this.clock = clock;
    service =
        Service.open(configuration(folder, 0), new ServiceOptions(false, false, clock, fatal::set));
    service.start();
    client = new Client(service.server().address());
  }

  static Configuration configuration(Path folder, int port) {
    Map<String, Object> values =
        Map.of("store", Map.of("folder", folder.toString()), "hub", Map.of("port", port));
    return Configuration.read(new Layer(values, Map.of()), folder);
  }

  /** Ten days of a series, and a model on it that is complete. */
  void fill(String series, String model) throws Exception {
    client.feed(series, clock.now() - 10 * Instants.DAY, clock.now());
    var answer = client.send("POST", "/api/v1/models", MODEL.formatted(model, series));
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    client.awaitComplete(model);
  }

  /** Fails if the engine gave up. */
  void assertAlive() throws Exception {
    Throwable t = fatal.get();
    if (t != null) {
      throw new AssertionError("the engine stopped", t);
    }
    client.json("/api/v1/status");
  }

  @Override
  public void close() {
    client.close();
    service.close();
  }
}
