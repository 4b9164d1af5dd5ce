package io.foretide.connectors.influxdb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the chunked JSON answer of a query as a stream. */
final class ResultReader {
  private static final JsonFactory JSON = new JsonFactory();
  private final String who;

  ResultReader(String who) {
    this.who = who;
  }

  /**
   * @throws ProviderException if the answer tells of an error, or is no such JSON
   */
  void read(InputStream body, Rows rows) throws ProviderException, IOException {
    try (JsonParser p = JSON.createParser(body)) {
      while (p.nextToken() != null) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
          throw strange("an answer that begins with " + p.currentToken());
        }
        chunk(p, rows);
      }
    } catch (JsonParseException e) {
      throw strange("an answer that is no JSON: " + e.getOriginalMessage());
    }
  }

  private ProviderException strange(String what) {
    return new ProviderException.Transient(
        who + " gave " + what + ": expected InfluxDB's JSON; check the address and any proxy",
        null);
  }

  private void chunk(JsonParser p, Rows rows) throws ProviderException, IOException {
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      String key = p.currentName();
      p.nextToken();
      switch (key) {
        case "results", "series" -> objects(p, rows, key);
        case "error" -> throw error(p.getText());
        default -> p.skipChildren();
      }
    }
  }

  private void objects(JsonParser p, Rows rows, String key) throws ProviderException, IOException {
    if (p.currentToken() != JsonToken.START_ARRAY) {
      throw strange("'" + key + "' that is no list");
    }
    while (p.nextToken() == JsonToken.START_OBJECT) {
      if (key.equals("results")) {
        chunk(p, rows);
      } else {
        series(p, rows);
      }
    }
  }

  private ProviderException error(String words) {
    String message = who + ": " + words;
    return words.contains("timeout") || words.contains("engine") || words.contains("partial")
        ? new ProviderException.Transient(message, null)
        : new ProviderException.Rejected(message);
  }

  private void series(JsonParser p, Rows rows) throws ProviderException, IOException {
    String name = "";
    Map<String, String> tags = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>();
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      String key = p.currentName();
      p.nextToken();
      switch (key) {
        case "name" -> name = p.getText();
        case "tags" -> {
          while (p.nextToken() == JsonToken.FIELD_NAME) {
            String tag = p.currentName();
            p.nextToken();
            tags.put(tag, p.getText());
          }
        }
        case "columns" -> {
          while (p.nextToken() != JsonToken.END_ARRAY) {
            columns.add(p.getText());
          }
        }
        case "values" -> {
          rows.series(name, tags, columns);
          values(p, rows, !columns.isEmpty() && columns.getFirst().equals("time"));
        }
        default -> p.skipChildren();
      }
    }
  }

  private void values(JsonParser p, Rows rows, boolean timed)
      throws ProviderException, IOException {
    while (p.nextToken() == JsonToken.START_ARRAY) {
      long time = 0;
      int column = 0;
      while (p.nextToken() != JsonToken.END_ARRAY) {
        JsonToken t = p.currentToken();
        if (timed && column == 0) {
          if (!t.isNumeric()) {
            throw strange("a time '" + p.getText() + "'");
          }
          time = p.getLongValue();
        } else if (t.isNumeric()) {
          rows.number(time, column, p.getDoubleValue());
        } else if (t.isBoolean()) {
          rows.number(time, column, t == JsonToken.VALUE_TRUE ? 1 : 0);
        } else if (t == JsonToken.VALUE_STRING) {
          rows.text(column, p.getText());
        } else {
          p.skipChildren();
        }
        column++;
      }
    }
  }
}
