package io.foretide.hub.enodo.socketio;

import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event is answered with.
 *
 * @param arguments each as JSON
 */
record Ack(List<String> arguments) {
  /** How an answer of REST becomes one. */
  enum Form {
    /** JSON as a text. */
    TEXT,
    OBJECT,
    /** The object, then the status. */
    WITH_STATUS
  }

  static Ack of(Form form, String json, int status) {
    return new Ack(
        switch (form) {
          case TEXT -> List.of(PythonJson.text(json));
          case OBJECT -> List.of(json);
          case WITH_STATUS -> List.of(json, Integer.toString(status));
        });
  }

  static Ack of(@Nullable Object value) {
    return new Ack(List.of(PythonJson.text(value)));
  }

  static Ack error(Form form, String words, int status) {
    return of(form, PythonJson.text(new Shape().put("error", words).map()), status);
  }

  /** As a packet of Engine.IO. */
  String packet(long id) {
    return "43" + id + "[" + String.join(",", arguments) + "]";
  }
}
