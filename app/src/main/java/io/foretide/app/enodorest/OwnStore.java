package io.foretide.app.enodorest;

import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.hub.enodo.SeriesSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of this program's own store, where no SiriDB is configured. */
public record OwnStore(SensorInformationProvider series) implements SeriesSource {
  private static final String NONE =
      "no SiriDB is configured: set sensor_data.type to siridb in the configuration";

  @Override
  public Map<String, @Nullable Object> settings() {
    return Map.of();
  }

  @Override
  public void change(Map<String, @Nullable Object> changed) throws ProviderException {
    throw new ProviderException.Rejected(NONE);
  }

  @Override
  public String trouble() {
    try {
      var unused = series.count();
      return "";
    } catch (ProviderException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public @Nullable Object query(String text) throws ProviderException {
    throw new ProviderException.Rejected(NONE);
  }
}
