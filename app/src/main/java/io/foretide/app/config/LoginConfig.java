package io.foretide.app.config;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.hub.http.Role;
import io.foretide.hub.login.LoginSettings;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code hub.login} section. */
final class LoginConfig {
  private static final String NOWHERE = "https://unknown.invalid";

  private LoginConfig() {}

  /** Empty if it names no issuer. */
  static Optional<LoginSettings> read(Settings s) {
    String issuer = s.text("issuer", "");
    String client = s.text("client_id", "");
    Secret secret = s.secret("client_secret");
    String address = s.text("address", "");
    Set<String> scopes = new LinkedHashSet<>(List.of("openid"));
    scopes.addAll(s.texts("scopes"));
    if (scopes.size() == 1) {
      scopes.addAll(List.of("profile", "email"));
    }
    String claim = s.text("claim", "groups");
    Settings roles = s.section("roles");
    Map<Role, List<String>> given =
        Map.of(
            Role.READ, roles.texts("read"),
            Role.WRITE, roles.texts("operate"),
            Role.ADMIN, roles.texts("admin"));
    if (issuer.isEmpty()) {
      if (!client.isEmpty() || !address.isEmpty() || !secret.isEmpty()) {
        s.problem("issuer", "is missing: expected the address of an OpenID provider");
      }
      return Optional.empty();
    }
    if (client.isEmpty()) {
      s.problem("client_id", "is missing: expected what the provider calls this server");
    }
    if (given.values().stream().allMatch(List::isEmpty)) {
      s.problem(
          "roles",
          "gives nobody a role: expected values of the claim under read, operate or admin");
    }
    return Optional.of(
        new LoginSettings(
            address(s, "issuer", issuer),
            client,
            secret,
            address(s, "address", address),
            List.copyOf(scopes),
            claim,
            given));
  }

  /** Tokens and codes travel over it: only this machine may go without TLS. */
  private static URI address(Settings s, String key, String text) {
    try {
      URI uri = URI.create(text);
      String host = String.valueOf(uri.getHost());
      boolean here = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
      if ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && here) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      s.problem(key, "'" + text + "' is no address: expected one such as https://id.example.com");
      return URI.create(NOWHERE);
    }
    s.problem(
        key, "'" + text + "': expected an address that begins with https:// (http on localhost)");
    return URI.create(NOWHERE);
  }
}
