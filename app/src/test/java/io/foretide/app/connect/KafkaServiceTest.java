package io.foretide.app.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.embeddedkafka.EmbeddedKafka;
import io.foretide.connectors.kafka.KafkaConnector;
import io.foretide.core.engine.Change;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelFile;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with its tasks on a real broker. */
class KafkaServiceTest {
  @TempDir Path folder;

  private Service open(String servers) throws Exception {
    Layer layer =
        YamlFile.parse(
            "test", "task_queue: {type: kafka, bootstrap.servers: \"" + servers + "\"}\n", s -> s);
    Map<String, Object> values = new HashMap<>(layer.values());
    values.put("store", Map.of("folder", folder.resolve("data").toString()));
    values.put("hub", Map.of("port", 0L));
    Configuration c =
        Configuration.read(
            new Layer(values, Map.of()), folder, Connectors.of(List.of(new KafkaConnector())));
    return Service.open(c, new ServiceOptions(false, true, WallClock.system(), e -> {}));
  }

  @Test
  void every_interval_is_predicted_and_every_task_of_the_topics_is_acknowledged() throws Exception {
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"));
        Service service = open(kafka.servers())) {
      long now = WallClock.system().now();
      PointBatch points = new PointBatch();
      for (long t = now - 50 * Instants.HOUR; t < now; t += 10 * Instants.MINUTE) {
        points.add("pump", t, t / Instants.HOUR % 7);
      }
      service.points().write(points);
      service.start();
      Semaphore changed = new Semaphore(0);
      try (AutoCloseable listening = service.engine().subscribe((Change c) -> changed.release())) {
        service
            .engine()
            .create(
                ModelFile.read(
                    Map.of(
                        "model",
                        "high",
                        "inputs",
                        List.of("pump"),
                        "every",
                        "1h",
                        "start",
                        "-2d",
                        "run",
                        Map.of("detect", Map.of("method", "limits", "high", 5.5)))));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (predicted(service) < 46 && System.nanoTime() < deadline) {
          changed.tryAcquire(200, TimeUnit.MILLISECONDS);
        }
        assertThat(listening).isNotNull();
      }
      assertThat(predicted(service)).isGreaterThanOrEqualTo(46);
      assertThat(kafka.topicNames()).contains("latigo_topic", "latigo_topic_backlog");
    }
  }

  private static long predicted(Service service) throws Exception {
    return service.engine().model("high").orElseThrow().tally().predicted();
  }
}
