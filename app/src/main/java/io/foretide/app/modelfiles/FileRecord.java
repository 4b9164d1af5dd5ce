package io.foretide.app.modelfiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.error.ProviderException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which model came from which file, as the store remembers it.
 *
 * @param model its name
 * @param hash of the file's text when it was taken up
 * @param gone whether the file has vanished and its model was paused for that
 */
record FileRecord(String model, String hash, boolean gone) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads all records by file name. */
  static Map<String, FileRecord> parse(String text) throws ProviderException {
    Map<String, FileRecord> out = new LinkedHashMap<>();
    try {
      JSON.readTree(text)
          .properties()
          .forEach(e -> {
            JsonNode r = e.getValue();
            out.put(
                e.getKey(),
                new FileRecord(
                    r.path("model").asText(), r.path("hash").asText(), r.path("gone").asBoolean()));
          });
      return out;
    } catch (JsonProcessingException e) {
      throw new ProviderException.Fatal("the stored list of model files is damaged", e);
    }
  }

  static String text(Map<String, FileRecord> records) {
    Map<String, Object> out = new LinkedHashMap<>();
    records.forEach(
        (file, r) -> out.put(file, Map.of("model", r.model(), "hash", r.hash(), "gone", r.gone())));
    try {
      return JSON.writeValueAsString(out);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records that are no JSON", e);
    }
  }
}
