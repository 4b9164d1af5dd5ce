package io.foretide.hub.enodo.live;

import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import org.jspecify.annotations.Nullable;

/**
 * One change.
 *
 * @param number rises by one with every change
 * @param resource what changed
 * @param series that it is about, for filters; empty if about none
 * @param json the whole as it is sent
 */
record Update(long number, String resource, String series, String json) {
  /**
   * In the form of Enodo's {@code update} events.
   *
   * @param type {@code initial}, {@code add}, {@code update} or {@code delete}
   */
  static Update of(
      long number, String resource, String type, String series, @Nullable Object data) {
    return new Update(number, resource, series, json(resource, type, data));
  }

  /** The whole as it is sent. */
  static String json(String resource, String type, @Nullable Object data) {
    return PythonJson.text(
        new Shape()
            .put("resource", resource)
            .put("updateType", type)
            .put("resourceData", data)
            .map());
  }
}
