package io.foretide.connectors.metadataapi;

import io.foretide.connectors.http.Addresses;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.connectors.http.Session;
import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.ProjectInformationProvider;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.util.List;

/** {@code type: metadata_api}. */
public final class MetadataConnector implements Connector {
  @Override
  public List<String> types() {
    return List.of("metadata_api");
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer.Projects(MetadataConnector::projects),
        new Offer.PredictionMetadata(MetadataConnector::metadata));
  }

  private static Opening<ProjectInformationProvider> projects(Settings s) {
    Access access = Access.read(s);
    return context ->
        new Projects(access.base(), Session.open(access.http(), access.auth(), context));
  }

  private static Opening<PredictionMetadataStorageProvider> metadata(Settings s) {
    Access access = Access.read(s);
    boolean always = s.choice("compatibility", "none", List.of("none", "latigo")).equals("latigo");
    long repeat = s.duration("repeat", Instants.DAY, Instants.SECOND, 366 * Instants.DAY);
    return context ->
        new ModelMetadata(
            access.base(),
            Session.open(access.http(), access.auth(), context),
            context,
            always ? 0 : repeat);
  }

  private record Access(String base, HttpSettings http, AuthSettings auth) {
    static Access read(Settings s) {
      return new Access(
          Addresses.stripped(Addresses.read(s, "base_url", "")),
          HttpSettings.read(s),
          AuthSettings.read(s));
    }
  }
}
