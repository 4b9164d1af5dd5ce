package io.foretide.app.enodorest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.NewestForm;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.PacketReader;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.engine.Change;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a newest worker finds in a base analysis is shown as the series' state, and stays. */
@Timeout(180)
class WorkerBaseAnalysisTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  private Service open() throws Exception {
    Map<String, Object> values =
        Map.of(
            "store",
            Map.of("folder", folder.resolve("data").toString()),
            "hub",
            Map.of("port", 0, "enodo", Map.of("port", 0, "http_port", 0)));
    return Service.open(
        Configuration.read(new Layer(values, Map.of()), folder),
        new ServiceOptions(true, false, WallClock.system(), e -> {}));
  }

  private String send(Service service, String method, String path, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + service.enodoRestPort() + path);
    return client
        .send(
            HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static Handshake worker() {
    return new Handshake(
        Item.mapping(
            Map.of(
                "client_id", Item.text("0".repeat(32)),
                "client_type", Item.text("worker"),
                "token", Item.text(""),
                "lib_version", Item.text("0.2.33"),
                "busy", new Item.Flag(false),
                "module",
                    Item.mapping(
                        Map.of(
                            "name", Item.text("toy"),
                            "version", Item.text("0.1.0"),
                            "supported_jobs",
                                new Item.Sequence(List.of(Item.text("job_base_analysis"))))))));
  }

  private static void say(Socket socket, Message message) throws IOException {
    socket
        .getOutputStream()
        .write(MessageCodec.write(Dialect.NEWEST, 1, message).bytes(Dialect.NEWEST));
  }

  @Test
  void characteristics_of_a_worker_are_kept_and_shown() throws Exception {
    String path = "/api/series/tank?fields=state";
    String shown =
        "\"health\": 0.25, \"characteristics\": {\"seasonal\": true, \"trend\": -2.5, \"kind\":"
            + " \"saw\"}, \"interval\": 77";
    try (Service service = open();
        Socket socket =
            new Socket(
                InetAddress.getLoopbackAddress(), service.enodoHub().orElseThrow().hub().port())) {
      service.start();
      PointBatch points = new PointBatch();
      long now = WallClock.system().now();
      for (long t = now - Instants.DAY; t < now; t += 10 * Instants.MINUTE) {
        points.add("tank", t, 1);
      }
      service.points().write(points);
      socket.setSoTimeout(60_000);
      PacketReader in =
          new PacketReader(
                  socket.getInputStream(),
                  new MemoryBudget(4 << 20, 1_000_000_000L),
                  1 << 20,
                  System::nanoTime,
                  Long.MAX_VALUE)
              .as(Dialect.NEWEST);
      say(socket, worker());
      assertThat(MessageCodec.read(Dialect.NEWEST, in.next())).isPresent();
      String job =
          "{\"module\":\"toy@0.1.0\",\"job_type\":\"job_base_analysis\",\"job_schedule_type\":\"TS\","
              + "\"job_schedule\":3600,\"module_params\":{},\"config_name\":\"base\"}";
      assertThat(
              send(
                  service,
                  "POST",
                  "/api/series",
                  "{\"name\":\"tank\",\"config\":{\"min_data_points\":2,\"job_config\":["
                      + job
                      + "]}}"))
          .isEqualTo("{\"data\": true}");
      Semaphore changed = new Semaphore(0);
      try (AutoCloseable listening = service.engine().subscribe((Change c) -> changed.release())) {
        assertThat(listening).isNotNull();
        Message asked = MessageCodec.read(Dialect.NEWEST, in.next()).orElseThrow();
        assertThat(asked).isInstanceOf(Message.WorkerJob.class);
        JobRequest request = NewestForm.read((Message.WorkerJob) asked);
        assertThat(request.kind()).isEqualTo(JobKind.BASE);
        java.util.LinkedHashMap<Item, Item> found = new java.util.LinkedHashMap<>();
        found.put(Item.text("seasonal"), new Item.Flag(true));
        found.put(Item.text("trend"), new Item.Real(-2.5));
        found.put(Item.text("kind"), Item.text("saw"));
        say(
            socket,
            new JobResult(
                    "tank",
                    request.id(),
                    "",
                    new PointColumn(),
                    Map.of(
                        "health", new Item.Real(0.25),
                        "characteristics", new Item.Mapping(found),
                        "interval", new Item.Whole(77)))
                .newest("job_base_analysis"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String state = send(service, "GET", path, "");
        while (!state.contains(shown) && System.nanoTime() < deadline) {
          changed.tryAcquire(200, TimeUnit.MILLISECONDS);
          state = send(service, "GET", path, "");
        }
        assertThat(state).contains(shown);
      }
    }
    try (Service again = open()) {
      assertThat(send(again, "GET", path, "")).contains(shown);
    }
  }
}
