package io.foretide.store.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** Maps of texts as JSON. */
public final class TextMaps {
  private static final String NONE = "{}";

  private TextMaps() {}

  /** Loaded at first use: most maps are empty, and the JSON library takes a tenth of a second. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};
  }

  /** A map as JSON, by rising key. */
  public static String encode(Map<String, String> texts) {
    if (texts.isEmpty()) {
      return NONE;
    }
    try {
      return Json.MAPPER.writeValueAsString(new TreeMap<>(texts));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("texts cannot be written as JSON: " + e.getMessage(), e);
    }
  }

  /** Reads what {@link #encode} wrote. */
  public static Map<String, String> decode(String json) {
    if (json.equals(NONE)) {
      return Map.of();
    }
    try {
      return Json.MAPPER.readValue(json, Json.TYPE);
    } catch (JsonProcessingException e) {
      throw new DamagedException("a packed map of texts is no JSON: " + e.getOriginalMessage());
    }
  }
}
