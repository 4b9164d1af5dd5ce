package io.foretide.app.config;

import io.foretide.app.config.EnodoConfig.HubPart;
import io.foretide.app.config.EnodoConfig.ListenerPart;
import io.foretide.app.config.EnodoConfig.Upstream;
import io.foretide.app.config.EnodoConfig.WorkerPart;
import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.hub.AddressRanges;
import io.foretide.connectors.enodo.hub.HubOptions;
import io.foretide.connectors.enodo.job.TimeUnit;
import io.foretide.connectors.enodo.listener.ListenerOptions;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the settings of Enodo's protocol. */
final class EnodoReading {
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
  private static final int MOST_PORT = 65_535;

  private EnodoReading() {}

  static HubPart hub(Settings s, Path base) {
    List<String> ranges = s.has("allow_untokened") ? s.texts("allow_untokened") : LOOPBACK;
    try {
      var unused = AddressRanges.of(ranges);
    } catch (IllegalArgumentException e) {
      s.problem("allow_untokened", String.valueOf(e.getMessage()));
    }
    Settings rest = s.section("basic_auth");
    Settings tls = s.section("tls");
    s.obsolete("save_to_disk_interval", "every change is durable at once");
    HubPart out =
        new HubPart(
            s.text("host", "127.0.0.1"),
            port(s, "port", HubOptions.PORT, 0),
            ranges,
            s.secrets("tokens"),
            s.duration(
                "client_max_timeout",
                HubOptions.LEAST_TIMEOUT,
                HubOptions.LEAST_TIMEOUT,
                Instants.DAY),
            s.duration(
                "watcher_interval", 2 * Instants.SECOND, Instants.SECOND / 10, Instants.HOUR),
            (int) s.integer("connections", 2_000, 1, 100_000),
            (int) s.integer("packet_bytes", 16 << 20, 1 << 10, 64 << 20),
            (int) s.integer("packets_per_second", 5_000, 1, 1_000_000),
            (int) s.integer("queue", 10_000, 1, 1_000_000),
            TimeUnit.of(s.choice("time_precision", "s", TimeUnit.WORDS)),
            s.integer("min_data_points", 100, 0, 1_000_000),
            s.duration("forecast_every", Instants.HOUR, Instants.SECOND, 366 * Instants.DAY),
            s.integer("max_in_queue_before_warning", 25, 0, 1_000_000),
            rest.text("username", "enodo"),
            rest.secret("password"),
            s.flag("rest", true),
            path(tls, "certificate", base),
            path(tls, "key", base));
    if (out.certificate().isPresent() != out.key().isPresent()) {
      s.problem("tls", "names only one of certificate and key: expected both, as PEM files");
    }
    return out;
  }

  static ListenerPart listener(Settings s, Path base) {
    return new ListenerPart(
        upstream(s),
        s.duration(
            "counter_update_interval", 10 * Instants.SECOND, Instants.SECOND / 10, Instants.DAY),
        path(s, "pipe_path", base),
        s.text("host", "127.0.0.1"),
        port(s, "tee_port", s.has("pipe_path") ? -1 : ListenerOptions.TEE_PORT, -1),
        port(s, "ready_port", -1, -1));
  }

  static WorkerPart worker(Settings s) {
    return new WorkerPart(
        upstream(s),
        s.duration("max_job_duration", 120 * Instants.SECOND, Instants.SECOND / 10, Instants.DAY),
        (int) s.integer("jobs", 1, 1, 1_000));
  }

  private static Upstream upstream(Settings s) {
    return new Upstream(
        s.text("hub_hostname", "127.0.0.1"),
        port(s, "hub_port", HubOptions.PORT, 1),
        s.duration(
            "heartbeat_interval", ClientOptions.HEARTBEAT, Instants.SECOND / 10, Instants.HOUR),
        s.secret("token"),
        s.choice("era", "seed", List.of("seed", "newest")).equals("seed")
            ? Dialect.SEED
            : Dialect.NEWEST,
        s.flag("tls", false),
        s.text("id", ""));
  }

  private static int port(Settings s, String key, int otherwise, int least) {
    return (int) s.integer(key, otherwise, least, MOST_PORT);
  }

  private static Optional<Path> path(Settings s, String key, Path base) {
    String text = s.text(key, "");
    return text.isEmpty() ? Optional.empty() : Optional.of(base.resolve(text).normalize());
  }
}
