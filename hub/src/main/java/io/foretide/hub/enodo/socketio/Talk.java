package io.foretide.hub.enodo.socketio;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.enodo.live.Topic;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Role;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Understands what clients send. Who is not authorized gets no answers, as from the original.
 * Thread-safe.
 */
final class Talk {
  private static final String LEAVE = "/unsubscribe/";

  private final Calls calls;
  private final Doors doors;

  Talk(Calls calls, Doors doors) {
    this.calls = calls;
    this.doors = doors;
  }

  /** Takes a packet of Engine.IO; one that is none ends the session. */
  void heard(Session s, String packet) {
    try {
      switch (packet.isEmpty() ? ' ' : packet.charAt(0)) {
        case '3' -> s.pong();
        case '4' -> message(s, Packet.read(packet.substring(1)));
        // The end, or what is no packet that a client may send.
        default -> s.close();
      }
    } catch (Packet.Malformed e) {
      s.close();
    }
  }

  private void message(Session s, Packet p) throws Packet.Malformed {
    if (!p.namespace().equals("/")) {
      if (p.type() == Packet.CONNECT) {
        String words = PythonJson.text(new Shape().put("message", "Invalid namespace").map());
        s.send("44" + p.namespace() + "," + words);
      }
      return;
    }
    switch (p.type()) {
      case Packet.CONNECT -> {
        s.connect();
        s.send("40" + PythonJson.text(new Shape().put("sid", s.sid()).map()));
      }
      case Packet.EVENT -> event(s, p);
      // Nothing is sent that asks for an answer.
      case Packet.ACK -> {}
      default -> s.close();
    }
  }

  private void event(Session s, Packet p) throws Packet.Malformed {
    if (!s.isConnected()) {
      throw new Packet.Malformed("an event before the namespace was joined");
    }
    List<@Nullable Object> all = list(p.data());
    if (all.isEmpty() || !(all.getFirst() instanceof String name)) {
      throw new Packet.Malformed("an event has a name");
    }
    if (all.size() == 2) {
      Optional<Ack> ack = answer(s, name, all.get(1));
      if (p.id() >= 0) {
        ack.ifPresent(a -> s.send(a.packet(p.id())));
      }
    }
  }

  private static List<@Nullable Object> list(String json) throws Packet.Malformed {
    try {
      return PlainJson.list(json);
    } catch (ApiError | UncheckedIOException e) {
      throw new Packet.Malformed("an event is a JSON array");
    }
  }

  private Optional<Ack> answer(Session s, String event, @Nullable Object data) {
    if (event.equals("authorize")) {
      return Optional.of(Ack.of(authorize(s, data)));
    }
    Role role = s.role();
    if (role == Role.OPEN) {
      return Optional.empty();
    }
    Optional<Topic> topic = Topic.of(event.replace(LEAVE, "/subscribe/"));
    if (topic.isEmpty()) {
      return calls.answer(role, event, data);
    }
    if (event.startsWith(LEAVE)) {
      s.feed().leave(topic.get());
      return Optional.of(Ack.of(Shape.data(true)));
    }
    return Optional.of(subscribe(s, role, topic.get(), data));
  }

  private boolean authorize(Session s, @Nullable Object data) {
    Map<?, ?> given = data instanceof Map<?, ?> m ? m : Map.of();
    Role role = doors.authorize(s.visit(), text(given, "username"), text(given, "password"));
    s.authorized(role);
    return role != Role.OPEN;
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String s ? s : "";
  }

  private Ack subscribe(Session s, Role role, Topic topic, @Nullable Object data) {
    Ack.Form form =
        switch (topic) {
          case SERIES, QUEUE, FILTERED -> Ack.Form.TEXT;
          case OUTPUTS -> Ack.Form.WITH_STATUS;
          case MODULES, DATABASE, LOG -> Ack.Form.OBJECT;
        };
    if (role.compareTo(topic.role()) < 0) {
      return Ack.error(form, "this needs the role admin", 403);
    }
    String pattern = data instanceof Map<?, ?> m ? text(m, "filter") : "";
    if (topic == Topic.FILTERED && pattern.isEmpty()) {
      return Ack.error(Ack.Form.OBJECT, "incorrect regex", 400);
    }
    try {
      Object now = s.feed().want(topic, pattern);
      String json = PythonJson.text(topic == Topic.DATABASE ? now : Shape.data(now));
      return Ack.of(form, json, 200);
    } catch (ApiError e) {
      return Ack.error(Ack.Form.OBJECT, e.text(), e.status());
    } catch (ProviderException e) {
      s.feed().leave(topic);
      return Ack.error(form, String.valueOf(e.getMessage()), 503);
    }
  }
}
