package io.foretide.hub.enodo.live;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Subscriptions as server-sent events. Thread-safe. */
public final class LiveRoutes {
  private static final long HEARTBEAT = 15 * Instants.SECOND;
  private static final byte[] ALIVE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final Live live;
  private final WallClock clock;

  public LiveRoutes(Live live, WallClock clock) {
    this.live = live;
    this.clock = clock;
  }

  public List<Route> routes() {
    List<Route> out = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      Route route =
          Route.get(
                  topic.path(),
                  "Server-sent events, or a WebSocket: how things are, then each change.",
                  "text/event-stream",
                  request -> open(topic, request))
              .in(Route.Lane.LIVE)
              .as(topic.role());
      out.add(
          topic == Topic.FILTERED
              ? route.with(
                  Param.text("filter", "Regular expression that names must match from the start."))
              : route);
    }
    return out;
  }

  private Answer open(Topic topic, Request request) {
    if (request.header("Upgrade").equalsIgnoreCase("websocket")) {
      throw new ApiError(
          400,
          "bad_handshake",
          "expected a WebSocket handshake of version 13 with a key; or too many are open already",
          "Upgrade",
          0);
    }
    Predicate<String> filter = Live.filter(topic, request.query().text("filter", ""));
    String last = request.header("Last-Event-ID");
    return Answer.live("text/event-stream", out -> serve(out, topic, filter, last))
        .header("X-Accel-Buffering", "no");
  }

  private void serve(OutputStream out, Topic topic, Predicate<String> filter, String last)
      throws IOException {
    Subscriber me = new Subscriber();
    me.want(topic, filter);
    try {
      send(out, "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
      if (last.isEmpty() || !live.board().joinAfter(me, last)) {
        String position = live.board().join(me);
        send(out, event(position, "update", live.initial(topic, filter)));
      }
      follow(out, me);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the connection was cut");
    } catch (ProviderException e) {
      throw new IOException(e);
    } finally {
      live.board().leave(me);
    }
  }

  /** Sends updates until the hub stops or the client is too slow. */
  void follow(OutputStream out, Subscriber me) throws IOException, InterruptedException {
    long quietSince = clock.monotonic();
    while (!me.isClosed()) {
      List<Update> updates = me.take(HEARTBEAT);
      for (Update u : updates) {
        if (me.isSlow()) {
          break;
        }
        send(out, event(live.board().id(u.number()), "update", u.json()));
      }
      if (me.isSlow()) {
        send(out, event("", "dropped", PythonJson.text(Map.of("error", Subscriber.TOO_SLOW))));
        return;
      }
      long now = clock.monotonic();
      if (!updates.isEmpty()) {
        quietSince = now;
      } else if (now - quietSince >= HEARTBEAT) {
        send(out, ALIVE);
        quietSince = now;
      }
    }
  }

  private static byte[] event(String id, String name, String json) {
    String head = id.isEmpty() ? "" : "id: " + id + "\n";
    return (head + "event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }
}
