package io.foretide.hub.enodo.socketio;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.live.Live;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Role;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients. Whoever has not authorized itself has a quarter of a minute, and few places.
 * Thread-safe.
 */
final class Sessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final int MOST = 150;
  private static final int MOST_UNKNOWN = 40;
  private static final int MOST_UNKNOWN_OF_ONE = 10;
  private static final int SID_BYTES = 15;
  private static final long LOOK = Instants.SECOND;
  private static final long STUCK = 30 * Instants.SECOND;

  private final Live live;
  private final Doors doors;
  private final WallClock clock;
  private final RandomGenerator random;
  private final Times times;
  private final AtomicLong waiting = new AtomicLong();
  private final Map<String, Session> open = new ConcurrentHashMap<>();

  /**
   * How long is waited.
   *
   * @param ping between two signs of life, nanoseconds
   * @param pong for the answer to one
   * @param authorize for credentials
   */
  record Times(long ping, long pong, long authorize) {
    static final Times USUAL =
        new Times(25 * Instants.SECOND, 20 * Instants.SECOND, 15 * Instants.SECOND);
  }

  /**
   * @param random that nobody can foretell, for names of sessions
   */
  Sessions(Live live, Doors doors, WallClock clock, RandomGenerator random, Times times) {
    this.live = live;
    this.doors = doors;
    this.clock = clock;
    this.random = random;
    this.times = times;
  }

  Times times() {
    return times;
  }

  Optional<Session> find(String sid) {
    return Optional.ofNullable(open.get(sid));
  }

  /**
   * Begins a session.
   *
   * @throws ApiError if the client may not connect, or there are too many
   */
  synchronized Session begin(Doors.Visit visit) {
    Role role = doors.enter(visit);
    List<Session> now = open.values().stream().filter(s -> !s.isClosed()).toList();
    List<Session> unknown = now.stream().filter(s -> s.role() == Role.OPEN).toList();
    long ofIt =
        unknown.stream().filter(s -> Objects.equals(s.visit().from(), visit.from())).count();
    if (now.size() >= MOST
        || role == Role.OPEN && (unknown.size() >= MOST_UNKNOWN || ofIt >= MOST_UNKNOWN_OF_ONE)) {
      throw ApiError.busy("too many clients of socket.io at a time: try again later", 5);
    }
    byte[] name = new byte[SID_BYTES];
    random.nextBytes(name);
    String sid = Base64.getUrlEncoder().withoutPadding().encodeToString(name);
    Session made = new Session(sid, visit, role, live.feed(), waiting);
    open.put(sid, made);
    var unused = Thread.ofVirtual().name("socket.io " + sid.substring(0, 4)).start(() -> run(made));
    return made;
  }

  private void run(Session s) {
    try {
      follow(s);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("a client of socket.io is let go: {}", e.toString(), e);
    } finally {
      s.close();
      open.remove(s.sid());
    }
  }

  /** Tells changes and asks for signs of life, until the session ends. */
  private void follow(Session s) throws InterruptedException {
    long began = clock.monotonic();
    long asked = began;
    while (!s.isClosed()) {
      long now = clock.monotonic();
      boolean unknown = s.role() == Role.OPEN && now - began > times.authorize();
      boolean silent = !s.hasAnswered() && now - asked > times.pong();
      if (unknown || silent) {
        return;
      }
      if (s.hasAnswered() && now - asked > times.ping()) {
        asked = now;
        s.ping();
      }
      for (String update : s.feed().take(Math.min(LOOK, times.ping()))) {
        if (!s.awaitRoom(STUCK)) {
          return;
        }
        s.send("42[\"update\"," + update + "]");
      }
      if (s.feed().isSlow() || s.feed().isClosed()) {
        return;
      }
    }
  }

  /** How many characters wait for all clients together. */
  long waiting() {
    return waiting.get();
  }

  int size() {
    return open.size();
  }

  @Override
  public void close() {
    open.values().forEach(Session::close);
  }
}
