package io.foretide.app.enodo;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.EnodoConfig;
import io.foretide.app.connect.NoEvents;
import io.foretide.app.connect.NoModels;
import io.foretide.app.connect.OpenProviders;
import io.foretide.app.role.Role;
import io.foretide.app.role.Roles;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process that is a listener or worker and nothing else: it keeps no data. */
public final class EnodoProcess implements AutoCloseable {
  private final OpenProviders open;
  private final EnodoClients clients;

  private EnodoProcess(OpenProviders open, EnodoClients clients) {
    this.open = open;
    this.clients = clients;
  }

  /**
   * Starts the roles.
   *
   * @throws SettingsException if the settings of a role are missing
   * @throws IOException if a port or path cannot be used
   */
  public static EnodoProcess start(Configuration c, Roles roles, WallClock clock)
      throws IOException, ProviderException {
    SecureRandom random = new SecureRandom();
    OpenProviders open =
        new OpenProviders(
            new ConnectorContext(
                clock,
                random,
                new NoEvents(),
                new NoModels(),
                Optional.empty(),
                System.getenv(),
                c.scheduler().name()));
    boolean ready = false;
    try {
      Map<String, @Nullable SensorSource> sources = open.sensorData(c.providers().sensorData());
      Optional<SensorDataProvider> data =
          sources.values().stream().filter(Objects::nonNull).map(SensorSource::data).findFirst();
      EnodoClients clients = clients(c.enodo(), roles, data, clock, random);
      ready = true;
      return new EnodoProcess(open, clients);
    } finally {
      if (!ready) {
        open.close();
      }
    }
  }

  /** The same beside a service that has the data. */
  public static EnodoClients beside(
      Configuration c, Roles roles, SensorDataProvider data, WallClock clock) throws IOException {
    return clients(c.enodo(), roles, Optional.of(data), clock, new SecureRandom());
  }

  private static EnodoClients clients(
      EnodoConfig c,
      Roles roles,
      Optional<SensorDataProvider> data,
      WallClock clock,
      SecureRandom random)
      throws IOException {
    return EnodoClients.start(
        part(roles, Role.LISTENER, c.listener(), "listener.enodo"),
        part(roles, Role.WORKER, c.worker(), "worker"),
        new LibraryRunner(data, clock),
        clock,
        random);
  }

  private static <T> Optional<T> part(Roles roles, Role role, Optional<T> part, String section) {
    if (roles.has(role) && part.isEmpty()) {
      throw new SettingsException(
          section, "is missing: expected at least hub_hostname, or --enodo-config with a file");
    }
    return roles.has(role) ? part : Optional.empty();
  }

  /** What runs. */
  public EnodoClients clients() {
    return clients;
  }

  @Override
  public void close() {
    clients.close();
    open.close();
  }
}
