package io.foretide.hub.login;

import io.foretide.core.time.WallClock;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import io.foretide.hub.login.Pending.Started;
import io.foretide.hub.login.Sessions.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /auth/*}: people log in by the authorization code flow with PKCE (RFC 6749, section 4.1;
 * RFC 7636) and are known by a cookie afterwards. Thread-safe.
 */
public final class LoginRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(LoginRoutes.class);
  private static final String BEGUN = "foretide_login";
  private final @Nullable Flow flow;
  private final Sessions sessions;
  private final Tokens tokens;

  /**
   * @param settings null where nobody can log in
   * @param tokens of programs
   */
  public LoginRoutes(
      @Nullable LoginSettings settings, Sessions sessions, Tokens tokens, WallClock clock) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.flow = settings == null ? null : new Flow(settings, clock);
  }

  /** What a log-in needs. */
  private static final class Flow {
    final LoginSettings settings;
    final Provider provider;
    final IdTokens tokens;
    final Pending pending;
    final Randoms randoms = new Randoms();

    Flow(LoginSettings settings, WallClock clock) {
      this.settings = settings;
      this.provider = new Provider(settings, clock);
      this.tokens = new IdTokens(settings, provider, clock);
      this.pending = new Pending(clock);
    }

    String attributes(long seconds) {
      String secure = "https".equals(settings.address().getScheme()) ? "; Secure" : "";
      return "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + seconds + secure;
    }
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/auth/me",
                "Whether people can log in here, who is logged in, and what the caller may do.",
                "Person",
                this::me)
            .as(Role.OPEN),
        new Route(
            "GET",
            "/auth/login",
            Role.OPEN,
            "Sends a browser to the provider.",
            List.of(Param.text("to", "Page to go to afterwards; below /ui/.")),
            "",
            "text/html",
            Route.Lane.HEAVY,
            this::login),
        new Route(
            "GET",
            "/auth/callback",
            Role.OPEN,
            "Where the provider sends a browser back to.",
            List.of(Param.ANY),
            "",
            "text/html",
            Route.Lane.HEAVY,
            this::callback),
        Route.send("POST", "/auth/logout", "Ends the session.", "", "LoggedOut", this::logout)
            .as(Role.OPEN));
  }

  private Answer me(Request request) {
    Session session = sessions.find(request.header("Cookie"));
    @Nullable Role role = role(request.header("Authorization").strip(), session);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeBooleanField("login", flow != null);
      json.writeStringField("name", session == null ? "" : session.name());
      json.writeStringField("role", role == null ? "" : role.name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    });
  }

  /** What the caller may do; null for nothing but what is open. */
  private @Nullable Role role(String authorization, @Nullable Session session) {
    if (!authorization.isEmpty()) {
      return tokens.role(authorization.substring(authorization.indexOf(' ') + 1).strip());
    }
    if (session != null) {
      return session.role();
    }
    // Without tokens and log-in everybody on this machine may do everything.
    return flow == null && tokens.isEmpty() ? Role.ADMIN : null;
  }

  private Flow flow() {
    if (flow == null) {
      throw ApiError.notFound("nobody can log in here: hub.login is not set, use a token");
    }
    return flow;
  }

  private Answer login(Request request) {
    Flow f = flow();
    String state = f.randoms.text();
    String verifier = f.randoms.text();
    String nonce = f.randoms.text();
    String browser = f.randoms.text();
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("response_type", "code");
    asked.put("client_id", f.settings.clientId());
    asked.put("redirect_uri", f.settings.callback().toString());
    asked.put("scope", String.join(" ", f.settings.scopes()));
    asked.put("state", state);
    asked.put("nonce", nonce);
    asked.put("code_challenge", Randoms.digest(verifier));
    asked.put("code_challenge_method", "S256");
    String endpoint = f.provider.needed("authorization_endpoint");
    f.pending.put(
        state, verifier, nonce, page(request.query().text("to", "")), Randoms.digest(browser));
    return Answer.empty(302)
        .header("Location", endpoint + (endpoint.contains("?") ? "&" : "?") + Provider.form(asked))
        .header("Set-Cookie", BEGUN + "=" + browser + f.attributes(600));
  }

  /** Only pages of this server. */
  private static String page(String wanted) {
    boolean own =
        wanted.startsWith("/ui/")
            && wanted.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\' && c != '"');
    return own ? wanted : "/ui/overview";
  }

  private Answer callback(Request request) {
    Flow f = flow();
    Started started = f.pending.take(request.query().text("state", ""));
    if (started == null || !started.browser().equals(Randoms.digest(begun(request)))) {
      throw new ApiError(
          400,
          "bad_request",
          "this log-in was not begun in this browser, or took too long: open /auth/login again",
          "state",
          0);
    }
    String error = request.query().text("error", "");
    if (!error.isEmpty()) {
      throw new ApiError(
          401, "unauthorized", "the provider refused the log-in: open /auth/login again", null, 0);
    }
    String token = f.provider.exchange(request.query().text("code", ""), started.verifier());
    Map<String, Object> claims = f.tokens.claims(token, started.nonce());
    Role role = f.settings.role(claims);
    String name = name(claims);
    if (role == null) {
      LOG.warn("{} logged in but has no role here", name);
      throw new ApiError(
          403,
          "forbidden",
          "you are known, but nothing in the claim '"
              + f.settings.claim()
              + "' gives a role here: see hub.login.roles",
          null,
          0);
    }
    LOG.info("{} logged in with the role {}", name, role);
    return Answer.empty(302)
        .header("Location", started.to())
        .header(
            "Set-Cookie",
            Sessions.COOKIE + "=" + sessions.begin(name, role) + f.attributes(Sessions.seconds()));
  }

  private static String begun(Request request) {
    for (String part : request.header("Cookie").split(";")) {
      if (part.strip().startsWith(BEGUN + "=")) {
        return part.strip().substring(BEGUN.length() + 1);
      }
    }
    return "";
  }

  /** What people call themselves; controls are taken out. */
  private static String name(Map<String, Object> claims) {
    for (String claim : List.of("preferred_username", "email", "name", "sub")) {
      if (claims.get(claim) instanceof String text && !text.isBlank()) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
      }
    }
    return "somebody";
  }

  private Answer logout(Request request) {
    sessions.end(request.header("Cookie"));
    String end = flow == null ? null : flow.provider.endpoint("end_session_endpoint");
    Answer answer =
        Answer.json(json -> {
          json.writeStartObject();
          json.writeStringField("provider", end == null ? "" : end);
          json.writeEndObject();
        });
    return flow == null
        ? answer
        : answer.header("Set-Cookie", Sessions.COOKIE + "=" + flow.attributes(0));
  }
}
