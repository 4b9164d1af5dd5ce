package io.foretide.connectors.catalog;

import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code type: plant}: one point per series, its value the length of the series' name. */
public final class PlantConnector implements Connector {
  @Override
  public List<String> types() {
    return List.of("plant");
  }

  @Override
  public List<Offer> offers() {
    return List.of(new Offer.SensorData(PlantConnector::sensors));
  }

  private static Opening<SensorSource> sensors(Settings s) {
    String unit = s.text("unit", "bar");
    return context -> {
      Plant plant = new Plant(unit);
      return new SensorSource(plant, plant);
    };
  }

  private record Plant(String unit) implements SensorInformationProvider, SensorDataProvider {
    @Override
    public List<SeriesInfo> list(String search, String after, int limit) {
      return List.of();
    }

    @Override
    public Optional<SeriesInfo> find(String name) {
      return Optional.of(new SeriesInfo(name, 1, 5, 5, Map.of("unit", unit, "there", name)));
    }

    @Override
    public long count() {
      return 1;
    }

    @Override
    public NativeRange nativeRange(FrameQuery query) {
      return new NativeRange("plant", query.series().toString(), Map.of());
    }

    @Override
    public Frame read(FrameQuery query) throws ProviderException {
      double[][] columns = new double[query.series().size()][];
      for (int c = 0; c < columns.length; c++) {
        columns[c] = new double[] {query.series().get(c).length()};
      }
      return new Frame(query.series(), new long[] {5}, columns);
    }
  }
}
