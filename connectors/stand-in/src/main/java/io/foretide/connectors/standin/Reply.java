package io.foretide.connectors.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param headers of the answer
 * @param body the bytes
 */
public record Reply(int status, Map<String, String> headers, byte[] body) {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "Content-Type";

  /** JSON with exactly the content type of Gordo and the others. */
  public static Reply json(int status, JsonNode tree) {
    try {
      return new Reply(status, Map.of(TYPE, "application/json"), JSON.writeValueAsBytes(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that is no JSON", e);
    }
  }

  /** A page for people. */
  public static Reply page(int status, String title) {
    String html = "<!doctype html>\n<html><title>" + title + "</title><p>" + title + "</html>\n";
    return new Reply(
        status, Map.of(TYPE, "text/html; charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
  }

  static Reply error(int status, String message) {
    return json(
        status,
        JSON.createObjectNode()
            .put("statusCode", status)
            .put("message", message)
            .put("traceId", "0"));
  }
}
