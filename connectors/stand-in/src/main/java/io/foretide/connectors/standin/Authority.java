package io.foretide.connectors.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An authority that gives out tokens for one client: {@code /<tenant>/oauth2/token} with {@code
 * resource} and {@code /<tenant>/oauth2/v2.0/token} with {@code scope}.
 */
public final class Authority implements Backend {
  /** The one client. */
  public static final String CLIENT = "client";

  /** Its secret. */
  public static final String SECRET = "s3cret";

  private final Set<String> living = ConcurrentHashMap.newKeySet();
  private final AtomicInteger given = new AtomicInteger();
  private volatile int lifeSeconds = 3600;

  @Override
  public Reply answer(Asked asked) {
    boolean v2 = asked.path().endsWith("/oauth2/v2.0/token");
    if (!asked.method().equals("POST") || (!v2 && !asked.path().endsWith("/oauth2/token"))) {
      return Reply.page(404, "not found");
    }
    Map<String, String> form = Asked.form(asked.text());
    if (!"client_credentials".equals(form.get("grant_type"))
        || !CLIENT.equals(form.get("client_id"))
        || !SECRET.equals(form.get("client_secret"))) {
      return refused("invalid_client");
    }
    String wanted = form.get(v2 ? "scope" : "resource");
    if (wanted == null || (v2 && !wanted.endsWith("/.default"))) {
      return refused("invalid_resource");
    }
    String token = "token-" + given.incrementAndGet();
    living.add(token);
    ObjectNode out = Reply.JSON.createObjectNode().put("token_type", "Bearer");
    if (v2) {
      out.put("expires_in", lifeSeconds);
    } else {
      out.put("expires_in", Integer.toString(lifeSeconds));
    }
    return Reply.json(200, out.put("access_token", token));
  }

  private static Reply refused(String code) {
    return Reply.json(
        401,
        Reply.JSON
            .createObjectNode()
            .put("error", code)
            .put("error_description", "the client is not known here"));
  }

  /** How many tokens were given out. */
  public int given() {
    return given.get();
  }

  /** The life of tokens from now on. */
  public void lifeSeconds(int seconds) {
    lifeSeconds = seconds;
  }

  /** All tokens are worthless from now on. */
  public void revokeAll() {
    living.clear();
  }

  /** Whether a request carries a token that lives. */
  boolean admits(Asked asked) {
    String header = asked.headers().getOrDefault("authorization", "");
    return header.startsWith("Bearer ") && living.contains(header.substring(7));
  }
}
