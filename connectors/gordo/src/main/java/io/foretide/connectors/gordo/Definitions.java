package io.foretide.connectors.gordo;

import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.time.Durations;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a model of a machine. Pure. */
final class Definitions {
  /** The attribute that tells which server answered. */
  static final String VERSION = "gordo_version";

  private final GordoSettings settings;
  private final Map<String, Object> defaults;

  /**
   * @param defaults of models that do not say them, {@code every} and the like
   */
  Definitions(GordoSettings settings, Map<String, Object> defaults) {
    this.settings = settings;
    this.defaults = Map.copyOf(defaults);
  }

  /**
   * The model. Without a start of its own it begins with the newest interval that is due when it is
   * made: history is predicted only when asked for.
   *
   * @throws io.foretide.core.settings.SettingsException if what the machine says fits no model
   * @throws IllegalArgumentException if it has no resolution, or several aggregations
   */
  ModelDefinition of(Machine m) {
    if (m.resolution().isEmpty()) {
      throw new IllegalArgumentException(
          "machine '" + m.name() + "' has no resolution: expected such as 10T in its data set");
    }
    if (m.aggregation().contains(",")) {
      throw new IllegalArgumentException(
          "machine '"
              + m.name()
              + "' has the aggregations "
              + m.aggregation()
              + ": expected one, as Gordo's own builder does");
    }
    Run run = Run.of(m);
    Map<String, Object> file = new LinkedHashMap<>(defaults);
    file.put("model", m.project() + "/" + m.name());
    file.put("group", m.project());
    file.put("inputs", run.reads());
    long resolution = Durations.parse(m.resolution());
    file.put("resolution", Durations.format(resolution));
    everyBucketWhole(file, resolution);
    file.put("aggregation", m.aggregation().isEmpty() ? "mean" : m.aggregation());
    file.put("run", Map.of(Run.KIND, run.settings()));
    Map<String, Object> facts = new LinkedHashMap<>(settings.metadata());
    facts.put(VERSION, m.serverVersion());
    file.put("attributes", facts);
    file.put("start", settings.start().isEmpty() ? newest(file) : settings.start());
    return ModelFile.read(file);
  }

  /**
   * A machine whose buckets do not fit into the usual interval gets the next longer one into which
   * they do.
   */
  private static void everyBucketWhole(Map<String, Object> file, long resolution) {
    Object said = file.get("every");
    if (resolution > 0 && (said == null || said instanceof String)) {
      long every = said == null ? ModelFile.EVERY : Durations.parse((String) said);
      if (every % resolution != 0) {
        file.put("every", Durations.format(Math.ceilDiv(every, resolution) * resolution));
      }
    }
  }

  /** The start whose interval is the newest that is due now. */
  private static String newest(Map<String, Object> file) {
    long every = ModelFile.EVERY;
    long delay = 0;
    if (file.get("every") instanceof String text) {
      every = Durations.parse(text);
    } else if (file.get("every") != null) {
      return "now";
    }
    if (file.get("delay") instanceof String text) {
      delay = Durations.parse(text);
    }
    return Durations.format(-Math.max(delay, every));
  }
}
