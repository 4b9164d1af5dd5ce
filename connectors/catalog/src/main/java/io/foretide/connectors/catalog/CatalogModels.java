package io.foretide.connectors.catalog;

import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelInformationProvider;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The models of a catalogue, and those that its rules make of sensors. A wrong one is told once as
 * an event and stops no other. Thread-safe.
 */
final class CatalogModels implements ModelInformationProvider, Verified, AutoCloseable {
  private final CatalogSource source;
  private final Rules rules;
  private final ConnectorContext context;
  private final Set<String> told = new HashSet<>();

  CatalogModels(CatalogSource source, Rules rules, ConnectorContext context) {
    this.source = source;
    this.rules = rules;
    this.context = context;
  }

  @Override
  public void verify() throws ProviderException {
    source.verify();
  }

  @Override
  public List<ModelDefinition> list(String after, int limit) throws ProviderException {
    return all().tailMap(after, false).values().stream().limit(limit).toList();
  }

  @Override
  public boolean exists(String name) throws ProviderException {
    return all().containsKey(name);
  }

  private synchronized NavigableMap<String, ModelDefinition> all() throws ProviderException {
    CatalogSource.Known known = source.known();
    NavigableMap<String, ModelDefinition> out = new TreeMap<>();
    for (String sensor : known.sensors().keySet()) {
      rules.models(sensor).forEach(file -> take(file, out));
    }
    known.catalog().models().forEach(file -> take(file, out));
    return out;
  }

  /** What the catalogue says of a model itself counts more than a rule. */
  private void take(Map<String, Object> file, NavigableMap<String, ModelDefinition> out) {
    Map<String, Object> whole = new LinkedHashMap<>(context.modelDefaults());
    whole.putAll(file);
    try {
      ModelDefinition d = ModelFile.read(whole);
      out.put(d.name(), d);
    } catch (IllegalArgumentException e) {
      String message =
          "model '" + file.get("model") + "' of the catalogue is not used: " + e.getMessage();
      if (told.add(message)) {
        context
            .events()
            .append(
                Event.of(context.clock().now(), Severity.ERROR, "catalog.refused", "", message));
      }
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
