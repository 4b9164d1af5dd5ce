package io.foretide.hub.enodo;

import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers that keep only the keys that a request names: {@code fields=a,b}. */
final class Fields {
  static final Param PARAM = Param.text("fields", "Only these keys, comma-separated.");

  private Fields() {}

  /** {@code {"data": object}} with some of its keys. */
  static Answer object(Request request, Map<String, @Nullable Object> object) {
    return EnodoFace.json(Shape.data(some(request.query().list("fields"), object)));
  }

  /** {@code {"data": [object, ..]}} with some of their keys, and only a part of the list. */
  static Answer list(Request request, List<Map<String, @Nullable Object>> objects) {
    List<String> fields = request.query().list("fields");
    List<Map<String, @Nullable Object>> out = new ArrayList<>();
    for (Map<String, @Nullable Object> object : Pages.part(request, objects)) {
      out.add(some(fields, object));
    }
    return EnodoFace.json(Shape.data(out));
  }

  private static Map<String, @Nullable Object> some(
      List<String> fields, Map<String, @Nullable Object> object) {
    if (fields.isEmpty()) {
      return object;
    }
    Shape out = new Shape();
    object.forEach((key, value) -> {
      if (fields.contains(key)) {
        out.put(key, value);
      }
    });
    return out.map();
  }
}
