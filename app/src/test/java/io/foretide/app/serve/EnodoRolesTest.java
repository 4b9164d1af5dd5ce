package io.foretide.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.enodo.EnodoProcess;
import io.foretide.app.role.Roles;
import io.foretide.connectors.enodo.worker.Worker;
import io.foretide.core.engine.EngineStatus;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelFile;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.clients.ConnectedClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub with a listener and a worker of ours, as separate programs would be. */
class EnodoRolesTest {
  private static final long STEP = 10 * Instants.MINUTE;

  @TempDir private Path folder;
  private final CountDownLatch never = new CountDownLatch(1);
  private Service service;

  @BeforeEach
  void serve() throws Exception {
    Configuration c =
        Configuration.read(
            new Layer(
                Map.of(
                    "store", Map.of("folder", folder.resolve("data").toString()),
                    "hub",
                        Map.of(
                            "port", 0, "enodo", Map.of("port", 0, "tokens", "long-enough-token"))),
                Map.of()),
            folder);
    service =
        Service.open(
            c,
            new ServiceOptions(
                false,
                false,
                WallClock.system(),
                e -> {
                  throw new AssertionError(e);
                }));
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private EnodoProcess join(String roles) throws Exception {
    int port = service.enodoHub().orElseThrow().hub().port();
    Map<String, Object> hub =
        Map.of("hub_port", port, "token", "long-enough-token", "jobs", 2, "id", "fixed");
    Map<String, Object> listener =
        Map.of("hub_port", port, "token", "long-enough-token", "tee_port", 0);
    Configuration c =
        Configuration.read(
            new Layer(Map.of("worker", hub, "listener", Map.of("enodo", listener)), Map.of()),
            folder);
    return EnodoProcess.start(c, Roles.of(List.of(roles.split(","))), WallClock.system());
  }

  private void await(Condition so) throws Exception {
    long deadline = System.nanoTime() + Instants.MINUTE;
    while (!so.holds()) {
      assertThat(System.nanoTime()).as("it becomes so within a minute").isLessThan(deadline);
      var unused = never.await(20, TimeUnit.MILLISECONDS);
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void points(long now) throws Exception {
    PointBatch batch = new PointBatch();
    for (long t = now - 3 * Instants.DAY; t < now; t += STEP) {
      batch.add("tank", t, 10 + Math.sin(2 * Math.PI * t / Instants.DAY));
    }
    var unused = service.points().write(batch);
  }

  @Test
  void a_worker_of_ours_fills_the_past_of_a_model_and_its_present() throws Exception {
    long now = WallClock.system().now();
    points(now);
    var unused =
        service
            .engine()
            .create(
                ModelFile.read(
                    Map.of(
                        "model", "tank/level",
                        "inputs", List.of("tank"),
                        "resolution", "10m",
                        "every", "1h",
                        "start", "-12h",
                        "run",
                            Map.of(
                                "enodo",
                                Map.of(
                                    "method", "seasonal_naive",
                                    "window", "2d",
                                    "min_points", 10,
                                    "horizon", "6h")))));
    try (EnodoProcess process = join("listener,worker")) {
      await(() -> service.enodoHub().orElseThrow().clients().size() == 3);
      List<ConnectedClient> clients = service.enodoHub().orElseThrow().clients();
      assertThat(clients).extracting(ConnectedClient::role).contains("listener", "worker");
      assertThat(clients).extracting(ConnectedClient::id).contains("fixed").doesNotHaveDuplicates();
      assertThat(clients).allMatch(ConnectedClient::foretide);
      await(() -> {
        EngineStatus s = service.engine().status();
        return s.tally().due() >= 12 && s.tally().missing() + s.tally().inFlight() == 0;
      });
      assertThat(service.engine().status().tally().predicted()).isGreaterThanOrEqualTo(11);
      assertThat(process.clients().workers().stream().mapToLong(Worker::ended).sum())
          .isGreaterThanOrEqualTo(11);
      // The listener watches what living models read.
      await(() -> process.clients().listener().orElseThrow().tally().watches("tank"));
    }
    await(() -> service.enodoHub().orElseThrow().clients().isEmpty());
  }
}
