package io.foretide.hub.enodo.data;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell of events over HTTP.
 *
 * @param rid its number
 * @param severity the word that its messages carry: info, warning or error
 * @param types of events that it wants
 * @param vendor what kind of receiver it is, for clients; null for none
 * @param custom a name for people; null for none
 * @param url where to
 * @param headers of the request; null for the usual ones
 * @param payload template of the body; empty for all facts as JSON
 */
public record EventOutput(
    long rid,
    String severity,
    List<String> types,
    @Nullable String vendor,
    @Nullable String custom,
    String url,
    @Nullable Map<String, String> headers,
    String payload) {
  public static final String ANOMALY = "event_anomaly_detected";
  public static final String RULE = "event_static_rule_fail";

  /** In the order of the recorded hub. */
  private static final List<String> TYPES =
      List.of(ANOMALY, "job_queue_too_long", "lost_client_without_goodbye", RULE);

  private static final List<String> KEYS =
      List.of(
          "url", "headers", "payload", "severity", "for_event_types", "vendor_name", "custom_name");

  public EventOutput {
    types = List.copyOf(types);
  }

  /**
   * Reads the {@code data} of a request.
   *
   * @param before what it was, for an edit; null for a new one
   */
  public static EventOutput read(
      long rid, Map<String, @Nullable Object> data, @Nullable EventOutput before)
      throws ConfigReader.Invalid {
    for (String key : data.keySet()) {
      if (!KEYS.contains(key) && !(key.equals("rid") && before != null)) {
        throw new ConfigReader.Invalid(
            "unknown key '" + key + "': expected " + String.join(", ", KEYS));
      }
    }
    Map<String, @Nullable Object> all =
        new LinkedHashMap<>(before == null ? Map.of() : before.shown());
    all.putAll(data);
    if (!(all.get("url") instanceof String url) || !isHttp(url)) {
      throw new ConfigReader.Invalid("url: expected http://... or https://... with a host");
    }
    Object severity = all.getOrDefault("severity", "error");
    if (severity == null || !List.of("info", "warning", "error").contains(severity)) {
      throw new ConfigReader.Invalid("severity: expected info, warning or error");
    }
    Object payload = all.getOrDefault("payload", "");
    return new EventOutput(
        rid,
        severity.toString(),
        types(all.get("for_event_types")),
        text(all, "vendor_name"),
        text(all, "custom_name"),
        url,
        headers(all.get("headers")),
        payload == null ? "" : payload.toString());
  }

  private static boolean isHttp(String url) {
    try {
      URI u = URI.create(url);
      return ("http".equals(u.getScheme()) || "https".equals(u.getScheme())) && u.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> types(@Nullable Object value) throws ConfigReader.Invalid {
    if (value == null) {
      return TYPES;
    }
    List<String> out = new ArrayList<>();
    for (Object type : value instanceof List<?> list ? list : List.of(value)) {
      if (!TYPES.contains(String.valueOf(type))) {
        throw new ConfigReader.Invalid(
            "for_event_types: '" + type + "' is not known: expected " + String.join(", ", TYPES));
      }
      out.add(String.valueOf(type));
    }
    return out;
  }

  private static @Nullable Map<String, String> headers(@Nullable Object value)
      throws ConfigReader.Invalid {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new ConfigReader.Invalid("headers: expected a map of texts");
    }
    Map<String, String> out = new LinkedHashMap<>();
    map.forEach((k, v) -> out.put(String.valueOf(k), String.valueOf(v)));
    return out;
  }

  private static @Nullable String text(Map<String, @Nullable Object> map, String key) {
    Object value = map.get(key);
    return value == null ? null : value.toString();
  }

  /** With a number of its own. */
  public EventOutput as(long number) {
    return new EventOutput(number, severity, types, vendor, custom, url, headers, payload);
  }

  /** The output as clients see it. */
  public Map<String, @Nullable Object> shown() {
    return new Shape()
        .put("rid", rid)
        .put("severity", severity)
        .put("for_event_types", types)
        .put("vendor_name", vendor)
        .put("custom_name", custom)
        .put("url", url)
        .put("headers", headers)
        .put("payload", payload)
        .map();
  }
}
