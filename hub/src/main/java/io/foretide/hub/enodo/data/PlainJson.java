package io.foretide.hub.enodo.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into maps, lists, texts, numbers and booleans; null stays null. */
public final class PlainJson {
  private static final String INVALID = "Invalid JSON";

  private PlainJson() {}

  /**
   * A body that must be an object.
   *
   * @throws ApiError 400 if it is none
   */
  public static Map<String, @Nullable Object> object(InputStream in) throws IOException {
    if (read(in) instanceof Map<?, ?> map) {
      return texts(map);
    }
    throw ApiError.bad(null, INVALID);
  }

  /** What was written by {@link PythonJson}. */
  public static Map<String, @Nullable Object> object(String text) {
    try {
      return object(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A list as text.
   *
   * @throws ApiError 400 if it is none
   */
  public static List<@Nullable Object> list(String text) {
    try (InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      if (read(in) instanceof List<?> list) {
        return new ArrayList<>(list);
      }
      throw ApiError.bad(null, INVALID);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same map with its keys known to be texts. */
  public static Map<String, @Nullable Object> texts(Map<?, ?> map) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    map.forEach((key, value) -> out.put(String.valueOf(key), value));
    return out;
  }

  private static @Nullable Object read(InputStream in) throws IOException {
    try (JsonParser json = Json.FACTORY.createParser(in)) {
      json.nextToken();
      Object value = value(json);
      if (json.nextToken() != null) {
        throw ApiError.bad(null, INVALID);
      }
      return value;
    } catch (StreamReadException e) {
      throw ApiError.bad(null, INVALID);
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw ApiError.bad(null, INVALID);
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          map.put(name, value(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }
}
