package io.foretide.connectors.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that arrived.
 *
 * @param method such as {@code GET}
 * @param path decoded, without query
 * @param query as sent; empty for none
 * @param headers by lower-case name, the first value of each
 * @param body the bytes
 */
public record Asked(
    String method, String path, String query, Map<String, String> headers, byte[] body) {
  /** The first value of a parameter of the query; null if absent. */
  String parameter(String name) {
    return parameters().getOrDefault(name, "");
  }

  boolean has(String name) {
    return parameters().containsKey(name);
  }

  private Map<String, String> parameters() {
    return form(query);
  }

  static Map<String, String> form(String text) {
    Map<String, String> out = new TreeMap<>();
    for (String pair : text.split("&")) {
      int eq = pair.indexOf('=');
      String key = eq < 0 ? pair : pair.substring(0, eq);
      String value = eq < 0 ? "" : pair.substring(eq + 1);
      if (!key.isEmpty()) {
        out.putIfAbsent(
            URLDecoder.decode(key, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return out;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return Reply.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
