package io.foretide.connectors.gordo;

import io.foretide.connectors.http.Session;
import io.foretide.core.connect.Connector;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.settings.Settings;
import java.util.List;

/** {@code type: gordo}. */
public final class GordoConnector implements Connector {
  @Override
  public List<String> types() {
    return List.of("gordo");
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer.Models(GordoConnector::models), new Offer.Execution(GordoConnector::execution));
  }

  private static Opening<ModelInformationProvider> models(Settings s) {
    GordoSettings settings = GordoSettings.read(s);
    return context -> new GordoModels(api(settings, context), settings, context);
  }

  private static Opening<ModelExecutionProvider> execution(Settings s) {
    GordoSettings settings = GordoSettings.read(s);
    return context -> new GordoExecution(api(settings, context), settings, context);
  }

  private static GordoApi api(GordoSettings settings, ConnectorContext context)
      throws ProviderException.Rejected {
    return new GordoApi(
        settings.address(),
        Session.open(settings.http(), settings.auth(), context),
        context.clock());
  }
}
