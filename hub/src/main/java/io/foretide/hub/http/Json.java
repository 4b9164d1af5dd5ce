package io.foretide.hub.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as this API writes it: times as ISO texts, NaN and infinities as null. */
public final class Json {
  /** Makes parsers and generators; immutable. Nesting and numbers are bounded. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(64)
                  .maxStringLength(1 << 20)
                  .maxNameLength(4_096)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Json() {}

  public static void write(OutputStream out, JsonBody body) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      body.write(json);
    }
  }

  /** One value as UTF-8 text. */
  public static byte[] bytes(JsonBody body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try {
      write(out, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** An instant as ISO text; null at either end of time. */
  public static void time(JsonGenerator json, String field, long instant) throws IOException {
    if (instant >= Instants.MAX || instant <= Instants.MIN) {
      json.writeNullField(field);
    } else {
      json.writeStringField(field, Instants.format(instant));
    }
  }

  public static void range(JsonGenerator json, Range range) throws IOException {
    time(json, "from", range.from());
    time(json, "to", range.to());
  }

  public static void number(JsonGenerator json, String field, double value) throws IOException {
    json.writeFieldName(field);
    number(json, value);
  }

  public static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  /** Nanoseconds as seconds. */
  public static void seconds(JsonGenerator json, String field, long nanos) throws IOException {
    json.writeNumberField(field, nanos / 1e9);
  }

  public static void numbers(JsonGenerator json, String field, double[] values) throws IOException {
    json.writeArrayFieldStart(field);
    for (double v : values) {
      number(json, v);
    }
    json.writeEndArray();
  }

  /** Instants as epoch milliseconds, rounded down. */
  public static void millis(JsonGenerator json, String field, long[] instants) throws IOException {
    json.writeArrayFieldStart(field);
    for (long t : instants) {
      json.writeNumber(Math.floorDiv(t, 1_000_000L));
    }
    json.writeEndArray();
  }

  public static void texts(JsonGenerator json, String field, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  public static void value(JsonGenerator json, String field, @Nullable Object value)
      throws IOException {
    json.writeFieldName(field);
    value(json, value);
  }

  /** Plain maps, lists, texts, numbers and booleans; anything else as its text. */
  public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> e : map.entrySet()) {
          json.writeFieldName(String.valueOf(e.getKey()));
          value(json, e.getValue());
        }
        json.writeEndObject();
      }
      case Collection<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          value(json, item);
        }
        json.writeEndArray();
      }
      case Boolean b -> json.writeBoolean(b);
      case Integer i -> json.writeNumber(i);
      case Long n -> json.writeNumber(n);
      case Number n -> number(json, n.doubleValue());
      default -> json.writeString(value.toString());
    }
  }
}
