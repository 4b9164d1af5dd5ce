package io.foretide.hub.login;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.access.SessionRoles;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in. A browser holds a random number in a cookie; only its digest is kept here, so
 * that a dump of the memory logs nobody in. A restart ends all sessions. Thread-safe.
 */
public final class Sessions implements SessionRoles {
  static final String COOKIE = "foretide_session";
  private static final int MOST = 10_000;
  private static final long LASTS = 10 * Instants.HOUR;
  private final WallClock clock;
  private final Randoms randoms = new Randoms();
  private final Map<String, Session> open = new LinkedHashMap<>();

  public Sessions(WallClock clock) {
    this.clock = clock;
  }

  /**
   * A person who is logged in.
   *
   * @param name for people to read
   * @param end monotonic nanoseconds
   */
  record Session(String name, Role role, long end) {}

  /** Begins a session; the value of its cookie. */
  synchronized String begin(String name, Role role) {
    String secret = randoms.text();
    open.put(Randoms.digest(secret), new Session(name, role, clock.monotonic() + LASTS));
    if (open.size() > MOST) {
      open.remove(open.keySet().iterator().next());
    }
    return secret;
  }

  synchronized @Nullable Session find(String cookies) {
    String secret = cookie(cookies);
    if (secret.isEmpty()) {
      return null;
    }
    String key = Randoms.digest(secret);
    Session session = open.get(key);
    if (session != null && clock.monotonic() - session.end() > 0) {
      open.remove(key);
      return null;
    }
    return session;
  }

  synchronized void end(String cookies) {
    open.remove(Randoms.digest(cookie(cookies)));
  }

  @Override
  public @Nullable Role of(Guard.Head head) {
    Session session = find(head.header("Cookie"));
    return session == null ? null : session.role();
  }

  /** The value of this server's cookie; empty if it is not there. */
  private static String cookie(String cookies) {
    for (String part : cookies.split(";")) {
      String pair = part.strip();
      if (pair.startsWith(COOKIE + "=")) {
        return pair.substring(COOKIE.length() + 1);
      }
    }
    return "";
  }

  static long seconds() {
    return LASTS / Instants.SECOND;
  }
}
