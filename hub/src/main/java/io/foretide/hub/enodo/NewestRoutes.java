package io.foretide.hub.enodo;

import io.foretide.core.engine.ModelPulse;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.data.Facts;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.Registry;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the newest era tells of the hub itself. Thread-safe. */
final class NewestRoutes {
  /** Workers are numbered apart from what is kept. */
  private final AtomicLong nextWorker = new AtomicLong(1_000_000_000);

  private final Map<String, Long> workers = new ConcurrentHashMap<>();
  private final Registry registry;
  private final Facts facts;
  private final Modules modules;
  private final Sockets sockets;
  private final SeriesSource source;
  private final OutputRoutes outputs;
  private final Keeper keeper;
  private final String version;

  NewestRoutes(
      Registry registry,
      Facts facts,
      Modules modules,
      Sockets sockets,
      SeriesSource source,
      OutputRoutes outputs,
      Keeper keeper,
      String version) {
    this.registry = registry;
    this.facts = facts;
    this.modules = modules;
    this.sockets = sockets;
    this.source = source;
    this.outputs = outputs;
    this.keeper = keeper;
    this.version = version;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/enodo/module", "What jobs can run.", "Modules", this::module)
            .with(Pages.PARTS)
            .with(Fields.PARAM),
        Route.get("/api/enodo/stats", "How many there are.", "Stats", this::stats)
            .with(Fields.PARAM),
        Route.get("/api/siridb/query", "Asks the database.", "Answer", this::query)
            .with(Param.text("query", "The query, where it is not in the body."))
            .in(Route.Lane.HEAVY),
        Route.get("/status/ready", "Whether requests are answered.", "text/plain", _ -> ready())
            .as(Role.OPEN),
        Route.get("/status/live", "Whether the process runs.", "text/plain", _ -> ok())
            .as(Role.OPEN));
  }

  private Answer module(Request request) {
    return Fields.list(request, modules.all());
  }

  private Answer stats(Request request) throws ProviderException {
    Map<String, ModelPulse> states = facts.states();
    long ignored = 0;
    long open = 0;
    long active = 0;
    long failed = 0;
    for (Registered s : registry.all()) {
      boolean failing = false;
      for (String model : s.models().values()) {
        ModelPulse state = states.get(model);
        if (state != null) {
          open += state.tally().missing() > 0 ? 1 : 0;
          active += state.tally().inFlight() > 0 ? 1 : 0;
          boolean fails = state.health() == ModelStatus.Health.FAILING;
          failed += fails ? 1 : 0;
          failing |= fails;
        }
      }
      ignored += failing ? 1 : 0;
    }
    List<Sockets.Peer> peers = sockets.peers();
    long workersNow = peers.stream().filter(Sockets.Peer::isWorker).count();
    return Fields.object(
        request,
        new Shape()
            .put("no_series", registry.size())
            .put("no_ignored_series", ignored)
            .put("no_open_jobs", open)
            .put("no_active_jobs", active)
            .put("no_failed_jobs", failed)
            .put("no_listeners", peers.size() - workersNow)
            .put("no_workers", workersNow)
            .put("no_busy_workers", peers.stream().filter(p -> p.isWorker() && p.busy()).count())
            .put("no_output_streams", outputs.size())
            .map());
  }

  /** {@code job_index_queue} has the next due time of each series. */
  Answer status(Request request) throws ProviderException {
    Map<String, ModelPulse> states = facts.states();
    Shape queue = new Shape();
    for (Registered s : registry.all()) {
      long next = Long.MAX_VALUE;
      for (String model : s.models().values()) {
        ModelPulse state = states.get(model);
        next = state == null ? next : Math.min(next, state.nextDue());
      }
      if (next != Long.MAX_VALUE) {
        queue.put(s.name(), next / Instants.SECOND);
      }
    }
    return Fields.object(
        request, new Shape().put("version", version).put("job_index_queue", queue.map()).map());
  }

  Answer clients(Request request) {
    List<Map<String, @Nullable Object>> listeners = new ArrayList<>();
    List<Map<String, @Nullable Object>> running = new ArrayList<>();
    for (Sockets.Peer p : sockets.peers()) {
      if (p.isWorker()) {
        running.add(worker(p));
      } else {
        listeners.add(
            new Shape()
                .put("client_id", p.id())
                .put("ip_address", List.of(p.host(), p.port()))
                .put("writer", null)
                .put("last_seen", p.lastSeen() / Instants.SECOND)
                .put("version", p.version())
                .put("online", true)
                .map());
      }
    }
    workers.keySet().retainAll(sockets.peers().stream().map(Sockets.Peer::id).toList());
    return Fields.object(
        request, new Shape().put("listeners", listeners).put("workers", running).map());
  }

  private Map<String, @Nullable Object> worker(Sockets.Peer p) {
    return new Shape()
        .put("rid", workers.computeIfAbsent(p.id(), _ -> nextWorker.getAndIncrement()))
        .put("client_id", p.id())
        .put("ip_address", List.of(p.host(), p.port()))
        .put("writer", null)
        .put("module", p.module())
        .put("lib_version", p.version())
        .put("last_seen", p.lastSeen() / Instants.SECOND)
        .put("busy", p.busy())
        .put(
            "worker_config",
            new Shape()
                .put("mode", "global")
                .put("dedicated_job_type", null)
                .put("dedicated_series_name", null)
                .map())
        .map();
  }

  private Answer query(Request request) throws ProviderException, IOException {
    String text = request.query().text("query", "");
    if (text.isEmpty()) {
      Map<String, @Nullable Object> body =
          PlainJson.object(request.body(request.limits().jsonBytes()));
      if (!(body.get("query") instanceof String asked)) {
        throw ApiError.bad("query", "Missing required fields: expected query");
      }
      text = asked;
    }
    try {
      return EnodoFace.json(Shape.data(source.query(text)));
    } catch (ProviderException.Rejected e) {
      return EnodoFace.json(
          400, new Shape().put("data", null).put("error", String.valueOf(e.getMessage())).map());
    }
  }

  private Answer ready() {
    try {
      var unused = keeper.all("enodo.next_rid");
      return ok();
    } catch (ProviderException e) {
      return Answer.text(503, "text/plain; charset=utf-8", "SERVICE UNAVAILABLE\r\n");
    }
  }

  private static Answer ok() {
    return Answer.text(200, "text/plain; charset=utf-8", "OK\r\n");
  }
}
