package io.foretide.connectors.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a catalogue holds.
 *
 * @param sensors that exist
 * @param models as model files say them
 */
record Catalog(List<Sensor> sensors, List<Map<String, Object>> models) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 256 << 20;

  Catalog {
    sensors = List.copyOf(sensors);
    models = List.copyOf(models);
  }

  /**
   * @param name in the catalogue
   * @param attributes unit and other facts
   */
  record Sensor(String name, Map<String, String> attributes) {
    Sensor {
      attributes = Map.copyOf(attributes);
    }
  }

  /** How a catalogue is written. */
  enum Format {
    YAML,
    JSON,
    CSV
  }

  /**
   * Reads a catalogue: {@code {sensors: [...], models: [...]}}, or a list of sensors alone. A
   * sensor is a name or a map with {@code name}; of a CSV, a line with a column {@code name}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Catalog read(String text, Format format) {
    try {
      Object all =
          switch (format) {
            case CSV -> CsvTable.read(text);
            case JSON -> JSON.readValue(text, Object.class);
            case YAML -> {
              LoadSettings settings =
                  LoadSettings.builder()
                      .setAllowDuplicateKeys(false)
                      .setMaxAliasesForCollections(100)
                      .setCodePointLimit(LONGEST)
                      .build();
              yield new Load(settings).loadFromString(text);
            }
          };
      if (all instanceof List<?> list) {
        return new Catalog(sensors(list), List.of());
      }
      if (all instanceof Map<?, ?> map) {
        return new Catalog(
            map.get("sensors") instanceof List<?> s ? sensors(s) : List.of(),
            map.get("models") instanceof List<?> m ? models(m) : List.of());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(
          "is no YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
    throw new IllegalArgumentException(
        "holds neither a list of sensors nor a map with sensors and models");
  }

  private static List<Sensor> sensors(List<?> list) {
    List<Sensor> out = new ArrayList<>();
    for (Object o : list) {
      if (o instanceof String name && !name.isBlank()) {
        out.add(new Sensor(name, Map.of()));
      } else if (o instanceof Map<?, ?> m && m.get("name") != null) {
        Map<String, String> facts = new LinkedHashMap<>();
        m.forEach((k, v) -> {
          if (v != null && !k.equals("name") && !v.toString().isEmpty()) {
            facts.put(k.toString(), v.toString());
          }
        });
        out.add(new Sensor(String.valueOf(m.get("name")), facts));
      } else {
        throw new IllegalArgumentException(
            "holds the sensor '" + o + "': expected a name or a map with a name");
      }
    }
    return out;
  }

  private static List<Map<String, Object>> models(List<?> list) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (Object o : list) {
      if (!(o instanceof Map<?, ?> m)) {
        throw new IllegalArgumentException(
            "holds the model '" + o + "': expected a map as in a model file");
      }
      out.add(Settings.plain(m));
    }
    return out;
  }
}
