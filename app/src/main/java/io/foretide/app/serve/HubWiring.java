package io.foretide.app.serve;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.HubConfig;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Secret;
import io.foretide.hub.HubSettings;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Limits;
import io.foretide.hub.metrics.Gauge;
import io.foretide.store.SqlStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the hub is told by the configuration. */
final class HubWiring {
  private static final int METRICS_MODELS = 200;

  private HubWiring() {}

  static HubSettings settings(HubConfig c, Secret local) {
    List<String> admin = new ArrayList<>(texts(c.admin()));
    if (!local.isEmpty()) {
      admin.add(local.reveal());
    }
    HubSettings.Tls tls =
        c.certificate().isPresent() && c.key().isPresent()
            ? new HubSettings.Tls(c.certificate().get(), c.key().get())
            : null;
    return new HubSettings(
        c.host(),
        c.port(),
        Set.copyOf(c.hosts()),
        new Tokens(texts(c.read()), texts(c.write()), admin),
        tls,
        c.metricsOpen(),
        METRICS_MODELS,
        Limits.DEFAULT,
        c.login().orElse(null));
  }

  private static List<String> texts(List<Secret> secrets) {
    return secrets.stream().map(Secret::reveal).toList();
  }

  /** The address by which this machine reaches a server that listens on {@code host}. */
  static String reachable(String host) {
    if (host.equals("0.0.0.0")) {
      return "127.0.0.1";
    }
    return host.equals("::") ? "[::1]" : host.contains(":") ? "[" + host + "]" : host;
  }

  /** The effective configuration: value and origin by path, secrets masked. */
  static Map<String, Object> effective(Configuration configuration) {
    Map<String, Object> out = new LinkedHashMap<>();
    configuration
        .reading()
        .values()
        .forEach(v -> out.put(v.path(), Map.of("value", v.shown(), "origin", v.origin())));
    return out;
  }

  static List<Gauge> gauges(SqlStore store) {
    try {
      return List.of(
          new Gauge("foretide_database_bytes", "Size of the database.", Map.of(), store.bytes()));
    } catch (ProviderException e) {
      return List.of();
    }
  }
}
