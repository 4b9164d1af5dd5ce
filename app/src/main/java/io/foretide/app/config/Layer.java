package io.foretide.app.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings from one place, or merged from several: a tree of plain values and where each was
 * written.
 *
 * @param values maps, lists, texts, numbers, booleans; null where a file says null
 * @param origins from a path such as {@code hub.port} to its place such as {@code foretide.yaml
 *     line 12}
 */
public record Layer(Map<String, Object> values, Map<String, String> origins) {
  public static final Layer EMPTY = new Layer(Map.of(), Map.of());

  /**
   * This layer with another on top: maps are merged key by key, anything else of the upper layer
   * replaces what is below, {@code false}, {@code 0} and empty texts too. A null takes the value
   * away, so that the default holds again.
   */
  public Layer with(Layer upper) {
    Map<String, String> places = new LinkedHashMap<>(origins);
    places.putAll(upper.origins);
    return new Layer(merge(values, upper.values), places);
  }

  private static Map<String, Object> merge(Map<?, ?> lower, Map<?, ?> upper) {
    Map<String, Object> out = new LinkedHashMap<>();
    lower.forEach((k, v) -> out.put((String) k, v));
    upper.forEach((k, v) -> {
      if (v == null) {
        out.remove((String) k);
      } else if (v instanceof Map<?, ?> m && out.get(k) instanceof Map<?, ?> below) {
        out.put((String) k, merge(below, m));
      } else {
        out.put((String) k, v);
      }
    });
    return out;
  }
}
