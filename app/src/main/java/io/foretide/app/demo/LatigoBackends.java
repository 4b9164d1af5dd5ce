package io.foretide.app.demo;

import io.foretide.app.config.EnvironmentText;
import io.foretide.connectors.embeddedkafka.EmbeddedKafka;
import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that Latigo stands between, in this process: a broker that speaks as an Event Hub
 * does, the OAuth authority, Gordo, the Time Series API and the Metadata API; and Latigo's two
 * configuration files with their addresses.
 */
final class LatigoBackends implements AutoCloseable {
  /** Both executors are there before the first of them takes everything. */
  private static final int GATHERING_MILLIS = 1000;

  private final EmbeddedKafka kafka;
  private final StandIn standIn;
  private final LatigoPlant plant;
  private final Path folder;

  private LatigoBackends(EmbeddedKafka kafka, StandIn standIn, Path folder) {
    this.kafka = kafka;
    this.standIn = standIn;
    this.plant = new LatigoPlant(standIn);
    this.folder = folder;
  }

  /**
   * Starts them.
   *
   * @param folder for the broker's log and the two files
   */
  static LatigoBackends start(Path folder, WallClock clock) throws Exception {
    Files.createDirectories(folder);
    StandIn standIn = StandIn.start(true);
    boolean ready = false;
    try {
      EmbeddedKafka kafka =
          new EmbeddedKafka(Files.createTempDirectory(folder, "kafka"), GATHERING_MILLIS);
      LatigoBackends out = new LatigoBackends(kafka, standIn, folder);
      out.plant.build(clock.now());
      kafka.topics("hub");
      Files.writeString(out.scheduler(), out.file("scheduler_config.yaml"));
      Files.writeString(out.executor(), out.file("executor_config.yaml"));
      ready = true;
      return out;
    } finally {
      if (!ready) {
        standIn.close();
      }
    }
  }

  Path scheduler() {
    return folder.resolve("scheduler_config.yaml");
  }

  Path executor() {
    return folder.resolve("executor_config.yaml");
  }

  private String file(String name) throws IOException {
    try (InputStream in = LatigoBackends.class.getResourceAsStream("/demo/latigo/" + name)) {
      if (in == null) {
        throw new IOException("the program lacks demo/latigo/" + name);
      }
      return new EnvironmentText(addresses())
          .expand(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private Map<String, String> addresses() {
    return Map.of(
        "EVENT_HUB", EmbeddedKafka.SECRET,
        "KAFKA", kafka.saslServers(),
        "GORDO", standIn.gordoUrl(),
        "METADATA", standIn.metadataUrl(),
        "TIME_SERIES", standIn.timeSeriesUrl(),
        "AUTHORITY", standIn.authorityUrl(),
        "TENANT", "demo",
        "CLIENT", Authority.CLIENT,
        "SECRET", Authority.SECRET);
  }

  /** New points up to now. */
  void play(long now) {
    plant.play(now);
  }

  /** Requests so far, by back-end. */
  Map<String, Integer> requests() {
    Map<String, Integer> counts = standIn.counts();
    Map<String, Integer> out = new LinkedHashMap<>();
    out.put("gordo", counts.getOrDefault("/gordo", 0));
    out.put("time_series_api", counts.getOrDefault("/timeseries", 0));
    out.put("metadata_api", counts.getOrDefault("/metadata", 0));
    out.put("authority", counts.getOrDefault("/login", 0));
    return out;
  }

  /** Series of the Time Series API that predictions made. */
  long outputSeries() {
    return standIn.timeSeries().names().stream().filter(n -> n.contains("|")).count();
  }

  @Override
  public void close() {
    standIn.close();
    kafka.close();
  }
}
