package io.foretide.app.serve;

import io.foretide.app.config.PredictorConfig;
import io.foretide.connectors.apps.AppPlaces;
import io.foretide.connectors.apps.ContainerKind;
import io.foretide.connectors.apps.ProcessKind;
import io.foretide.models.kind.ModelKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The kinds of models that other tools made. */
final class ForeignKinds {
  private ForeignKinds() {}

  /**
   * @param data the folder of the program's own files
   */
  static List<ModelKind> of(PredictorConfig config, Path data, Map<String, String> environment) {
    AppPlaces places =
        new AppPlaces(
            config.base(),
            config.programs(),
            data.resolve("runs"),
            config.engine(),
            config.images(),
            environment);
    places.sweep();
    return List.of(new ProcessKind(places), new ContainerKind(places));
  }
}
