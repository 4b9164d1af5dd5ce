package io.foretide.hub.login;

import io.foretide.core.settings.Secret;
import io.foretide.hub.http.Role;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who vouches for people, and what they may do.
 *
 * @param issuer of the provider; its discovery document is below it
 * @param clientId under which the provider knows this server
 * @param clientSecret empty for a public client, which PKCE alone protects
 * @param address of this server as browsers see it; the provider sends people back to {@code
 *     address/auth/callback}
 * @param scopes that are asked for; openid is always among them
 * @param claim of the ID token that holds a person's groups or roles; dots lead inside objects
 * @param roles which of its values give which role
 */
public record LoginSettings(
    URI issuer,
    String clientId,
    Secret clientSecret,
    URI address,
    List<String> scopes,
    String claim,
    Map<Role, List<String>> roles) {
  public LoginSettings {
    scopes = List.copyOf(scopes);
    roles = Map.copyOf(roles);
  }

  URI callback() {
    return URI.create(address.toString().replaceAll("/+$", "") + "/auth/callback");
  }

  /** The highest role that a person's claims give; null if none. */
  @Nullable Role role(Map<String, Object> claims) {
    Object value = claims;
    for (String part : claim.split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(part) : null;
    }
    List<?> held =
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    for (Role role : List.of(Role.ADMIN, Role.WRITE, Role.READ)) {
      if (roles.getOrDefault(role, List.of()).stream().anyMatch(held::contains)) {
        return role;
      }
    }
    return null;
  }
}
