package io.foretide.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of OAuth2 client credentials (RFC 6749, section 4.4). A token is used until 60 s before
 * its end, or until half of a life that is shorter than two minutes. Many threads that need a new
 * one cause one request. Thread-safe.
 */
final class TokenSource {
  private static final long MARGIN = 60 * Instants.SECOND;
  private static final long UNSAID = Instants.HOUR;

  private final AuthSettings auth;
  private final Transport transport;
  private final WallClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Token current;

  private record Token(Secret text, long usableUntil) {}

  TokenSource(AuthSettings auth, Transport transport, WallClock clock) {
    this.auth = auth;
    this.transport = transport;
    this.clock = clock;
  }

  /**
   * A token that still lives.
   *
   * @throws ProviderException.Rejected if the authority refuses the client
   * @throws ProviderException.Transient if the authority does not answer
   */
  Secret token() throws ProviderException {
    Token known = current;
    if (known != null && clock.monotonic() - known.usableUntil() < 0) {
      return known.text();
    }
    lock.lock();
    try {
      known = current;
      if (known == null || clock.monotonic() - known.usableUntil() >= 0) {
        known = ask();
        current = known;
      }
      return known.text();
    } finally {
      lock.unlock();
    }
  }

  /** A token was refused: the next call asks for another, unless somebody already did. */
  void refused(Secret token) {
    Token known = current;
    if (known != null && known.text().equals(token)) {
      current = null;
    }
  }

  private Token ask() throws ProviderException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", auth.clientId());
    form.put("client_secret", auth.clientSecret().reveal());
    if (auth.v1()) {
      form.put("resource", auth.resource());
    } else {
      form.put("scope", scope(auth.resource()));
    }
    URI uri = URI.create(auth.authority() + (auth.v1() ? "/oauth2/token" : "/oauth2/v2.0/token"));
    long askedAt = clock.monotonic();
    Answer answer = transport.send(Call.postForm(uri, form));
    if (!answer.ok()) {
      throw new ProviderException.Rejected(
          answer.source()
              + " refuses client '"
              + auth.clientId()
              + "' with status "
              + answer.status()
              + error(answer)
              + ": check client_id, client_secret, tenant and resource");
    }
    JsonNode json = answer.json();
    String text = json.path("access_token").asText("");
    if (text.isEmpty()) {
      throw new ProviderException.Transient(
          answer.source() + " answered no access_token: check authority_host_url", null);
    }
    long seconds = json.path("expires_in").asLong(UNSAID / Instants.SECOND);
    long life = Math.max(0, Math.min(seconds, 366L * 86_400)) * Instants.SECOND;
    return new Token(new Secret(text), askedAt + life - Math.min(MARGIN, life / 2));
  }

  static String scope(String resource) {
    if (resource.endsWith("/.default")) {
      return resource;
    }
    return (resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource)
        + "/.default";
  }

  /** The authority's error code; its description may repeat what was sent. */
  private static String error(Answer answer) {
    try {
      String code = answer.json().path("error").asText("");
      return code.matches("[A-Za-z0-9_.-]{1,60}") ? " (" + code + ")" : "";
    } catch (ProviderException.Transient e) {
      return "";
    }
  }
}
