package io.foretide.hub.http;

import io.foretide.core.time.WallClock;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;

/**
 * Where every request comes in: finds its route, checks who asks, bounds how many run, answers.
 * Thread-safe.
 */
public final class Front implements io.helidon.webserver.http.Handler {
  private final Router router;
  private final Guard guard;
  private final Limits limits;
  private final Lanes lanes;
  private final WallClock clock;
  private final Observer observer;
  private final Watchdog watchdog;
  private final Sender sender;

  public Front(
      List<Route> routes,
      Guard guard,
      Limits limits,
      WallClock clock,
      Observer observer,
      Watchdog watchdog) {
    this.router = new Router(routes);
    this.guard = guard;
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
    Request request = new Request(raw, Map.of(), Query.parse("", 0), limits, clock, watchdog);
    Runnable leave = () -> {};
    try {
      Answer answer;
      try {
        Router.Match match =
            router.find(raw.prologue().method().text(), raw.prologue().uriPath().rawPath());
        Route route = match.route();
        name = route.method() + " " + route.path();
        Query query = Query.parse(raw.prologue().query().rawValue(), clock.now());
        guard.check(new Seen(raw, query), route.role());
        query.check(route.params());
        request = new Request(raw, match.variables(), query, limits, clock, watchdog);
        leave = lanes.enter(route.lane());
        answer = route.handler().handle(request);
      } catch (Exception | StackOverflowError e) {
        answer = Errors.answer(e, name);
      }
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
    public boolean secure() {
      return raw.isSecure();
    }
  }
}
