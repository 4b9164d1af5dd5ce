package io.foretide.hub.models;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import io.foretide.hub.http.ApiError;
import java.util.List;

/** Finds models by name. */
public final class Find {
  private static final int CANDIDATES = 1_000;

  private Find() {}

  /**
   * @throws ApiError 404 that names the nearest model
   */
  public static ModelStatus model(Engine engine, String name) throws ProviderException {
    var found = engine.model(name);
    if (found.isPresent()) {
      return found.get();
    }
    List<String> names =
        engine.models("", null, Engine.ModelOrder.NAME, 0, CANDIDATES).stream()
            .map(s -> s.model().name())
            .toList();
    throw ApiError.notFound(
        "model '"
            + name
            + "' does not exist"
            + Nearest.of(name, names)
                .map(n -> ": did you mean '" + n + "'?")
                .orElse(": GET /api/v1/models lists those that do"));
  }
}
