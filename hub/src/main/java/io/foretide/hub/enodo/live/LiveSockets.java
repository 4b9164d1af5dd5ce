package io.foretide.hub.enodo.live;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Query;
import io.foretide.hub.websocket.Conversation;
import io.foretide.hub.websocket.Endpoint;
import io.foretide.hub.websocket.Outlet;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions over WebSocket: that of the path at once, more by texts {@code {"event":
 * "/subscribe/queue"}}. Thread-safe.
 */
public final class LiveSockets implements Endpoint {
  private static final long HEARTBEAT = 15 * Instants.SECOND;
  private static final String LEAVE = "/unsubscribe/";

  private final Live live;
  private final Guard guard;

  public LiveSockets(Live live, Guard guard) {
    this.live = live;
    this.guard = guard;
  }

  @Override
  public Optional<Conversation> open(Guard.Head head, String path, Query query) {
    Optional<Topic> topic = Topic.of(path);
    if (topic.isEmpty()) {
      return Optional.empty();
    }
    try {
      guard.check(head, topic.get().role());
      return Optional.of(
          new Talk(head, topic.get(), Live.filter(topic.get(), query.text("filter", ""))));
    } catch (ApiError e) {
      // The ordinary route refuses it for the same reason, and says so.
      return Optional.empty();
    }
  }

  private final class Talk implements Conversation {
    private final Guard.Head head;
    private final Topic first;
    private final Predicate<String> filter;
    private final Subscriber me = new Subscriber();

    Talk(Guard.Head head, Topic first, Predicate<String> filter) {
      this.head = head;
      this.first = first;
      this.filter = filter;
    }

    @Override
    public void run(Outlet out) throws IOException, InterruptedException {
      try {
        var unused = live.board().join(me);
        begin(first, filter, out);
        while (!me.isClosed()) {
          var updates = me.take(HEARTBEAT);
          for (Update u : updates) {
            if (me.isSlow()) {
              break;
            }
            out.text(event("update", u.json()));
          }
          if (me.isSlow()) {
            out.later(Subscriber.TOO_SLOW);
            return;
          }
          if (updates.isEmpty()) {
            out.ping();
          }
        }
        out.away("the hub stops");
      } finally {
        live.board().leave(me);
      }
    }

    private void begin(Topic topic, Predicate<String> wanted, Outlet out) throws IOException {
      me.want(topic, wanted);
      try {
        out.text(event("update", live.initial(topic, wanted)));
      } catch (ProviderException e) {
        me.leave(topic);
        out.text(error(String.valueOf(e.getMessage())));
      }
    }

    @Override
    public void heard(String text, Outlet out) throws IOException {
      try {
        Map<String, @Nullable Object> message = PlainJson.object(text);
        String event = String.valueOf(message.get("event"));
        if (event.startsWith(LEAVE)) {
          me.leave(topic("/subscribe/" + event.substring(LEAVE.length())));
          return;
        }
        Topic topic = topic(event);
        guard.check(head, topic.role());
        String pattern =
            message.get("data") instanceof Map<?, ?> m && m.get("filter") instanceof String f
                ? f
                : "";
        begin(topic, Live.filter(topic, pattern), out);
      } catch (ApiError e) {
        out.text(error(e.text()));
      }
    }
  }

  private static Topic topic(String event) {
    return Topic.of(event)
        .orElseThrow(() ->
            ApiError.bad(
                "event", "unknown event '" + event + "': expected /subscribe/series or another"));
  }

  private static String event(String name, String json) {
    return "{\"event\": \"" + name + "\", \"data\": " + json + "}";
  }

  private static String error(String words) {
    return event("error", PythonJson.text(new Shape().put("error", words).map()));
  }
}
