package io.foretide.connectors.notify;

import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.connectors.http.Session;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.net.URI;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Sends a body by HTTP, for all outputs: certificates are checked, proxies of the environment are
 * used, a host that fails again and again is left alone for a while. Thread-safe.
 */
public final class Post implements AutoCloseable {
  /** The delivery log repeats what fails, so that here nothing is sent twice. */
  private static final HttpSettings LIMITS =
      new HttpSettings(
          10 * Instants.SECOND,
          10 * Instants.SECOND,
          0,
          Instants.SECOND,
          Instants.SECOND,
          5,
          30 * Instants.SECOND,
          1 << 20);

  private final Session session;

  private Post(Session session) {
    this.session = session;
  }

  /**
   * Makes the connection; nobody is called yet.
   *
   * @throws ProviderException.Rejected if a proxy variable of the environment is no address
   */
  public static Post open(ConnectorContext context) throws ProviderException.Rejected {
    return open(context.clock(), context.random(), context.environment());
  }

  static Post open(WallClock clock, RandomGenerator random, Map<String, String> environment)
      throws ProviderException.Rejected {
    return new Post(Session.open(LIMITS, AuthSettings.NONE, clock, random, environment));
  }

  /**
   * Sends.
   *
   * @param url may hold a secret in its path, so that only its host is ever told
   * @return the status and the beginning of what was answered
   * @throws ProviderException.Rejected if the other side says that the request is wrong
   * @throws ProviderException.Transient if it may be taken later; with the time that was asked for
   */
  String send(URI url, Map<String, String> headers, byte[] body) throws ProviderException {
    Answer answer = session.ask(new Call("POST", url, headers, body).hidingPath());
    if (answer.ok()) {
      return (answer.status() + " " + answer.text()).strip();
    }
    if (answer.status() == 408) {
      throw new ProviderException.Transient(answer.sentence(), null);
    }
    throw new ProviderException.Rejected(answer.sentence() + "; check url, headers and payload");
  }

  @Override
  public void close() {
    session.close();
  }
}
