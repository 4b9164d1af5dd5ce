package io.foretide.ingest.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.Limits;
import io.foretide.ingest.line.Precision;
import io.foretide.ingest.text.SeriesNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads the points of one series from JSON: <code>{"points":[[time,value],...]}</code>, <code>
 * {"times":[...],"values":[...]}</code>, a bare list of pairs, or NDJSON with one pair or one
 * <code>{"time":...,"value":...}</code> per line. Times are ISO 8601 texts or epoch numbers in the
 * given unit. A null value is skipped; a point that cannot be taken is refused by its index, the
 * others are taken. Thread-safe.
 */
public final class JsonPoints {
  /** The longest line of NDJSON, in bytes. */
  public static final int MAX_LINE = 64 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Limits limits;
  private final WallClock clock;

  public JsonPoints(Limits limits, WallClock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Reads one JSON document.
   *
   * @param unit of times that are numbers
   * @throws MalformedJson if the text is no such document, saying where
   * @throws IOException if the stream cannot be read
   */
  public JsonBatch read(InputStream in, String series, Precision unit) throws IOException {
    PointCollector points = collector(series, unit);
    try (JsonParser json = JSON.createParser(in)) {
      document(json, points);
      if (json.nextToken() != null) {
        throw new MalformedJson(
            "something follows the document" + at(json) + ": send many documents as NDJSON");
      }
    } catch (JacksonException e) {
      throw malformed(e);
    }
    return points.batch();
  }

  /**
   * Reads one point per line; a line that cannot be read is refused by its index.
   *
   * @throws IOException if the stream cannot be read
   */
  public JsonBatch readLines(InputStream in, String series, Precision unit) throws IOException {
    PointCollector points = collector(series, unit);
    byte[] line = new byte[1024];
    int n = 0;
    boolean tooLong = false;
    byte[] block = new byte[1 << 16];
    int got = in.read(block);
    while (got >= 0) {
      for (int i = 0; i < got; i++) {
        if (block[i] == '\n') {
          line(line, n, tooLong, points);
          n = 0;
          tooLong = false;
        } else if (n == MAX_LINE) {
          tooLong = true;
        } else {
          if (n == line.length) {
            line = Arrays.copyOf(line, 2 * n);
          }
          line[n++] = block[i];
        }
      }
      got = in.read(block);
    }
    line(line, n, tooLong, points);
    return points.batch();
  }

  private PointCollector collector(String series, Precision unit) throws MalformedJson {
    String why = SeriesNames.refuse(series);
    if (why != null) {
      throw new MalformedJson(why);
    }
    return new PointCollector(series, unit, limits, limits.latest(clock));
  }

  private static void line(byte[] line, int n, boolean tooLong, PointCollector points)
      throws IOException {
    if (tooLong) {
      points.refuse("the line is longer than " + MAX_LINE + " bytes");
      return;
    }
    try (JsonParser json = JSON.createParser(new ByteArrayInputStream(line, 0, n))) {
      if (json.nextToken() == null) {
        return;
      }
      points.clear();
      if (json.currentToken() == JsonToken.START_ARRAY) {
        pair(json, points);
      } else if (json.currentToken() == JsonToken.START_OBJECT) {
        named(json, points);
      } else {
        points.spoil("is no point: expected [time, value] or {\"time\":..., \"value\":...}");
      }
      if (json.nextToken() != null) {
        points.spoil("has text after the point");
      }
      points.finish();
    } catch (JacksonException e) {
      points.refuse("is no JSON: " + e.getOriginalMessage());
    }
  }

  private static void document(JsonParser json, PointCollector points) throws IOException {
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_ARRAY) {
      pairs(json, points);
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw shape(json);
    }
    Columns columns = new Columns();
    boolean pairs = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw shape(json);
      }
      switch (name) {
        case "points" -> {
          pairs(json, points);
          pairs = true;
        }
        case "times" -> columns.readTimes(json, points);
        case "values" -> columns.readValues(json, points);
        default ->
            throw new MalformedJson(
                "'"
                    + SeriesNames.printable(name)
                    + "' is not known: expected \"points\", or \"times\" and \"values\"");
      }
    }
    if (columns.given()) {
      columns.join(points);
    } else if (!pairs) {
      throw shape(json);
    }
  }

  private static void pairs(JsonParser json, PointCollector points) throws IOException {
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      if (t == null) {
        throw shape(json);
      }
      points.clear();
      if (t == JsonToken.START_ARRAY) {
        pair(json, points);
      } else if (t == JsonToken.START_OBJECT) {
        named(json, points);
      } else {
        points.spoil("is no point: expected [time, value]");
      }
      points.finish();
    }
  }

  private static void pair(JsonParser json, PointCollector points) throws IOException {
    int i = 0;
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      if (t == null) {
        throw shape(json);
      }
      if (i == 0) {
        points.time(json);
      } else if (i == 1) {
        points.value(json);
      }
      json.skipChildren();
      i++;
    }
    if (i != 2) {
      points.spoil("has " + i + " members: expected [time, value]");
    }
  }

  private static void named(JsonParser json, PointCollector points) throws IOException {
    int known = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("time") || name.equals("t")) {
        points.time(json);
        known++;
      } else if (name.equals("value") || name.equals("v")) {
        points.value(json);
        known++;
      } else {
        points.spoil("has the unknown key '" + SeriesNames.printable(name) + "'");
      }
      json.skipChildren();
    }
    if (known != 2) {
      points.spoil("lacks a time or a value: expected {\"time\":..., \"value\":...}");
    }
  }

  static MalformedJson shape(JsonParser json) {
    return new MalformedJson(
        "the text is not as expected"
            + at(json)
            + ": expected {\"points\":[[time,value],...]} or {\"times\":[...],\"values\":[...]}");
  }

  private static MalformedJson malformed(JacksonException e) {
    var where = e.getLocation();
    String at =
        where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    return new MalformedJson(
        "the text is no JSON" + at + ": " + SeriesNames.printable(e.getOriginalMessage()));
  }

  private static String at(JsonParser json) {
    var where = json.currentLocation();
    return " at line " + where.getLineNr() + ", column " + where.getColumnNr();
  }
}
