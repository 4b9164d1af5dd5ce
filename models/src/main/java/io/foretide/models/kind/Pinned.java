package io.foretide.models.kind;

import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import java.util.HashMap;
import java.util.Map;

/** A definition with a further setting under {@code run}. */
public final class Pinned {
  private Pinned() {}

  /**
   * @param key such as the fingerprint of a file, found when a model is made
   * @param value plain data
   */
  public static ModelDefinition with(ModelDefinition d, String key, Object value) {
    Map<String, Object> settings = new HashMap<>(d.run().settings());
    settings.put(key, value);
    Map<String, Object> file = new HashMap<>(ModelFile.write(d));
    file.put("run", Map.of(d.run().kind(), settings));
    return ModelFile.read(file);
  }
}
