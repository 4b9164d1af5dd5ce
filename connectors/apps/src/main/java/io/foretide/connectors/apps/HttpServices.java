package io.foretide.connectors.apps;

import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.connectors.http.Session;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import io.foretide.core.time.WallClock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The connections to HTTP apps: one for each service of the configuration, which may carry
 * credentials, and one without for all others. Thread-safe.
 */
public final class HttpServices implements AutoCloseable {
  private final Map<String, Open> named = new TreeMap<>();
  private final Session plain;
  private final List<String> hosts;

  /**
   * A service of the configuration.
   *
   * @param url what paths are put behind
   * @param auth its credentials
   * @param http its limits
   */
  public record Service(URI url, AuthSettings auth, HttpSettings http) {}

  private record Open(URI url, Session session) {}

  /**
   * @param services by name
   * @param hosts that models may name in a {@code url}; empty for any
   * @param random for jitter; safe for many threads
   * @param environment for its proxy variables
   * @throws ProviderException.Rejected if a proxy variable is no address
   */
  public HttpServices(
      Map<String, Service> services,
      List<String> hosts,
      WallClock clock,
      RandomGenerator random,
      Map<String, String> environment)
      throws ProviderException.Rejected {
    this.hosts = List.copyOf(hosts);
    plain = Session.open(HttpSettings.DEFAULT, AuthSettings.NONE, clock, random, environment);
    for (Map.Entry<String, Service> e : services.entrySet()) {
      Service s = e.getValue();
      named.put(
          e.getKey(),
          new Open(s.url(), Session.open(s.http(), s.auth(), clock, random, environment)));
    }
  }

  /** A connection and the address to ask. */
  record Target(Session session, URI url) {}

  /**
   * Where a model's app is.
   *
   * @throws ProviderException.Rejected if its service is not configured or its host not allowed
   */
  Target target(HttpAppSettings s) throws ProviderException.Rejected {
    if (s.service().isEmpty()) {
      if (!s.allowed(hosts)) {
        throw new ProviderException.Rejected(
            "host '"
                + s.url().getHost()
                + "' may not be asked here: predictor.hosts allows "
                + String.join(", ", hosts));
      }
      return new Target(plain, s.url());
    }
    Open open = named.get(s.service());
    if (open == null) {
      throw new ProviderException.Rejected(
          "service '"
              + s.service()
              + "' is not configured: expected one of predictor.services"
              + (named.isEmpty() ? ", which is empty" : ", " + String.join(", ", named.keySet()))
              + Nearest.hint(s.service(), named.keySet()));
    }
    String base = open.url().toString().replaceAll("/+$", "");
    return new Target(open.session(), URI.create(base + s.url()));
  }

  @Override
  public void close() {
    plain.close();
    named.values().forEach(o -> o.session().close());
  }
}
