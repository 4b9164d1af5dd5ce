package io.foretide.hub.enodo.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the plain maps of answers, in the order of the calls. Not thread-safe. */
public final class Shape {
  private final Map<String, @Nullable Object> map = new LinkedHashMap<>();

  public Shape put(String key, @Nullable Object value) {
    map.put(key, value);
    return this;
  }

  public Map<String, @Nullable Object> map() {
    return map;
  }

  /** {@code {"data": value}}. */
  public static Map<String, @Nullable Object> data(@Nullable Object value) {
    return new Shape().put("data", value).map();
  }
}
