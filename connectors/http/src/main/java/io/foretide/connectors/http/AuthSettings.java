package io.foretide.connectors.http;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An {@code auth} block: OAuth2 client credentials, headers for every request, and how to try the
 * access at the start.
 *
 * @param clientId empty for no token at all: only the headers are sent
 * @param clientSecret of the client
 * @param tenant the directory; part of the authority
 * @param resource that the token is for
 * @param authority {@code <authority_host_url>/<tenant>}
 * @param v1 true asks {@code /oauth2/token} with {@code resource}, false {@code /oauth2/v2.0/token}
 *     with {@code scope=<resource>/.default}
 * @param verificationUrl asked at the start; empty for none
 * @param verificationElement key that its JSON answer must hold; empty for any answer
 * @param verifyOnStartup whether the access is tried at the start
 * @param headers put on every request, over others of the same name
 */
public record AuthSettings(
    String clientId,
    Secret clientSecret,
    String tenant,
    String resource,
    URI authority,
    boolean v1,
    String verificationUrl,
    String verificationElement,
    boolean verifyOnStartup,
    Map<String, Secret> headers) {
  private static final String HOST = "https://login.microsoftonline.com";
  private static final String MANAGEMENT = "https://management.core.windows.net/";

  /** No token and no headers. */
  public static final AuthSettings NONE =
      new AuthSettings(
          "", new Secret(""), "", MANAGEMENT, URI.create(HOST), true, "", "", true, Map.of());

  public AuthSettings {
    headers = Map.copyOf(headers);
  }

  /** Whether requests carry a token. */
  public boolean hasToken() {
    return !clientId.isEmpty();
  }

  /** Reads the section {@code auth} of a provider's settings; {@link #NONE} if there is none. */
  public static AuthSettings read(Settings section) {
    if (!section.has("auth")) {
      section.section("auth");
      return NONE;
    }
    Settings s = section.section("auth");
    Map<String, Secret> headers = headers(s.section("auto_adding_headers"));
    String clientId = s.text("client_id", "");
    Secret secret = s.secret("client_secret");
    String tenant = s.text("tenant", "");
    if (clientId.isEmpty() || secret.isEmpty() || tenant.isEmpty()) {
      boolean headersOnly = clientId.isEmpty() && secret.isEmpty() && !headers.isEmpty();
      if (!headersOnly) {
        missing(s, clientId, secret, tenant);
      }
    }
    s.texts("scope");
    return new AuthSettings(
        clientId,
        secret,
        tenant,
        s.text("resource", MANAGEMENT),
        authority(s, tenant),
        s.flag("do_adal", true),
        s.text("verification_url", ""),
        s.text("verification_element", ""),
        s.flag("verify_on_startup", true),
        headers);
  }

  private static void missing(Settings s, String clientId, Secret secret, String tenant) {
    String advice = "is missing: expected client_id, client_secret and tenant together";
    if (clientId.isEmpty()) {
      s.problem("client_id", advice);
    }
    if (secret.isEmpty()) {
      s.problem("client_secret", advice);
    }
    if (tenant.isEmpty()) {
      s.problem("tenant", advice);
    }
  }

  private static Map<String, Secret> headers(Settings s) {
    Map<String, Secret> out = new LinkedHashMap<>();
    for (String name : s.keys()) {
      Secret value = s.secret(name);
      if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        s.problem(name, "is no name of a header: expected letters, digits and -");
      } else if (value.reveal().chars().anyMatch(c -> c < ' ' || c > 126)) {
        s.problem(name, "holds a character that no header may hold: expected plain ASCII");
      } else {
        out.put(name, value);
      }
    }
    return out;
  }

  private static URI authority(Settings s, String tenant) {
    URI host = Addresses.read(s, "authority_host_url", HOST);
    return URI.create(Addresses.stripped(host) + "/" + Form.encode(tenant).replace("+", "%20"));
  }
}
