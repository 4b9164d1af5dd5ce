package io.foretide.hub.enodo.socketio;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.enodo.live.Live;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Inside;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import io.foretide.hub.websocket.Conversation;
import io.foretide.hub.websocket.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where clients of socket.io come in, at {@code /socket.io/}: by polling, over a WebSocket, or from
 * the one to the other. Thread-safe.
 */
public final class SocketIo implements Endpoint, AutoCloseable {
  private static final String PATH = "/socket.io";
  private static final String PLAIN = "text/plain; charset=UTF-8";
  private static final String SEPARATOR = "\u001e";
  private static final int MOST_BYTES = 64 << 10;
  private static final long MILLI = 1_000_000;
  private static final long POLL = 40 * Instants.SECOND;

  private final Sessions sessions;
  private final Talk talk;

  /**
   * @param rest answers calls
   * @param random that nobody can foretell
   */
  public SocketIo(Live live, Inside rest, Doors doors, WallClock clock, RandomGenerator random) {
    this(live, rest, doors, clock, random, Sessions.Times.USUAL);
  }

  SocketIo(
      Live live,
      Inside rest,
      Doors doors,
      WallClock clock,
      RandomGenerator random,
      Sessions.Times times) {
    this.sessions = new Sessions(live, doors, clock, random, times);
    this.talk = new Talk(new Calls(rest), doors);
  }

  /** Anybody may connect; what is asked then is another matter. */
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, "Packets for a client of socket.io.", PLAIN, this::poll)
            .with(Param.ANY)
            .in(Route.Lane.LIVE)
            .as(Role.OPEN),
        Route.send("POST", PATH, "Packets of a client of socket.io.", PLAIN, PLAIN, this::take)
            .with(Param.ANY)
            .as(Role.OPEN));
  }

  private Answer poll(Request request) {
    Query query = request.query();
    if (!query.text("EIO", "").equals("4")) {
      return refused(5, "Unsupported protocol version");
    }
    String transport = query.text("transport", "");
    if (!transport.equals("polling")) {
      return transport.equals("websocket")
          ? refused(3, "Bad request")
          : refused(0, "Transport unknown");
    }
    String sid = query.text("sid", "");
    if (sid.isEmpty()) {
      Session made =
          sessions.begin(
              new Doors.Visit(
                  request.from(),
                  request.header("Origin"),
                  request.header("Host"),
                  request.header("Authorization").strip()));
      return Answer.text(200, PLAIN, handshake(made, List.of("websocket")));
    }
    Optional<Session> s = sessions.find(sid);
    if (s.isEmpty()) {
      return refused(1, "Session ID unknown");
    }
    try {
      List<String> packets = s.get().poll(POLL);
      if (packets.isEmpty()) {
        s.get().close();
        return refused(3, "Bad request");
      }
      return Answer.text(200, PLAIN, String.join(SEPARATOR, packets));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiError.busy("the server is stopping", 1);
    }
  }

  private Answer take(Request request) throws IOException {
    Optional<Session> s = sessions.find(request.query().text("sid", ""));
    if (s.isEmpty()) {
      return refused(1, "Session ID unknown");
    }
    String body;
    try (InputStream in = request.body(MOST_BYTES)) {
      body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String packet : body.split(SEPARATOR)) {
      talk.heard(s.get(), packet);
    }
    return Answer.text(200, PLAIN, "ok");
  }

  /** Errors have the form of Engine.IO. */
  private static Answer refused(int code, String message) {
    return Answer.bytes(
        400,
        Answer.JSON,
        PythonJson.bytes(new Shape().put("code", code).put("message", message).map()));
  }

  String handshake(Session s, List<String> upgrades) {
    return "0"
        + PythonJson.text(
            new Shape()
                .put("sid", s.sid())
                .put("upgrades", upgrades)
                .put("pingInterval", sessions.times().ping() / MILLI)
                .put("pingTimeout", sessions.times().pong() / MILLI)
                .put("maxPayload", MOST_BYTES)
                .map());
  }

  @Override
  public Optional<Conversation> open(Guard.Head head, String path, Query query) {
    boolean asked =
        (path.equals(PATH) || path.equals(PATH + "/"))
            && query.text("EIO", "").equals("4")
            && query.text("transport", "").equals("websocket");
    if (!asked) {
      return Optional.empty();
    }
    String sid = query.text("sid", "");
    if (!sid.isEmpty()) {
      return sessions
          .find(sid)
          .filter(Session::probe)
          .map(s -> new SocketTalk(s, talk, Optional.empty()));
    }
    try {
      Session made =
          sessions.begin(
              new Doors.Visit(
                  head.from(),
                  head.header("Origin"),
                  head.header("Host"),
                  head.header("Authorization").strip()));
      made.overSocket();
      return Optional.of(new SocketTalk(made, talk, Optional.of(handshake(made, List.of()))));
    } catch (ApiError e) {
      // An ordinary answer follows.
      return Optional.empty();
    }
  }

  /** How many clients there are. */
  int size() {
    return sessions.size();
  }

  /** Ends all sessions. */
  @Override
  public void close() {
    sessions.close();
  }
}
