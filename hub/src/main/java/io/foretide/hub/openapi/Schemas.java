package io.foretide.hub.openapi;

import io.foretide.hub.http.JsonIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The shapes of bodies, from {@code schemas.json} on the class path. */
final class Schemas {
  private static final String FILE = "/io/foretide/hub/openapi/schemas.json";

  private Schemas() {}

  static Map<String, Object> all() {
    try (InputStream in = Schemas.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the hub's jar");
      }
      return JsonIn.object(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
