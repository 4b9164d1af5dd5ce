package io.foretide.connectors.apps;

import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import java.util.HashMap;
import java.util.Map;

/** A definition with a further setting under {@code run}. */
final class Pinned {
  private Pinned() {}

  static ModelDefinition with(ModelDefinition d, String key, Object value) {
    Map<String, Object> settings = new HashMap<>(d.run().settings());
    settings.put(key, value);
    Map<String, Object> file = new HashMap<>(ModelFile.write(d));
    file.put("run", Map.of(d.run().kind(), settings));
    return ModelFile.read(file);
  }
}
