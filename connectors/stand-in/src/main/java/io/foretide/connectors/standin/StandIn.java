package io.foretide.connectors.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * All stand-ins on one free loopback port: {@code /login} the authority, {@code /timeseries/v1.6},
 * {@code /metadata} and {@code /gordo/v0}. Thread-safe.
 */
public final class StandIn implements AutoCloseable {
  private static final int KEPT = 10_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Faults faults = new Faults();
  private final Authority authority = new Authority();
  private final TimeSeries timeSeries = new TimeSeries();
  private final MetadataStand metadata = new MetadataStand();
  private final GordoStand gordo = new GordoStand();
  private final Map<String, Backend> backends =
      Map.of(
          "/login", authority,
          "/timeseries", timeSeries,
          "/metadata", metadata,
          "/gordo", gordo);
  private final List<Asked> requests = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final boolean guarded;
  private volatile long slowNanos = TimeUnit.SECONDS.toNanos(2);

  private StandIn(HttpServer server, boolean guarded) {
    this.server = server;
    this.guarded = guarded;
  }

  /**
   * Starts on a free port.
   *
   * @param guarded whether a living token of the authority is needed
   */
  public static StandIn start(boolean guarded) throws IOException {
    // Otherwise an answer's body waits for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    StandIn out = new StandIn(server, guarded);
    server.setExecutor(out.threads);
    server.createContext("/", out::handle);
    server.start();
    return out;
  }

  /** Such as {@code http://127.0.0.1:41234}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String timeSeriesUrl() {
    return url() + "/timeseries/v1.6";
  }

  public String metadataUrl() {
    return url() + "/metadata";
  }

  public String gordoUrl() {
    return url() + "/gordo/v0/";
  }

  public String authorityUrl() {
    return url() + "/login";
  }

  public Faults faults() {
    return faults;
  }

  public Authority authority() {
    return authority;
  }

  public TimeSeries timeSeries() {
    return timeSeries;
  }

  public MetadataStand metadata() {
    return metadata;
  }

  public GordoStand gordo() {
    return gordo;
  }

  /** How long {@link Fault#SLOW} lasts. */
  public void slow(long nanos) {
    slowNanos = nanos;
  }

  /** The last requests in order, at most 10,000. */
  public List<Asked> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Requests so far by back-end: {@code /gordo}, {@code /login} and so on. */
  public Map<String, Integer> counts() {
    synchronized (requests) {
      return Map.copyOf(counts);
    }
  }

  /** Forgets what was asked. */
  public void forget() {
    synchronized (requests) {
      requests.clear();
      counts.clear();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked asked = asked(exchange);
      String head = "/" + asked.path().split("/", 3)[1];
      synchronized (requests) {
        if (requests.size() < KEPT) {
          requests.add(asked);
        }
        counts.merge(head, 1, Integer::sum);
      }
      Optional<Fault> fault = faults.next(asked.path());
      if (fault.isPresent() && fault.get() == Fault.HANG_UP) {
        return;
      }
      Reply reply = reply(asked, head, fault);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = reply.body();
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static Asked asked(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), v.getFirst()));
    String query = exchange.getRequestURI().getRawQuery();
    return new Asked(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private Reply reply(Asked asked, String head, Optional<Fault> fault) {
    if (fault.isPresent()) {
      switch (fault.get()) {
        case TOO_MANY -> {
          return new Reply(429, Map.of("Retry-After", "0"), new byte[0]);
        }
        case TOO_MANY_FOR_LONG -> {
          return new Reply(429, Map.of("Retry-After", "3600"), new byte[0]);
        }
        case ERROR -> {
          return Reply.page(500, "Internal Server Error");
        }
        case UNAVAILABLE -> {
          return Reply.error(503, "not now");
        }
        case LOGIN_PAGE -> {
          return Reply.page(200, "Sign in to your account");
        }
        case EXPIRED_TOKEN -> {
          return Reply.error(401, "the token has run out");
        }
        case GONE -> {
          return Reply.json(
              410, Reply.JSON.createObjectNode().put("error", "Revision '1' not found."));
        }
        case SLOW -> LockSupport.parkNanos(slowNanos);
        case TRUNCATED, HANG_UP -> {}
      }
    }
    Reply right = right(asked, head);
    if (fault.isPresent() && fault.get() == Fault.TRUNCATED) {
      return new Reply(
          right.status(), right.headers(), Arrays.copyOf(right.body(), right.body().length / 2));
    }
    return right;
  }

  private Reply right(Asked asked, String head) {
    Backend backend = backends.get(head);
    if (backend == null) {
      return Reply.page(404, "Not Found");
    }
    if (guarded && backend != authority && !authority.admits(asked)) {
      return Reply.error(401, "no token, or one that has run out");
    }
    try {
      return backend.answer(asked);
    } catch (IllegalArgumentException e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
