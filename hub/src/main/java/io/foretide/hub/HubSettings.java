package io.foretide.hub;

import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Limits;
import io.foretide.hub.login.LoginSettings;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the hub serves.
 *
 * @param host address to bind; anything but loopback needs tokens
 * @param port to bind; 0 for any free one
 * @param hosts further host names, in lower case, that loopback callers may use
 * @param tokens who may do what
 * @param tls certificate and key for HTTPS; null for plain HTTP
 * @param metricsOpen whether {@code /metrics} needs no token
 * @param metricsModels most models with figures of their own in {@code /metrics}; the worst come
 *     first
 * @param limits bounds of size, time and number
 * @param login how people log in; null if they cannot
 */
public record HubSettings(
    String host,
    int port,
    Set<String> hosts,
    Tokens tokens,
    @Nullable Tls tls,
    boolean metricsOpen,
    int metricsModels,
    Limits limits,
    @Nullable LoginSettings login) {
  public HubSettings {
    hosts = Set.copyOf(hosts);
  }

  /** Without log-in. */
  public HubSettings(
      String host,
      int port,
      Set<String> hosts,
      Tokens tokens,
      @Nullable Tls tls,
      boolean metricsOpen,
      int metricsModels,
      Limits limits) {
    this(host, port, hosts, tokens, tls, metricsOpen, metricsModels, limits, null);
  }

  /**
   * PEM files.
   *
   * @param certificate chain, the server's own first
   * @param key unencrypted PKCS#8
   */
  public record Tls(Path certificate, Path key) {}

  /** Loopback, plain HTTP, no tokens. */
  public static HubSettings local(int port) {
    return new HubSettings(
        "127.0.0.1", port, Set.of(), Tokens.NONE, null, false, 200, Limits.DEFAULT);
  }
}
