package io.foretide.hub;

import io.foretide.hub.http.JsonIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object, read by paths such as {@code items.0.name}. */
record Read(Map<String, Object> object) {
  static Read of(String json) {
    try {
      return new Read(
          JsonIn.object(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value at a path; null if there is none or it is null. */
  @Nullable Object at(String path) {
    Object here = object;
    for (String step : path.split("\\.")) {
      here =
          switch (here) {
            case Map<?, ?> map -> map.get(step);
            case List<?> list when Integer.parseInt(step) < list.size() ->
                list.get(Integer.parseInt(step));
            case null, default -> null;
          };
    }
    return here;
  }

  /** The text at a path; empty if there is none. */
  String text(String path) {
    return at(path) instanceof String text ? text : "";
  }

  /** The list at a path; empty if there is none. */
  List<Object> list(String path) {
    return at(path) instanceof List<?> list ? new ArrayList<>(list) : List.of();
  }
}
