package io.foretide.app.config;

import io.foretide.connectors.enodo.job.TimeUnit;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Enodo's protocol: {@code hub.enodo}, {@code listener.enodo} and {@code worker}. A part without
 * any key is off. Durations are nanoseconds.
 *
 * @param hub what listens to listeners and workers
 * @param listener what counts points and reports them to a hub
 * @param worker what runs a hub's jobs
 */
public record EnodoConfig(
    Optional<HubPart> hub, Optional<ListenerPart> listener, Optional<WorkerPart> worker) {
  static final EnodoConfig NONE =
      new EnodoConfig(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @param host address to listen on
   * @param port 0 for any free one
   * @param allowUntokened ranges of addresses
   * @param tokens any of which lets a client in
   * @param clientMaxTimeout a client that is silent for so long is dropped
   * @param watcherInterval how often clients are looked at
   * @param connections most at a time
   * @param packetBytes largest packet
   * @param packetsPerSecond of one connection
   * @param queue most jobs that wait
   * @param unit of the times that workers answer with
   * @param minDataPoints fewer values are too little to ask a worker
   * @param forecastEvery how often a series that Enodo's REST adds is forecast
   * @param queueWarning more waiting jobs than this are an event
   * @param user of Enodo's REST; empty for the usual one
   * @param password of Enodo's REST; empty if it has none
   * @param rest whether Enodo's REST is served
   * @param certificate PEM file; with {@code key} makes it TLS
   * @param key PEM file
   */
  public record HubPart(
      String host,
      int port,
      List<String> allowUntokened,
      List<Secret> tokens,
      long clientMaxTimeout,
      long watcherInterval,
      int connections,
      int packetBytes,
      int packetsPerSecond,
      int queue,
      TimeUnit unit,
      long minDataPoints,
      long forecastEvery,
      long queueWarning,
      String user,
      Secret password,
      boolean rest,
      Optional<Path> certificate,
      Optional<Path> key) {}

  /**
   * How a client reaches its hub.
   *
   * @param host of the hub
   * @param port of the hub
   * @param heartbeat how often it says that it lives
   * @param token empty for none
   * @param dialect that is spoken
   * @param tls whether the hub speaks TLS
   * @param id of the client; empty for a new one at each start
   */
  public record Upstream(
      String host,
      int port,
      long heartbeat,
      Secret token,
      Dialect dialect,
      boolean tls,
      String id) {}

  /**
   * @param upstream its hub
   * @param every between two reports
   * @param pipe unix socket that SiriDB up to 2.0.46 connects to
   * @param host address of the ports
   * @param teePort that later SiriDB connects to; -1 for none
   * @param readyPort that answers probes; -1 for none
   */
  public record ListenerPart(
      Upstream upstream,
      long every,
      Optional<Path> pipe,
      String host,
      int teePort,
      int readyPort) {}

  /**
   * @param upstream its hub
   * @param maxJobDuration longest run of a job
   * @param jobs run at a time, each as a worker of its own
   */
  public record WorkerPart(Upstream upstream, long maxJobDuration, int jobs) {}

  static EnodoConfig read(Settings hub, Settings listener, Settings worker, Path base) {
    return new EnodoConfig(
        hub.keys().isEmpty() ? Optional.empty() : Optional.of(EnodoReading.hub(hub, base)),
        listener.keys().isEmpty()
            ? Optional.empty()
            : Optional.of(EnodoReading.listener(listener, base)),
        worker.keys().isEmpty() ? Optional.empty() : Optional.of(EnodoReading.worker(worker)));
  }
}
