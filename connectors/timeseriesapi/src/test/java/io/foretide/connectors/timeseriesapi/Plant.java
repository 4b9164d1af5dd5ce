package io.foretide.connectors.timeseriesapi;

import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.connect.SharedCache;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.EventLog;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelStore;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A stand-in API with the connector in front of it. */
final class Plant implements AutoCloseable {
  static final long T0 = Instants.parse("2020-06-01T06:30:00Z");

  final StandIn standIn;
  final HandClock clock = new HandClock();

  /** That other processes share; empty for one in memory. */
  Optional<SharedCache> cache = Optional.empty();

  Plant() throws IOException {
    standIn = StandIn.start(true);
  }

  private ConnectorContext context() {
    ConnectorContext out =
        new ConnectorContext(
            clock,
            new Random(1),
            absent(EventLog.class),
            absent(ModelStore.class),
            Optional.empty(),
            Map.of(),
            "test");
    return cache.isPresent() ? out.with(cache.get()) : out;
  }

  /** Something that this connector must not touch. */
  private static <T> T absent(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (p, m, a) -> {
              throw new AssertionError("unexpected call of " + m);
            }));
  }

  private static <O extends Offer> O offer(Class<O> type) {
    return new TimeSeriesConnector()
        .offers().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private Settings settings(Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("base_url", standIn.timeSeriesUrl());
    values.put("backoff_first", "1ms");
    values.put(
        "auth",
        Map.of(
            "client_id",
            Authority.CLIENT,
            "client_secret",
            Authority.SECRET,
            "tenant",
            "tenant",
            "resource",
            "api://plant",
            "authority_host_url",
            standIn.authorityUrl()));
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return Settings.of("sensor_data", values);
  }

  SensorSource source(Object... more) throws ProviderException {
    Settings s = settings(more);
    var opening = offer(Offer.SensorData.class).read().apply(s);
    s.finish();
    return opening.open(context());
  }

  TimeSeriesSink sink(Object... more) throws ProviderException {
    Settings s = settings(more);
    var opening = offer(Offer.PredictionStorage.class).read().apply(s);
    s.finish();
    return (TimeSeriesSink) opening.open(context());
  }

  /** A model of two inputs that Gordo runs every half hour. */
  static Model model(String name, String... inputs) throws ProviderException {
    Map<String, Object> file = new HashMap<>();
    file.put("model", name);
    file.put("inputs", List.of(inputs));
    file.put("every", "30m");
    file.put("start", "2020-06-01T00:00:00Z");
    file.put("run", Map.of("gordo", Map.of()));
    return ModelEdit.create(ModelFile.read(file), T0 + Instants.DAY);
  }

  /** Bodies of the requests with a verb and an end of the path, in order. */
  List<String> bodies(String method, String path) {
    return standIn.requests().stream()
        .filter(r -> r.method().equals(method) && r.path().endsWith(path))
        .map(r -> r.text())
        .toList();
  }

  @Override
  public void close() {
    standIn.close();
  }
}
