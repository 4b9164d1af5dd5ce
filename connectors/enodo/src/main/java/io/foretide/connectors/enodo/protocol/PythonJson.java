package io.foretide.connectors.enodo.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as Python writes it: a blank after commas and colons, everything else in ASCII. */
public final class PythonJson {
  private static final int DEEPEST = 64;
  private static final int LONGEST = 16 << 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEEPEST)
                      .maxStringLength(LONGEST)
                      .maxDocumentLength(LONGEST)
                      .build())
              .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
              .configure(JsonWriteFeature.WRITE_HEX_UPPER_CASE, false)
              .build());

  private PythonJson() {}

  /**
   * Reads one document.
   *
   * @throws JsonProcessingException if it is none
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    JsonNode out = MAPPER.readTree(text);
    return out == null ? MAPPER.nullNode() : out;
  }

  /** Writes plain data: maps, lists, texts, numbers, flags, null, or a tree. */
  public static String write(Object value) {
    try {
      return MAPPER.writer(new Spaced()).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new mapper is not needed for each text. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  private static final class Spaced extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator g) throws IOException {
      g.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(", ");
    }
  }
}
