package io.foretide.connectors.gordo;

import io.foretide.connectors.http.Addresses;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.Form;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.connectors.http.Session;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The API of a Kubernetes cluster, which takes a project's custom resource by server-side apply.
 *
 * @param url of the API or of {@code kubectl proxy}, without a slash at its end
 * @param namespace of the resource
 * @param tokenFile holds a bearer token, read at each use; empty for none
 * @param http limits
 */
record Cluster(String url, String namespace, String tokenFile, HttpSettings http) {
  /** Empty if the section has no address. */
  static Optional<Cluster> read(Settings s) {
    if (!s.has("url")) {
      return Optional.empty();
    }
    return Optional.of(
        new Cluster(
            Addresses.stripped(Addresses.read(s, "url", "")),
            s.text("namespace", "default"),
            s.text("token_file", ""),
            HttpSettings.read(s)));
  }

  /**
   * Applies a custom resource.
   *
   * @throws ProviderException.Rejected if the cluster refuses it
   */
  void apply(String resource, String project, ConnectorContext context) throws ProviderException {
    AuthSettings none = AuthSettings.NONE;
    AuthSettings auth =
        new AuthSettings(
            none.clientId(),
            none.clientSecret(),
            none.tenant(),
            none.resource(),
            none.authority(),
            none.v1(),
            "",
            "",
            false,
            headers());
    String address =
        url
            + "/apis/equinor.com/v1/namespaces/"
            + Form.segment(namespace)
            + "/gordos/"
            + Form.segment(project)
            + "?fieldManager=foretide&force=true";
    try (Session session = Session.open(http, auth, context)) {
      Answer answer =
          session.send(
              new Call(
                  "PATCH",
                  URI.create(address),
                  Map.of("Content-Type", "application/apply-patch+yaml"),
                  resource.getBytes(StandardCharsets.UTF_8)));
      if (!answer.ok()) {
        throw new ProviderException.Rejected(answer.sentence() + "; check register.kubernetes");
      }
    }
  }

  private Map<String, Secret> headers() throws ProviderException.Rejected {
    if (tokenFile.isEmpty()) {
      return Map.of();
    }
    try {
      String token = Files.readString(Path.of(tokenFile)).strip();
      return Map.of("Authorization", new Secret("Bearer " + token));
    } catch (IOException e) {
      throw new ProviderException.Rejected(
          "register.kubernetes.token_file '" + tokenFile + "' cannot be read", e);
    }
  }
}
