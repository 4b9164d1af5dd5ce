package io.foretide.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.WallClock;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one service with one {@code auth} block. A token that is refused (401) is renewed
 * once. Thread-safe.
 */
public final class Session implements AutoCloseable {
  private final AuthSettings auth;
  private final Transport transport;
  private final @Nullable TokenSource tokens;

  private Session(AuthSettings auth, Transport transport, @Nullable TokenSource tokens) {
    this.auth = auth;
    this.transport = transport;
    this.tokens = tokens;
  }

  /**
   * @throws ProviderException.Rejected if a proxy variable of the environment is no address
   */
  public static Session open(HttpSettings http, AuthSettings auth, ConnectorContext context)
      throws ProviderException.Rejected {
    return open(http, auth, context, Pause.SLEEP);
  }

  /**
   * The same without a connector's context.
   *
   * @param random for jitter; safe for many threads
   * @param environment of the process, for its proxy variables
   */
  public static Session open(
      HttpSettings http,
      AuthSettings auth,
      WallClock clock,
      RandomGenerator random,
      Map<String, String> environment)
      throws ProviderException.Rejected {
    return open(http, auth, clock, random, environment, Pause.SLEEP);
  }

  static Session open(HttpSettings http, AuthSettings auth, ConnectorContext context, Pause pause)
      throws ProviderException.Rejected {
    return open(http, auth, context.clock(), context.random(), context.environment(), pause);
  }

  private static Session open(
      HttpSettings http,
      AuthSettings auth,
      WallClock clock,
      RandomGenerator random,
      Map<String, String> environment,
      Pause pause)
      throws ProviderException.Rejected {
    try {
      Transport transport = new Transport(http, ProxyRules.of(environment), clock, random, pause);
      return new Session(
          auth, transport, auth.hasToken() ? new TokenSource(auth, transport, clock) : null);
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Sends a request with token and headers.
   *
   * @return any answer of 2xx, 3xx or 4xx but 401, 403, 407 and 429; of 500 if the call keeps it
   * @throws ProviderException.Transient if there is no answer, or access is refused while the
   *     program runs: nothing is failed because a secret ran out
   */
  public Answer send(Call call) throws ProviderException {
    try {
      return checked(call);
    } catch (ProviderException.Rejected e) {
      throw new ProviderException.Transient(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The same for requests that people set up one by one: refused access is an answer too.
   *
   * @return any answer of 2xx, 3xx or 4xx but 429
   * @throws ProviderException.Transient if there is no answer
   */
  public Answer ask(Call call) throws ProviderException {
    return once(call, transport.timeout(), transport.retries());
  }

  /**
   * The same with limits of its own.
   *
   * @param timeout of one request with its whole answer, nanoseconds
   * @param retries how often it is sent again
   */
  public Answer send(Call call, long timeout, int retries) throws ProviderException {
    try {
      return checked(call, timeout, retries);
    } catch (ProviderException.Rejected e) {
      throw new ProviderException.Transient(String.valueOf(e.getMessage()), e);
    }
  }

  private Answer checked(Call call) throws ProviderException {
    return checked(call, transport.timeout(), transport.retries());
  }

  private Answer checked(Call call, long timeout, int retries) throws ProviderException {
    Answer answer = once(call, timeout, retries);
    if (answer.status() == 401 && tokens != null) {
      answer = once(call, timeout, retries);
    }
    if (answer.status() == 407) {
      throw new ProviderException.Rejected(
          answer.source()
              + " is stopped by a proxy that wants a user and a password (status 407): expected the"
              + " right ones in HTTPS_PROXY or HTTP_PROXY, such as http://user:password@proxy:8080"
              + " in percent encoding, or the host in NO_PROXY");
    }
    if (answer.status() == 401 || answer.status() == 403) {
      throw new ProviderException.Rejected(
          answer.source()
              + " refuses access with status "
              + answer.status()
              + ": check the auth block");
    }
    return answer;
  }

  private Answer once(Call call, long timeout, int retries) throws ProviderException {
    Map<String, String> headers = new HashMap<>(call.headers());
    Secret token = null;
    if (tokens != null) {
      token = tokens.token();
      headers.put("Authorization", "Bearer " + token.reveal());
    }
    auth.headers()
        .forEach((name, value) -> {
          headers.keySet().removeIf(known -> known.equalsIgnoreCase(name));
          headers.put(name, value.reveal());
        });
    Answer answer = transport.send(call.with(headers), timeout, retries);
    if (answer.status() == 401 && tokens != null && token != null) {
      tokens.refused(token);
    }
    return answer;
  }

  /**
   * Tries the access as the {@code auth} block says: a token, then {@code verification_url}.
   *
   * @throws ProviderException.Rejected if access is refused, or the answer is not what it should be
   * @throws ProviderException.Transient if nobody answers
   */
  public void verify() throws ProviderException {
    if (!auth.verifyOnStartup()) {
      return;
    }
    if (tokens != null) {
      tokens.token();
    }
    if (auth.verificationUrl().isEmpty()) {
      return;
    }
    Answer answer = checked(Call.get(address().toString()));
    if (answer.status() >= 400) {
      throw new ProviderException.Rejected(answer.sentence() + "; check verification_url");
    }
    if (!auth.verificationElement().isEmpty()) {
      verifyElement(answer);
    }
  }

  private URI address() throws ProviderException.Rejected {
    try {
      return URI.create(auth.verificationUrl());
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(
          "verification_url is no address: expected http:// or https:// with a host", e);
    }
  }

  private void verifyElement(Answer answer) throws ProviderException.Rejected {
    JsonNode found;
    try {
      found = answer.json().path(auth.verificationElement());
    } catch (ProviderException.Transient e) {
      throw new ProviderException.Rejected(String.valueOf(e.getMessage()), e);
    }
    if (found.isMissingNode() || found.isNull()) {
      throw new ProviderException.Rejected(
          answer.source()
              + " answered no '"
              + auth.verificationElement()
              + "': check verification_url and verification_element");
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
