package io.foretide.app.browser;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenID provider that a browser visits: a page with one link, which stands for name and
 * password. It sends the browser back to where the server listens, whatever address it was told,
 * because that is known only after the server has started.
 */
final class SignIn implements AutoCloseable {
  static final String CLIENT = "foretide";

  /** What the configuration calls the server; nothing listens there. */
  static final URI CALLED = URI.create("http://127.0.0.1:1");

  private final HttpServer server;
  private final RSAKey key;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile String group = "guests";
  private volatile URI back = CALLED;

  SignIn() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("only").generate();
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        e ->
            answer(
                e,
                "application/json",
                """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
                 "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys"}
                """
                    .formatted(issuer())));
    server.createContext("/keys", e -> answer(e, "application/json", new JWKSet(key).toString()));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  URI issuer() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Who logs in next is of a group, and is sent back to a server. */
  void next(String of, URI to) {
    group = of;
    back = to;
  }

  private void authorize(HttpExchange e) throws IOException {
    Map<String, String> asked = form(e.getRequestURI().getRawQuery());
    String code = "code-" + codes.size();
    codes.put(code, asked);
    String to =
        asked.getOrDefault("redirect_uri", "").replace(CALLED.toString(), origin(back))
            + "?code="
            + code
            + "&amp;state="
            + asked.get("state");
    answer(e, "text/html", "<h1>Who are you?</h1><a id=anna href='" + to + "'>Anna</a>");
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getAuthority();
  }

  private void token(HttpExchange e) throws IOException {
    Map<String, String> sent =
        form(new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
    answer(
        e, "application/json", asked == null ? "{}" : "{\"id_token\": \"" + signed(asked) + "\"}");
  }

  private String signed(Map<String, String> asked) {
    Date now = new Date();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .audience(CLIENT)
                .subject("1")
                .claim("preferred_username", "anna")
                .claim("groups", List.of(group))
                .claim("nonce", asked.get("nonce"))
                .issueTime(now)
                .expirationTime(new Date(now.getTime() + 300_000))
                .build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static Map<String, String> form(String text) {
    Map<String, String> out = new HashMap<>();
    for (String pair : text.split("&")) {
      int eq = pair.indexOf('=');
      out.put(
          pair.substring(0, eq), URLDecoder.decode(pair.substring(eq + 1), StandardCharsets.UTF_8));
    }
    return out;
  }

  private static void answer(HttpExchange e, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    e.getResponseHeaders().set("Content-Type", type);
    e.sendResponseHeaders(200, bytes.length);
    e.getResponseBody().write(bytes);
    e.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
