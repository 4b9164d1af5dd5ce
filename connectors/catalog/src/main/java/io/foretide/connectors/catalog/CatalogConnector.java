package io.foretide.connectors.catalog;

import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** {@code type: catalog}. */
public final class CatalogConnector implements Connector {
  @Override
  public List<String> types() {
    return List.of("catalog");
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer.Models(CatalogConnector::models),
        new Offer.SensorData(CatalogConnector::sensors));
  }

  private static Opening<ModelInformationProvider> models(Settings s) {
    CatalogSettings settings = CatalogSettings.read(s);
    return context -> new CatalogModels(settings.open(context), settings.rules(), context);
  }

  private static Opening<SensorSource> sensors(Settings s) {
    CatalogSettings settings = CatalogSettings.read(s);
    Optional<Opening<SensorSource>> source = source(s.section("source"));
    return context -> {
      CatalogSensors sensors =
          new CatalogSensors(settings.open(context), source.orElseThrow().open(context));
      return new SensorSource(sensors, sensors);
    };
  }

  /** The connector that has the points, found as the program finds all. */
  private static Optional<Opening<SensorSource>> source(Settings s) {
    String type = s.text("type");
    List<String> known = new ArrayList<>();
    for (Connector c : ServiceLoader.load(Connector.class)) {
      for (Offer offer : c.offers()) {
        if (offer instanceof Offer.SensorData data && !c.is("catalog")) {
          known.addAll(c.types());
          if (c.is(type)) {
            return Optional.of(data.read().apply(s));
          }
        }
      }
    }
    s.problem(
        "type",
        "'"
            + type
            + "' has no sensor data: expected one of "
            + String.join(", ", known)
            + Nearest.hint(type, known));
    s.keys().forEach(s::any);
    return Optional.empty();
  }
}
