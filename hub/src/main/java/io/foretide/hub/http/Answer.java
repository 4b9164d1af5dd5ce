package io.foretide.hub.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param status HTTP status
 * @param type content type; empty without a body
 * @param headers further headers
 * @param body writes the body; null for none
 * @param delivery how the body is sent
 */
public record Answer(
    int status, String type, Map<String, String> headers, @Nullable Body body, Delivery delivery) {
  public static final String JSON = "application/json";

  /** How a body is sent. */
  public enum Delivery {
    /**
     * Held back while small, so that an error can still be answered; compressed if it is worth it.
     */
    WHOLE,
    /** Sent as it is written; compressed if the client takes it. */
    STREAMED,
    /** Sent at every flush, never compressed. */
    LIVE
  }

  /** Writes a body. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer json(JsonBody body) {
    return json(200, body);
  }

  public static Answer json(int status, JsonBody body) {
    return new Answer(status, JSON, Map.of(), out -> Json.write(out, body), Delivery.WHOLE);
  }

  public static Answer bytes(int status, String type, byte[] bytes) {
    return new Answer(status, type, Map.of(), out -> out.write(bytes), Delivery.WHOLE);
  }

  public static Answer text(int status, String type, String text) {
    return bytes(status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer streamed(String type, Body body) {
    return new Answer(200, type, Map.of(), body, Delivery.STREAMED);
  }

  public static Answer live(String type, Body body) {
    return new Answer(200, type, Map.of(), body, Delivery.LIVE);
  }

  public static Answer empty(int status) {
    return new Answer(status, "", Map.of(), null, Delivery.WHOLE);
  }

  public Answer header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, type, more, body, delivery);
  }
}
