package io.foretide.app.enodorest;

import io.foretide.app.connect.Configured;
import io.foretide.app.connect.Connectors;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.settings.Settings;
import io.foretide.hub.enodo.SeriesSource;
import io.foretide.hub.enodo.data.Keeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The section {@code sensor_data} with its first SiriDB made changeable. Thread-safe. */
public final class SwitchedSection {
  private static final String SIRIDB = "siridb";

  private final Keeper keeper;
  private final Connectors connectors;
  private final AtomicReference<Optional<SeriesSource>> opened =
      new AtomicReference<>(Optional.empty());

  public SwitchedSection(Keeper keeper, Connectors connectors) {
    this.keeper = keeper;
    this.connectors = connectors;
  }

  public List<Configured<SensorSource>> around(List<Configured<SensorSource>> section) {
    List<Configured<SensorSource>> out = new ArrayList<>(section);
    for (int i = 0; i < out.size(); i++) {
      Configured<SensorSource> c = out.get(i);
      if (c.type().equals(SIRIDB) && c.opening().isPresent()) {
        out.set(i, changeable(c));
        break;
      }
    }
    return out;
  }

  private Configured<SensorSource> changeable(Configured<SensorSource> c) {
    Optional<Function<Settings, Opening<SensorSource>>> read = connectors.sensorData(SIRIDB);
    if (read.isEmpty()) {
      return c;
    }
    Opening<SensorSource> opening =
        context -> {
          SwitchedSensors sensors = new SwitchedSensors(c.settings(), read.get(), context, keeper);
          opened.set(Optional.of(sensors));
          return new SensorSource(sensors, sensors);
        };
    return new Configured<>(c.name(), c.type(), c.settings(), Optional.of(opening));
  }

  /** The SiriDB, once it is opened; the series of the store if there is none. */
  public SeriesSource source(SensorInformationProvider store) {
    return opened.get().orElseGet(() -> new OwnStore(store));
  }
}
