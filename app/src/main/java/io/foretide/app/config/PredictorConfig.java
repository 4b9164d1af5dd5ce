package io.foretide.app.config;

import io.foretide.app.connect.Configured;
import io.foretide.connectors.apps.HttpServices;
import io.foretide.connectors.apps.KubernetesPlace;
import io.foretide.connectors.http.Addresses;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code predictor} section as far as it is about models that other tools made.
 *
 * @param base the configuration's folder
 * @param programs the folder whose programs models may run
 * @param engine the command of Docker or Podman; empty to look for one
 * @param images beginnings of the names of images that models may run; empty for any
 * @param kubernetes where containers run as Jobs; empty for an engine of this machine
 * @param hosts that a model's {@code url} may name; empty for any
 * @param services HTTP apps by name, with their credentials
 */
public record PredictorConfig(
    Path base,
    Path programs,
    String engine,
    List<String> images,
    Optional<KubernetesPlace> kubernetes,
    List<String> hosts,
    Map<String, HttpServices.Service> services) {
  public PredictorConfig {
    images = List.copyOf(images);
    hosts = List.copyOf(hosts);
    services = Map.copyOf(services);
  }

  static PredictorConfig read(List<Configured<ModelExecutionProvider>> section, Path base) {
    for (Configured<ModelExecutionProvider> c : section) {
      if (c.opening().isEmpty()) {
        return read(c.settings(), base);
      }
    }
    return read(Settings.of("predictor", Map.of()), base);
  }

  private static PredictorConfig read(Settings s, Path base) {
    return new PredictorConfig(
        base,
        base.resolve(s.text("programs", "programs")).normalize(),
        s.text("engine", ""),
        s.texts("images"),
        s.has("kubernetes")
            ? Optional.of(kubernetes(s.section("kubernetes"), base))
            : Optional.empty(),
        s.texts("hosts"),
        services(s.section("services")));
  }

  private static KubernetesPlace kubernetes(Settings s, Path base) {
    String namespace = s.text("namespace", "default");
    if (!namespace.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      s.problem("namespace", "'" + namespace + "' is no name of a namespace");
    }
    return new KubernetesPlace(
        s.text("command", "kubectl"),
        namespace,
        s.text("claim"),
        base.resolve(s.text("folder")).normalize());
  }

  private static Map<String, HttpServices.Service> services(Settings all) {
    Map<String, HttpServices.Service> out = new HashMap<>();
    for (String name : all.keys()) {
      Settings s = all.section(name);
      out.put(
          name,
          new HttpServices.Service(
              Addresses.read(s, "url", ""), AuthSettings.read(s), HttpSettings.read(s)));
    }
    return out;
  }
}
