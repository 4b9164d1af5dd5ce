package io.foretide.app.enodorest;

import com.sun.management.OperatingSystemMXBean;
import io.foretide.app.Version;
import io.foretide.app.config.EnodoRestConfig;
import io.foretide.app.config.HubConfig;
import io.foretide.app.config.ProviderSections;
import io.foretide.app.connect.Connectors;
import io.foretide.app.enodo.EnodoService;
import io.foretide.connectors.enodo.hub.AddressRanges;
import io.foretide.connectors.notify.PlannedOutput;
import io.foretide.connectors.notify.Post;
import io.foretide.core.alarm.AlarmOutput;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.hub.EnodoSite;
import io.foretide.hub.HubSettings;
import io.foretide.hub.Services;
import io.foretide.hub.StartRefused;
import io.foretide.hub.enodo.EnodoParts;
import io.foretide.hub.enodo.EnodoSettings;
import io.foretide.hub.enodo.Sockets;
import io.foretide.hub.enodo.data.Keeper;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Enodo's REST of one process, if its configuration has it. */
public final class EnodoRest implements AutoCloseable {
  private final HubConfig config;
  private final Keeper keeper;
  private final SwitchedSection section;
  private final RestOutputs outputs = new RestOutputs();
  private Optional<EnodoSite> site = Optional.empty();
  private Optional<Post> post = Optional.empty();

  public EnodoRest(HubConfig config, Keeper keeper) {
    this.config = config;
    this.keeper = keeper;
    this.section = new SwitchedSection(keeper, Connectors.onClassPath());
  }

  /** The sections with their first SiriDB made changeable by clients, if REST is served. */
  public ProviderSections around(ProviderSections sections) {
    return config.enodoRest().port().isPresent()
        ? sections.withSensorData(section.around(sections.sensorData()))
        : sections;
  }

  /**
   * The outputs of the configuration, then those that clients made. Their connections end with
   * this.
   *
   * @throws ProviderException.Rejected if a proxy variable of the environment is no address
   */
  public Supplier<List<AlarmOutput>> outputs(
      List<PlannedOutput> configured, ConnectorContext context) throws ProviderException.Rejected {
    Post made = Post.open(context);
    post = Optional.of(made);
    List<AlarmOutput> fixed = configured.stream().map(o -> o.open(made)).toList();
    return () -> {
      List<AlarmOutput> all = new ArrayList<>(fixed);
      all.addAll(outputs.open(made));
      return all;
    };
  }

  /**
   * Begins to serve.
   *
   * @param hub how the hub itself is served: address, tokens and certificate are the same here
   * @param clients the socket side; empty if it is off
   */
  public synchronized void start(HubSettings hub, Services s, Optional<EnodoService> clients)
      throws StartRefused, ProviderException {
    EnodoRestConfig c = config.enodoRest();
    if (c.port().isEmpty()) {
      return;
    }
    Sockets sockets = () -> clients.map(EnodoService::peers).orElse(List.of());
    AddressRanges ranges = AddressRanges.of(c.allowUntokened());
    EnodoSettings settings =
        new EnodoSettings(
            hub.host(),
            c.port().getAsInt(),
            ranges::contains,
            c.user(),
            c.password(),
            hub.tokens(),
            c.newest(),
            c.minPoints(),
            c.longQueue(),
            c.forecastEvery(),
            c.origins(),
            c.socketIo());
    EnodoParts parts =
        new EnodoParts(
            s.engine(),
            s.series(),
            s.data(),
            s.grades(),
            s.predictions(),
            s.events(),
            s.clock(),
            Version.text(),
            keeper,
            Catalogue.methods(),
            Catalogue::season,
            section.source(s.series()),
            outputs,
            sockets,
            EnodoRest::load);
    site = Optional.of(EnodoSite.start(settings, hub.tls(), hub.limits(), parts));
  }

  /** The port that is served; -1 if none is. */
  public synchronized int port() {
    return site.map(EnodoSite::port).orElse(-1);
  }

  /** Stops serving. */
  @Override
  public synchronized void close() {
    site.ifPresent(EnodoSite::close);
    post.ifPresent(Post::close);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
        ? Math.max(0, os.getCpuLoad())
        : 0;
  }
}
