package io.foretide.app.config;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.hub.login.LoginSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code hub} section.
 *
 * @param host address to listen on; only loopback may go without tokens
 * @param port 0 for any free one
 * @param hosts further names under which loopback callers may address it, in lower case
 * @param read tokens that may read
 * @param write tokens that may read and write points
 * @param admin tokens that may do everything
 * @param metricsOpen whether {@code /metrics} needs no token
 * @param certificate PEM file of the certificate chain; with {@code key} makes it HTTPS
 * @param key PEM file of the private key
 * @param login how people log in
 * @param enodoRest Enodo's REST
 */
public record HubConfig(
    String host,
    int port,
    List<String> hosts,
    List<Secret> read,
    List<Secret> write,
    List<Secret> admin,
    boolean metricsOpen,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<LoginSettings> login,
    EnodoRestConfig enodoRest) {
  /** The port of a server that does not say one. */
  public static final int PORT = 8700;

  /** Any free port of the loopback address, without tokens. */
  static HubConfig local() {
    return new HubConfig(
        "127.0.0.1",
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        EnodoRestConfig.none());
  }

  HubConfig onPort(int other) {
    return new HubConfig(
        host, other, hosts, read, write, admin, metricsOpen, certificate, key, login, enodoRest);
  }

  /** Whether anyone needs a token. */
  public boolean guarded() {
    return !(read.isEmpty() && write.isEmpty() && admin.isEmpty()) || login.isPresent();
  }

  static HubConfig read(Settings s, Path base) {
    Settings tokens = s.section("tokens");
    Settings tls = s.section("tls");
    HubConfig out =
        new HubConfig(
            s.text("host", "127.0.0.1"),
            (int) s.integer("port", PORT, 0, 65535),
            s.texts("hosts").stream().map(h -> h.toLowerCase(Locale.ROOT)).toList(),
            tokens.secrets("read"),
            tokens.secrets("write"),
            tokens.secrets("admin"),
            s.flag("metrics_open", true),
            path(tls, "certificate", base),
            path(tls, "key", base),
            LoginConfig.read(s.section("login")),
            EnodoRestConfig.read(s.section("enodo")));
    if (out.certificate.isPresent() != out.key.isPresent()) {
      s.problem("tls", "names only one of certificate and key: expected both, as PEM files");
    }
    if (!out.guarded() && !loopback(s, out.host)) {
      s.problem(
          "host",
          "'"
              + out.host
              + "' is no loopback address, and hub.tokens is not set, nor hub.login:"
              + " expected 127.0.0.1, or at least one token under hub.tokens.admin");
    }
    return out;
  }

  private static Optional<Path> path(Settings s, String key, Path base) {
    String text = s.text(key, "");
    return text.isEmpty() ? Optional.empty() : Optional.of(base.resolve(text).normalize());
  }

  private static boolean loopback(Settings s, String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      s.problem("host", "'" + host + "' is not known: expected an address such as 127.0.0.1");
      return true;
    }
  }
}
