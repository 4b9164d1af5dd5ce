package io.foretide.hub.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into plain maps, lists, texts, numbers and booleans. */
public final class JsonIn {
  private JsonIn() {}

  /**
   * @throws ApiError 400 if the bytes are no single JSON object
   */
  public static Map<String, Object> object(InputStream in) throws IOException {
    try (JsonParser json = Json.FACTORY.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw ApiError.bad(null, "the body is not a JSON object: expected {...}");
      }
      Map<String, Object> object = map(json);
      if (json.nextToken() != null) {
        throw ApiError.bad(null, "the body goes on after its JSON object: expected one object");
      }
      return object;
    } catch (StreamReadException e) {
      throw malformed(e);
    }
  }

  /** What is wrong with malformed JSON, without the input's bytes. */
  public static ApiError malformed(StreamReadException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + " column "
                + e.getLocation().getColumnNr();
    return ApiError.bad(null, "the body is not well-formed JSON" + where + ": " + printable(e));
  }

  private static String printable(StreamReadException e) {
    String text = String.valueOf(e.getOriginalMessage()).replaceAll("[^\\x20-\\x7e]", "?");
    return text.length() <= 160 ? text : text.substring(0, 160) + "...";
  }

  private static Map<String, Object> map(JsonParser json) throws IOException {
    Map<String, Object> out = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json);
      if (value != null) {
        out.put(name, value);
      }
    }
    return out;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw ApiError.bad(null, "the body ends inside its JSON object");
    }
    return switch (token) {
      case START_OBJECT -> map(json);
      case START_ARRAY -> list(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }

  private static List<Object> list(JsonParser json) throws IOException {
    List<Object> out = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Object item = value(json);
      if (item != null) {
        out.add(item);
      }
    }
    return out;
  }
}
