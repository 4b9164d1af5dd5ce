package io.foretide.hub.access;

import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Role;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in. With tokens, a caller needs one of sufficient role. Without, only programs on
 * this machine can connect, and a web page from elsewhere must not drive them: the Host header must
 * name this machine (against DNS rebinding), and a change must come from our own pages or from no
 * page at all. Immutable.
 */
public final class Access implements Guard {
  private final Tokens tokens;
  private final Set<String> hosts;
  private final @Nullable SessionRoles sessions;

  /**
   * @param hosts further names, in lower case, under which this server may be addressed
   */
  public Access(Tokens tokens, Set<String> hosts) {
    this(tokens, hosts, null);
  }

  /**
   * @param sessions of people who are logged in; null where nobody can
   */
  public Access(Tokens tokens, Set<String> hosts, @Nullable SessionRoles sessions) {
    this.tokens = tokens;
    this.hosts = Set.copyOf(hosts);
    this.sessions = sessions;
  }

  @Override
  public void check(Head head, Role role) {
    if (tokens.isEmpty() && sessions == null) {
      checkHost(head);
      if (role != Role.OPEN && !safe(head.method())) {
        checkOrigin(head);
      }
    } else if (role != Role.OPEN) {
      checkToken(head, role);
    }
  }

  private void checkToken(Head head, Role role) {
    String token = Credentials.token(head);
    if (token.isEmpty()) {
      checkSession(head, role);
      return;
    }
    @Nullable Role given = tokens.role(token);
    if (given == null) {
      throw new ApiError(
          401, "unauthorized", "the token is not known: see hub.tokens of the server", null, 0);
    }
    checkRole("the token's role", given, role);
  }

  /** A browser sends its cookie with every request, also with those that a foreign page starts. */
  private void checkSession(Head head, Role role) {
    @Nullable Role given = sessions == null ? null : sessions.of(head);
    if (given == null) {
      throw new ApiError(
          401,
          "unauthorized",
          "a token is needed: send it as 'Authorization: Bearer <token>'"
              + (sessions == null ? "" : ", or log in at /auth/login"),
          null,
          0);
    }
    if (!safe(head.method())) {
      checkOrigin(head);
    }
    checkRole("your role", given, role);
  }

  private static void checkRole(String whose, Role given, Role role) {
    if (given.compareTo(role) < 0) {
      throw forbidden(
          whose + " is " + lower(given) + ", but this needs " + lower(role) + ": use one that may");
    }
  }

  private void checkHost(Head head) {
    String host = nameOf(head.header("Host"));
    if (!Loopback.isName(host) && !hosts.contains(host)) {
      throw forbidden(
          "the Host header does not name this machine: use localhost, or add the name to"
              + " hub.hosts");
    }
  }

  private static void checkOrigin(Head head) {
    String site = head.header("Sec-Fetch-Site");
    if (!site.isEmpty() && !site.equals("same-origin") && !site.equals("none")) {
      throw foreign();
    }
    String origin = head.header("Origin");
    String own = (head.secure() ? "https://" : "http://") + head.header("Host");
    if (!origin.isEmpty() && !origin.equalsIgnoreCase(own)) {
      throw foreign();
    }
  }

  private static ApiError foreign() {
    return forbidden(
        "a web page from another origin may not change anything here: use this server's own pages,"
            + " or set hub.tokens and send a token");
  }

  private static boolean safe(String method) {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  private static String nameOf(String hostHeader) {
    String host = hostHeader.strip().toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static ApiError forbidden(String message) {
    return new ApiError(403, "forbidden", message, null, 0);
  }

  private static String lower(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
