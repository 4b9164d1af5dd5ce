package io.foretide.app.serve;

import io.foretide.app.config.PredictorConfig;
import io.foretide.connectors.apps.AppPlaces;
import io.foretide.connectors.apps.ContainerKind;
import io.foretide.connectors.apps.HttpKind;
import io.foretide.connectors.apps.HttpServices;
import io.foretide.connectors.apps.ProcessKind;
import io.foretide.connectors.onnx.OnnxKind;
import io.foretide.connectors.pmml.PmmlKind;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.WallClock;
import io.foretide.models.kind.ModelKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The kinds of models that other tools made. */
public final class ForeignKinds {
  private ForeignKinds() {}

  static List<ModelKind> of(PredictorConfig config, Path data, ConnectorContext context)
      throws ProviderException.Rejected {
    return of(config, data, context.clock(), context.random(), context.environment());
  }

  /**
   * @param data the folder of the program's own files
   * @param random for the pauses between retries
   * @throws ProviderException.Rejected if a proxy variable of the environment is no address
   */
  public static List<ModelKind> of(
      PredictorConfig config,
      Path data,
      WallClock clock,
      RandomGenerator random,
      Map<String, String> environment)
      throws ProviderException.Rejected {
    AppPlaces places =
        new AppPlaces(
            config.base(),
            config.programs(),
            data.resolve("runs"),
            config.engine(),
            config.images(),
            config.kubernetes(),
            environment);
    places.sweep();
    HttpServices services =
        new HttpServices(config.services(), config.hosts(), clock, random, environment);
    return List.of(
        new ProcessKind(places),
        new ContainerKind(places),
        new HttpKind(services, config.base()),
        new OnnxKind(config.base(), data.resolve("onnx")),
        new PmmlKind(config.base(), data.resolve("pmml")));
  }
}
