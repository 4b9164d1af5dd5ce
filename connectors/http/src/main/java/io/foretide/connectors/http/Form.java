package io.foretide.connectors.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts of {@code application/x-www-form-urlencoded}. */
public final class Form {
  private Form() {}

  /** One value: a blank becomes {@code +}. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** One segment of a path: a blank becomes {@code %20}. */
  public static String segment(String text) {
    return encode(text).replace("+", "%20");
  }

  /** {@code a=1&b=2} in the map's order. */
  public static String of(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }
}
