package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.ConfigReader;
import io.foretide.hub.enodo.data.EventOutput;
import io.foretide.hub.enodo.data.JobConfig;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.hub.enodo.data.Numbers;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.Registry;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/enodo/event/output}: who is told of alarms. Thread-safe. */
final class OutputRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(OutputRoutes.class);
  private static final String PREFIX = "enodo.output.";
  private static final int MOST = 1_000;

  private final Keeper keeper;
  private final Numbers numbers;
  private final Registry registry;
  private final EventOutputs outputs;
  private final Map<Long, EventOutput> all = new ConcurrentSkipListMap<>();
  private volatile Listener listener = (_, _, _) -> {};

  /** Hears of changes. */
  interface Listener {
    /**
     * @param shown as clients see it; null if it was removed
     */
    void changed(long rid, boolean isNew, @Nullable Map<String, @Nullable Object> shown);
  }

  OutputRoutes(Keeper keeper, Numbers numbers, Registry registry, EventOutputs outputs)
      throws ProviderException {
    this.keeper = keeper;
    this.numbers = numbers;
    this.registry = registry;
    this.outputs = outputs;
    for (Map.Entry<String, String> e : keeper.all(PREFIX).entrySet()) {
      long rid = Long.parseLong(e.getKey().substring(PREFIX.length()));
      try {
        Map<String, @Nullable Object> map = PlainJson.object(e.getValue());
        map.remove("rid");
        all.put(rid, EventOutput.read(rid, map, null));
        numbers.used(rid);
      } catch (ConfigReader.Invalid x) {
        LOG.warn("{} is left out: {}", e.getKey(), x.getMessage());
      }
    }
    use();
  }

  private void use() {
    outputs.use(new ArrayList<>(all.values()), this::isRule);
  }

  private boolean isRule(String model) {
    Optional<Registered> s = registry.ofModel(model);
    if (s.isEmpty()) {
      return false;
    }
    for (JobConfig job : s.get().config().jobs()) {
      if (model.equals(s.get().models().get(job.name()))) {
        return job.kind() == JobKind.STATIC_RULES;
      }
    }
    return false;
  }

  void listen(Listener other) {
    listener = other;
  }

  List<Map<String, @Nullable Object>> shown() {
    return all.values().stream().map(EventOutput::shown).toList();
  }

  int size() {
    return all.size();
  }

  List<Route> routes() {
    String list = "/api/enodo/event/output";
    return List.of(
        Route.get(list, "Who is told of events.", "Outputs", this::list)
            .as(Role.ADMIN)
            .with(Pages.PARTS)
            .with(Fields.PARAM),
        Route.send("POST", list, "Tells another.", "NewOutput", "Output", this::add).as(Role.ADMIN),
        Route.send("PUT", list + "/{id}", "Changes one.", "Output", "Output", this::edit)
            .as(Role.ADMIN),
        Route.send("DELETE", list + "/{id}", "Tells one no more.", "", "Empty", this::remove)
            .as(Role.ADMIN));
  }

  private Answer list(Request request) {
    return Fields.list(request, shown());
  }

  private synchronized Answer add(Request request) throws ProviderException, IOException {
    if (all.size() >= MOST) {
      throw ApiError.conflict("there are " + MOST + " outputs: remove some first");
    }
    EventOutput made = read(0, data(request), null).as(numbers.next());
    put(made);
    return EnodoFace.json(201, Shape.data(made.shown()));
  }

  private static Map<String, @Nullable Object> data(Request request) throws IOException {
    Map<String, @Nullable Object> body =
        PlainJson.object(request.body(request.limits().jsonBytes()));
    if (body.get("data") instanceof Map<?, ?> data) {
      return PlainJson.texts(data);
    }
    throw ApiError.bad("data", "data: expected a map with url, payload and the rest");
  }

  private EventOutput read(
      long rid, Map<String, @Nullable Object> data, @Nullable EventOutput before) {
    try {
      EventOutput out = EventOutput.read(rid, data, before);
      outputs.check(out);
      return out;
    } catch (ConfigReader.Invalid e) {
      throw ApiError.bad("data", e.text());
    }
  }

  private void put(EventOutput o) throws ProviderException {
    keeper.put(PREFIX + o.rid(), PythonJson.text(o.shown()));
    boolean isNew = all.put(o.rid(), o) == null;
    use();
    listener.changed(o.rid(), isNew, o.shown());
  }

  private synchronized Answer edit(Request request) throws ProviderException, IOException {
    EventOutput before = all.get(id(request));
    if (before == null) {
      throw ApiError.notFound("output does not exists");
    }
    EventOutput after = read(before.rid(), data(request), before);
    put(after);
    return EnodoFace.json(Shape.data(after.shown()));
  }

  private synchronized Answer remove(Request request) throws ProviderException {
    long id = id(request);
    if (all.remove(id) != null) {
      keeper.remove(PREFIX + id);
      use();
      listener.changed(id, false, null);
    }
    return EnodoFace.json(Shape.data(null));
  }

  private static long id(Request request) {
    try {
      return Long.parseLong(request.variable("id"));
    } catch (NumberFormatException e) {
      throw ApiError.bad("id", "'" + request.variable("id") + "' is no number of an output");
    }
  }
}
