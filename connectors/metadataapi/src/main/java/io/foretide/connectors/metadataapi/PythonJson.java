package io.foretide.connectors.metadataapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foretide.core.time.Instants;
import java.util.Map;

/** JSON as Python writes it with sorted keys and an indent of four. */
final class PythonJson {
  private static final ObjectWriter WRITER = writer();

  private PythonJson() {}

  private static ObjectWriter writer() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
    DefaultIndenter indent = new DefaultIndenter("    ", "\n");
    printer.indentObjectsWith(indent);
    printer.indentArraysWith(indent);
    return JsonMapper.builder()
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
        .build()
        .writer(printer);
  }

  static String text(Map<String, Object> map) {
    try {
      return WRITER.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map that is no JSON", e);
    }
  }

  /**
   * {@code str} of a time in UTC: {@code 2020-02-01 00:00:00+00:00}, with six digits of a fraction
   * if there is one. What is finer than a microsecond is cut off.
   */
  static String time(long nanos) {
    long fraction = Math.floorMod(nanos, Instants.SECOND) / 1000;
    String iso = Instants.format(Math.floorDiv(nanos, Instants.SECOND) * Instants.SECOND);
    return iso.substring(0, iso.length() - 1).replace('T', ' ')
        + (fraction == 0 ? "" : "." + Long.toString(1_000_000 + fraction).substring(1))
        + "+00:00";
  }
}
