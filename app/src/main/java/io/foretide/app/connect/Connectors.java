package io.foretide.app.connect;

import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The connectors that this program has. They are looked for when a section first names a type that
 * is not built in, so that a start without outside systems loads none of them. Not thread-safe.
 */
public final class Connectors {
  private final Supplier<List<Connector>> find;
  private List<Connector> found = List.of();
  private boolean looked;

  private Connectors(Supplier<List<Connector>> find) {
    this.find = find;
  }

  /** Those on the class path. */
  public static Connectors onClassPath() {
    return new Connectors(
        () -> ServiceLoader.load(Connector.class).stream().map(p -> p.get()).toList());
  }

  public static Connectors of(List<Connector> connectors) {
    return new Connectors(() -> connectors);
  }

  private List<Connector> all() {
    if (!looked) {
      found = List.copyOf(find.get());
      looked = true;
    }
    return found;
  }

  /** What the connector of a type is in a section; empty if it is nothing there. */
  <O extends Offer> Optional<O> offer(String type, Class<O> section) {
    for (Connector c : all()) {
      if (c.is(type)) {
        for (Offer offer : c.offers()) {
          if (section.isInstance(offer)) {
            return Optional.of(section.cast(offer));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** How the settings of a source of sensor data are read; empty if none is of this type. */
  public Optional<Function<Settings, Opening<SensorSource>>> sensorData(String type) {
    return offer(type, Offer.SensorData.class).map(Offer.SensorData::read);
  }

  /** The types that may stand in a section, without those built in. */
  List<String> types(Class<? extends Offer> section) {
    List<String> out = new ArrayList<>();
    for (Connector c : all()) {
      if (c.offers().stream().anyMatch(section::isInstance)) {
        out.addAll(c.types());
      }
    }
    return out;
  }
}
