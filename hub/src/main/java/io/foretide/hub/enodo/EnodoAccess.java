package io.foretide.hub.enodo;

import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.socketio.Doors;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Role;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers in: those of some addresses without credentials, all others by basic authentication
 * or a token. Whoever shows credentials is judged by them, wherever it calls from. Refusals become
 * events, at most one every few seconds. Thread-safe.
 */
final class EnodoAccess implements Guard, Doors {
  private static final long TOLD_EVERY = 10 * Instants.SECOND;

  /** A host that is an address, or this computer. */
  private static final Pattern NUMBER =
      Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-fA-F:.]+\\])(:\\d+)?");

  private final EnodoSettings settings;
  private final EventLog events;
  private final WallClock clock;
  private final AtomicLong toldAt;

  EnodoAccess(EnodoSettings settings, EventLog events, WallClock clock) {
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    this.toldAt = new AtomicLong(clock.monotonic() - TOLD_EVERY);
  }

  @Override
  public void check(Head head, Role role) {
    if (role == Role.OPEN) {
      return;
    }
    String origin = head.header("Origin");
    if (!origin.isEmpty() && !settings.allowsOrigin(origin)) {
      throw refused(
          head.from(), 403, "web pages of other origins than hub.enodo.origins may not call");
    }
    String header = head.header("Authorization").strip();
    if (header.isEmpty()) {
      InetAddress from = head.from();
      if (from == null || !settings.untokened().test(from)) {
        throw refused(
            head.from(), 401, "it showed no credentials, and is not in hub.enodo.allow_untokened");
      }
      return;
    }
    Role given = shown(header);
    if (given == null) {
      throw refused(head.from(), 401, "its credentials are wrong");
    }
    if (given.compareTo(role) < 0) {
      throw refused(
          head.from(),
          403,
          "its token's role is "
              + given.name().toLowerCase(Locale.ROOT)
              + ", but this needs "
              + role.name().toLowerCase(Locale.ROOT));
    }
  }

  /** What a header's credentials allow; null if they are wrong. */
  private @Nullable Role shown(String header) {
    int blank = header.indexOf(' ');
    String scheme = blank < 0 ? "" : header.substring(0, blank).toLowerCase(Locale.ROOT);
    String value = header.substring(blank + 1).strip();
    return switch (scheme) {
      case "basic" -> basic(value);
      case "bearer", "token" -> settings.tokens().role(value);
      default -> null;
    };
  }

  @Override
  public Role enter(Visit visit) {
    if (!isWelcome(visit.origin()) && !isOwn(visit)) {
      throw refused(
          visit.from(), 403, "web pages of other origins than hub.enodo.origins may not connect");
    }
    if (visit.authorization().isEmpty()) {
      return Role.OPEN;
    }
    Role given = shown(visit.authorization());
    if (given == null) {
      throw refused(visit.from(), 401, "its credentials are wrong");
    }
    return given;
  }

  private boolean isWelcome(String origin) {
    return origin.isEmpty() || settings.allowsOrigin(origin);
  }

  /** Some programs that are no web pages name the address that they connect to. */
  private static boolean isOwn(Visit visit) {
    return visit.origin().equalsIgnoreCase("http://" + visit.host())
        || visit.origin().equalsIgnoreCase("https://" + visit.host());
  }

  /**
   * Without credentials only callers of admitted addresses are let in. A page that calls its own
   * address an admitted one is not believed unless that is a number: names can be made to point
   * anywhere.
   */
  @Override
  public Role authorize(Visit visit, String user, String password) {
    Role given;
    if (user.isEmpty() && password.isEmpty()) {
      InetAddress from = visit.from();
      boolean admitted =
          from != null
              && settings.untokened().test(from)
              && (isWelcome(visit.origin()) || NUMBER.matcher(visit.host()).matches());
      given = admitted ? Role.ADMIN : null;
    } else {
      given = pair(user, password);
    }
    if (given == null) {
      var unused = refused(visit.from(), 401, "it did not authorize itself");
      return Role.OPEN;
    }
    return given;
  }

  private @Nullable Role basic(String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return null;
    }
    return pair(pair.substring(0, colon), pair.substring(colon + 1));
  }

  /** The hub's own user may do everything; a token may stand in the password's place. */
  private @Nullable Role pair(String user, String password) {
    boolean own = same(user, settings.user()) & same(password, settings.password().reveal());
    return own && !settings.password().isEmpty() ? Role.ADMIN : settings.tokens().role(password);
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private ApiError refused(@Nullable InetAddress from, int status, String why) {
    long now = clock.monotonic();
    long last = toldAt.get();
    if (now - last >= TOLD_EVERY && toldAt.compareAndSet(last, now)) {
      events.append(
          Event.of(
              clock.now(),
              Severity.WARNING,
              "enodo.rest.refused",
              "",
              "a request of "
                  + (from == null ? "an unknown address" : from.getHostAddress())
                  + " to Enodo's REST was refused: "
                  + why));
    }
    return new ApiError(status, status == 401 ? "unauthorized" : "forbidden", why, null, 0);
  }
}
