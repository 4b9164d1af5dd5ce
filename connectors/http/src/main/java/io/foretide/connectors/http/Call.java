package io.foretide.connectors.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request. It may be sent again: only idempotent requests are made with it.
 *
 * @param method such as {@code GET}
 * @param uri the address
 * @param headers besides those of the session
 * @param body empty for none
 * @param keepsErrors whether a status of 500 that stays is an answer, not an outage
 * @param hidesPath whether the path is a secret too, as that of an incoming webhook
 */
public record Call(
    String method,
    URI uri,
    Map<String, String> headers,
    byte[] body,
    boolean keepsErrors,
    boolean hidesPath) {
  private static final String TYPE = "Content-Type";

  public Call {
    headers = Map.copyOf(headers);
  }

  public Call(String method, URI uri, Map<String, String> headers, byte[] body) {
    this(method, uri, headers, body, false, false);
  }

  /** The same, answered with a status of 500 once repeating has not helped. */
  public Call keepingErrors() {
    return new Call(method, uri, headers, body, true, hidesPath);
  }

  /** The same, told in messages by its host alone. */
  public Call hidingPath() {
    return new Call(method, uri, headers, body, keepsErrors, true);
  }

  Call with(Map<String, String> others) {
    return new Call(method, uri, others, body, keepsErrors, hidesPath);
  }

  public static Call get(String uri) {
    return new Call("GET", URI.create(uri), Map.of(), new byte[0]);
  }

  public static Call delete(String uri) {
    return new Call("DELETE", URI.create(uri), Map.of(), new byte[0]);
  }

  public static Call postJson(String uri, byte[] json) {
    return post(uri, "application/json", json);
  }

  /** A body of any type. */
  public static Call post(String uri, String type, byte[] body) {
    return new Call("POST", URI.create(uri), Map.of(TYPE, type), body);
  }

  static Call postForm(URI uri, Map<String, String> form) {
    return new Call(
        "POST",
        uri,
        Map.of(TYPE, "application/x-www-form-urlencoded"),
        Form.of(form).getBytes(StandardCharsets.US_ASCII));
  }

  /** Method and address without its query, which may hold names of any kind. */
  String shown() {
    return method + " " + (hidesPath ? Addresses.host(uri) : Addresses.stripped(uri));
  }
}
