package io.foretide.hub.login;

import com.nimbusds.jose.jwk.JWKSet;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.JsonIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenID provider: what it says of itself (OpenID Connect Discovery 1.0), its keys, and the
 * exchange of a code for an ID token (OpenID Connect Core 1.0, section 3.1.3). Thread-safe.
 */
final class Provider {
  private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 1 << 20;
  private static final long FRESH = 10 * Instants.MINUTE;
  private static final long NOT_SOONER = 30 * Instants.SECOND;
  private final LoginSettings settings;
  private final WallClock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private @Nullable Map<String, Object> about;
  private @Nullable JWKSet keys;
  private long keysAt;

  Provider(LoginSettings settings, WallClock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** An address that the provider tells, such as {@code token_endpoint}; null if it has none. */
  synchronized @Nullable String endpoint(String name) {
    Map<String, Object> known = about;
    if (known == null) {
      String issuer = settings.issuer().toString();
      known =
          json(
              send(
                  HttpRequest.newBuilder(
                          URI.create(
                              issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration"))
                      .GET()));
      if (!issuer.equals(known.get("issuer"))) {
        throw unavailable("says that it is another issuer than hub.login.issuer");
      }
      about = known;
    }
    return known.get(name) instanceof String text ? text : null;
  }

  String needed(String name) {
    String found = endpoint(name);
    if (found == null) {
      throw unavailable("tells no " + name);
    }
    return found;
  }

  /**
   * The keys that sign ID tokens.
   *
   * @param anew whether to ask again although they are known, because one is missing
   */
  synchronized JWKSet keys(boolean anew) {
    long age = clock.monotonic() - keysAt;
    JWKSet known = keys;
    if (known == null || age > FRESH || anew && age > NOT_SOONER) {
      try {
        known = JWKSet.parse(send(HttpRequest.newBuilder(URI.create(needed("jwks_uri"))).GET()));
      } catch (ParseException e) {
        throw unavailable("has keys that cannot be read");
      }
      keys = known;
      keysAt = clock.monotonic();
    }
    return known;
  }

  /** The ID token for a code. */
  String exchange(String code, String verifier) {
    Map<String, String> form =
        new java.util.LinkedHashMap<>(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                settings.callback().toString(),
                "client_id",
                settings.clientId(),
                "code_verifier",
                verifier));
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(needed("token_endpoint")));
    if (!settings.clientSecret().isEmpty()) {
      String pair = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret().reveal());
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    Map<String, Object> answer =
        json(
            send(
                request
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form(form)))));
    if (answer.get("id_token") instanceof String token) {
      return token;
    }
    throw unavailable("answered without an ID token");
  }

  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              request.timeout(PATIENCE).header("Accept", "application/json").build(),
              BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        if (answer.statusCode() == 200) {
          return text;
        }
      }
      throw unavailable("answered " + answer.statusCode() + " at " + answer.uri().getPath());
    } catch (IOException e) {
      LOG.warn("the log-in provider does not answer: {}", e.toString());
      throw unavailable("does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for");
    }
  }

  private static Map<String, Object> json(String text) {
    try {
      return JsonIn.object(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | ApiError e) {
      throw unavailable("answered something that is no JSON object");
    }
  }

  private static ApiError unavailable(String why) {
    return new ApiError(
        502,
        "login_provider",
        "the log-in provider " + why + ": try again, or use a token meanwhile",
        null,
        0);
  }
}
