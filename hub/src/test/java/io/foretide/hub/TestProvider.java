package io.foretide.hub;

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
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A small OpenID provider on a free port: discovery, keys, and codes for ID tokens with PKCE. */
final class TestProvider implements AutoCloseable {
  static final String CLIENT = "foretide";
  private final HttpServer server;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  volatile RSAKey key;
  volatile List<String> groups = List.of("operators");

  /** Changes the claims before they are signed. */
  volatile UnaryOperator<JWTClaimsSet.Builder> claims = b -> b;

  TestProvider() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("first").generate();
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/.well-known/openid-configuration", e -> answer(e, 200, discovery()));
    server.createContext("/keys", e -> answer(e, 200, new JWKSet(key).toString()));
    server.createContext("/token", this::token);
    server.start();
  }

  URI issuer() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private String discovery() {
    return """
    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
     "jwks_uri": "%1$s/keys", "end_session_endpoint": "%1$s/end"}
    """
        .formatted(issuer());
  }

  static Map<String, String> form(String text) {
    Map<String, String> out = new HashMap<>();
    for (String pair : text.split("&")) {
      int eq = pair.indexOf('=');
      out.put(
          pair.substring(0, eq), URLDecoder.decode(pair.substring(eq + 1), StandardCharsets.UTF_8));
    }
    return out;
  }

  /** What the authorization endpoint does after somebody has logged in: a code for the request. */
  String authorize(URI request) {
    Map<String, String> asked = form(request.getRawQuery());
    String code = "code-" + codes.size();
    codes.put(code, asked);
    return code;
  }

  private void token(HttpExchange e) throws IOException {
    Map<String, String> sent =
        form(new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
    String credentials =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":client-secret").getBytes(StandardCharsets.UTF_8));
    if (asked == null) {
      answer(e, 400, "{}");
      return;
    }
    boolean good =
        ("Basic " + credentials).equals(e.getRequestHeaders().getFirst("Authorization"))
            && challenge(sent.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))
            && sent.getOrDefault("redirect_uri", "").equals(asked.get("redirect_uri"));
    answer(e, good ? 200 : 400, good ? "{\"id_token\": \"" + signed(asked) + "\"}" : "{}");
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signed(Map<String, String> asked) {
    Date now = Date.from(Instants.toInstant(Served.NOW));
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .issuer(issuer().toString())
            .audience(CLIENT)
            .subject("1234")
            .claim("preferred_username", "anna")
            .claim("realm", Map.of("groups", groups))
            .claim("nonce", asked.get("nonce"))
            .issueTime(now)
            .expirationTime(new Date(now.getTime() + 300_000));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            claims.apply(all).build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static void answer(HttpExchange e, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    e.getResponseHeaders().set("Content-Type", "application/json");
    e.sendResponseHeaders(status, bytes.length);
    e.getResponseBody().write(bytes);
    e.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
