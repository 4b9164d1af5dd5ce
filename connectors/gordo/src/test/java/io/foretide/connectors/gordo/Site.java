package io.foretide.connectors.gordo;

import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Offer;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.Resampler;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelStore;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A stand-in Gordo with the connector in front of it. */
final class Site implements AutoCloseable {
  static final long T0 = Instants.parse("2024-01-18T06:00:00Z");
  static final long STEP = 10 * Instants.MINUTE;

  final StandIn standIn;
  final HandClock clock = new HandClock();
  final List<Event> events = new ArrayList<>();
  final List<String> projects = new ArrayList<>();
  final Map<String, Object> defaults = new HashMap<>();
  Optional<Model> stored = Optional.empty();

  Site() throws IOException {
    standIn = StandIn.start(true);
  }

  /** A detector over two tags in a revision of project p. */
  Site with(String revision, GordoMachine... machines) {
    standIn.gordo().revision("p", revision, List.of(machines));
    return this;
  }

  private ConnectorContext context() {
    EventLog log =
        new EventLog() {
          @Override
          public synchronized void append(Event event) {
            events.add(event);
          }

          @Override
          public List<Event> list(Filter filter) {
            return List.of();
          }
        };
    ModelStore store =
        (ModelStore)
            Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(),
                new Class<?>[] {ModelStore.class},
                (p, m, a) -> {
                  if (m.getName().equals("find")) {
                    return stored;
                  }
                  if (m.getName().equals("list")) {
                    return stored.stream().toList();
                  }
                  throw new AssertionError("unexpected call of " + m);
                });
    ConnectorContext out =
        new ConnectorContext(clock, new Random(1), log, store, Optional.empty(), Map.of(), "test")
            .withModelDefaults(defaults);
    return projects.isEmpty() ? out : out.with(() -> List.copyOf(projects));
  }

  private static <O extends Offer> O offer(Class<O> type) {
    return new GordoConnector()
        .offers().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  Settings settings(Reading reading, Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("connection_string", standIn.gordoUrl());
    values.put("backoff_first", "1ms");
    values.put("backoff_max", "2ms");
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
            "api://gordo",
            "authority_host_url",
            standIn.authorityUrl()));
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return Settings.of("predictor", values, reading);
  }

  GordoModels models(Object... more) throws ProviderException {
    Settings s = settings(new Reading(), more);
    var opening = offer(Offer.Models.class).read().apply(s);
    s.finish();
    return (GordoModels) opening.open(context());
  }

  GordoExecution execution(Object... more) throws ProviderException {
    Settings s = settings(new Reading(), more);
    var opening = offer(Offer.Execution.class).read().apply(s);
    s.finish();
    return (GordoExecution) opening.open(context());
  }

  /** The definition of a machine of project p as it is listed. */
  ModelDefinition definition(String machine) throws ProviderException {
    try (GordoModels models = models("projects", "p")) {
      return models.list("", 1000).stream()
          .filter(d -> d.name().equals("p/" + machine))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Tag {@code c} has the value {@code c * 100 + minutes since T0}; NaN where wanted. */
  static Frame frame(ModelDefinition d, Range range, long... without) {
    long[] times = Resampler.starts(range, STEP);
    double[][] columns = new double[d.inputs().size()][times.length];
    for (int c = 0; c < columns.length; c++) {
      for (int r = 0; r < times.length; r++) {
        columns[c][r] = 100 * c + (times[r] - T0) / (double) Instants.MINUTE;
        for (long gap : without) {
          if (times[r] == gap) {
            columns[c][r] = Double.NaN;
          }
        }
      }
    }
    return new Frame(d.inputs(), times, columns);
  }

  /** Runs {@code n} intervals of half an hour from T0. */
  RunResult run(GordoExecution execution, ModelDefinition d, int n, long... without)
      throws ProviderException {
    Range[] intervals = new Range[n];
    for (int i = 0; i < n; i++) {
      intervals[i] = new Range(T0 + i * 3 * STEP, T0 + (i + 1) * 3 * STEP);
    }
    long lookback = execution.needs(d).lookback();
    Frame frame = frame(d, new Range(T0 - lookback, intervals[n - 1].to()), without);
    Model model = ModelEdit.create(d, T0 + Instants.DAY);
    return execution.execute(
        new RunRequest(
            model, model.latest(), new Range(0, n), intervals, frame, null, Instants.MINUTE));
  }

  /** Bodies of the prediction requests, in order. */
  List<String> bodies(String path) {
    return standIn.requests().stream()
        .filter(r -> r.method().equals("POST") && r.path().endsWith(path))
        .map(r -> r.text())
        .toList();
  }

  long asked(String path) {
    return standIn.requests().stream().filter(r -> r.path().endsWith(path)).count();
  }

  @Override
  public void close() {
    standIn.close();
  }
}
