package io.foretide.connectors.timeseriesapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.foretide.connectors.http.Answer;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import java.io.IOException;

/** Reads the answer to a bulk read as a stream, so that a big one needs no tree in memory. */
final class Datapoints {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private Datapoints() {}

  /** Takes one series of an answer. */
  interface Items {
    /**
     * @param raw all points as they came, NaN for one that is no number or of poor quality
     */
    void item(String id, PointColumn raw);
  }

  /**
   * Reads an answer.
   *
   * @return whether it says that there is more, by a continuation token
   * @throws ProviderException.Transient if it is broken
   */
  static boolean read(Answer answer, Quality quality, Items items) throws ProviderException {
    boolean more = false;
    try (JsonParser in = JSON.createParser(answer.body())) {
      expect(in.nextToken() == JsonToken.START_OBJECT, "an object");
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String key = in.currentName();
        in.nextToken();
        if (key.equals("data")) {
          data(in, quality, items);
        } else if (key.equals("continuationToken")) {
          more = in.currentToken() == JsonToken.VALUE_STRING && !in.getText().isEmpty();
        } else {
          in.skipChildren();
        }
      }
      expect(in.currentToken() == JsonToken.END_OBJECT, "the end of the object");
      return more;
    } catch (IOException | IllegalArgumentException e) {
      throw new ProviderException.Transient(
          answer.source()
              + " answered what cannot be read, "
              + answer.body().length
              + " bytes: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  private static void expect(boolean is, String what) {
    if (!is) {
      throw new IllegalArgumentException("expected " + what);
    }
  }

  private static void data(JsonParser in, Quality quality, Items items) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      in.nextToken();
      if (key.equals("items") && in.currentToken() == JsonToken.START_ARRAY) {
        while (in.nextToken() == JsonToken.START_OBJECT) {
          item(in, quality, items);
        }
      } else {
        in.skipChildren();
      }
    }
  }

  private static void item(JsonParser in, Quality quality, Items items) throws IOException {
    String id = "";
    PointColumn points = new PointColumn();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      in.nextToken();
      if (key.equals("id")) {
        id = in.getText();
      } else if (key.equals("datapoints") && in.currentToken() == JsonToken.START_ARRAY) {
        while (in.nextToken() == JsonToken.START_OBJECT) {
          point(in, quality, points);
        }
      } else {
        in.skipChildren();
      }
    }
    items.item(id, points);
  }

  private static void point(JsonParser in, Quality quality, PointColumn out) throws IOException {
    String time = "";
    double value = Double.NaN;
    long status = 0;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      JsonToken token = in.nextToken();
      switch (key) {
        case "time" -> time = in.getText();
        case "value" -> value = token.isNumeric() ? in.getDoubleValue() : Double.NaN;
        case "status" -> status = token.isScalarValue() ? in.getValueAsLong(0) : 0;
        default -> in.skipChildren();
      }
    }
    out.add(Times.parse(time), quality.admits(status) ? value : Double.NaN);
  }
}
