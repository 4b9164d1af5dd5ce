package io.foretide.hub.http;

import io.foretide.core.time.WallClock;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where every request comes in: finds its route, checks who asks, bounds how many run, answers.
 * Thread-safe.
 */
public final class Front implements io.helidon.webserver.http.Handler {
  private final Router router;
  private final Guard guard;
  private final Face face;
  private final Limits limits;
  private final Lanes lanes;
  private final WallClock clock;
  private final Observer observer;
  private final Watchdog watchdog;
  private final Sender sender;

  public Front(
      List<Route> routes,
      Guard guard,
      Face face,
      Limits limits,
      WallClock clock,
      Observer observer,
      Watchdog watchdog) {
    this.router = new Router(routes);
    this.guard = guard;
    this.face = face;
    this.limits = limits;
    this.lanes = new Lanes(limits);
    this.clock = clock;
    this.observer = observer;
    this.watchdog = watchdog;
    this.sender = new Sender(watchdog, limits.writeTimeout());
  }

  @Override
  public void handle(ServerRequest raw, ServerResponse out) {
    long start = clock.monotonic();
    String name = "";
    int status = 500;
    Seen seen = new Seen(raw, Query.parse("", 0));
    Request request = new Request(raw, Map.of(), seen.query(), limits, clock, watchdog);
    Runnable leave = () -> {};
    try {
      Answer answer;
      try {
        Router.Match match =
            router.find(raw.prologue().method().text(), raw.prologue().uriPath().rawPath());
        Route route = match.route();
        name = route.method() + " " + route.path();
        Query query = Query.parse(raw.prologue().query().rawValue(), clock.now());
        seen = new Seen(raw, query);
        guard.check(seen, route.role());
        query.check(route.params());
        request = new Request(raw, match.variables(), query, limits, clock, watchdog);
        leave = lanes.enter(route.lane());
        answer = route.handler().handle(request);
      } catch (Exception | StackOverflowError e) {
        answer = face.failed(Errors.error(e, name), seen);
      }
      answer = face.finished(answer, seen);
      status = answer.status();
      boolean reusable = request.drain();
      boolean last = !reusable || Request.header(raw, "Connection").equalsIgnoreCase("close");
      sender.send(raw, out, answer, !last, name);
      if (last) {
        throw new CloseConnectionException("as asked");
      }
    } finally {
      leave.run();
      observer.answered(name, status, clock.monotonic() - start);
    }
  }

  private record Seen(ServerRequest raw, Query query) implements Guard.Head {
    @Override
    public String method() {
      return raw.prologue().method().text();
    }

    @Override
    public String header(String name) {
      return Request.header(raw, name);
    }

    @Override
    public String parameter(String name) {
      return query.text(name, "");
    }

    @Override
    public @Nullable InetAddress from() {
      return raw.remotePeer().address() instanceof InetSocketAddress a ? a.getAddress() : null;
    }

    @Override
    public boolean secure() {
      return raw.isSecure();
    }
  }
}
