package io.foretide.connectors.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.connectors.parquet.Column;
import io.foretide.connectors.parquet.ParquetReader;
import io.foretide.connectors.parquet.ParquetWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Predictions whose frames come as parts of a form and go as a file, both Parquet. */
final class GordoParquet {
  private static final String INDEX = "__index_level_0__";
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx").withZone(ZoneOffset.UTC);

  private GordoParquet() {}

  /**
   * Answers as it is asked: frames in JSON or Parquet, and {@code format=parquet} or JSON.
   *
   * @param json makes the answer of a body in JSON
   */
  static Reply answer(Asked asked, Function<JsonNode, Reply> json) {
    String type = asked.headers().getOrDefault("content-type", "");
    try {
      Reply out = json.apply(type.startsWith("multipart/") ? frames(asked, type) : asked.json());
      return asked.parameter("format").equals("parquet") && out.status() == 200
          ? new Reply(
              200,
              Map.of("Content-Type", "application/octet-stream"),
              file(Reply.JSON.readTree(out.body()).path("data")))
          : out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code {"X": {tag: {time: value}}, "y": ...}} of the parts. */
  private static JsonNode frames(Asked asked, String type) throws IOException {
    String boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
    ObjectNode out = Reply.JSON.createObjectNode();
    for (String part : new String(asked.body(), StandardCharsets.ISO_8859_1).split(boundary)) {
      int head = part.indexOf("\r\n\r\n");
      if (head > 0) {
        String name = part.replaceFirst("(?s).*?; name=\"([^\"]*)\".*", "$1");
        String content = part.substring(head + 4, part.length() - 2);
        out.set(name, frame(content.getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
    return out;
  }

  private static JsonNode frame(byte[] file) throws IOException {
    List<Column> columns = ParquetReader.read(file, 1_000_000, name -> true);
    Column.Times index =
        columns.stream()
            .filter(Column.Times.class::isInstance)
            .map(Column.Times.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a frame without times"));
    ObjectNode out = Reply.JSON.createObjectNode();
    for (Column column : columns) {
      if (column instanceof Column.Numbers n) {
        ObjectNode rows = out.putObject(n.name());
        for (int r = 0; r < n.rows(); r++) {
          rows.put(TEXT.format(Instant.ofEpochSecond(0, index.nanos()[r])), n.values()[r]);
        }
      }
    }
    return out;
  }

  private static byte[] file(JsonNode data) {
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, JsonNode> top : data.properties()) {
      for (Map.Entry<String, JsonNode> sub : top.getValue().properties()) {
        String series = sub.getKey().equals(top.getKey()) ? "" : sub.getKey();
        columns.add(column("('" + top.getKey() + "', " + quoted(series) + ")", sub.getValue()));
      }
    }
    List<Long> times = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : data.path("start").path("start").properties()) {
      OffsetDateTime at = OffsetDateTime.parse(row.getKey().replace(' ', 'T'));
      times.add(at.toEpochSecond() * 1_000_000_000L + at.getNano());
    }
    columns.add(new Column.Times(INDEX, times.stream().mapToLong(Long::longValue).toArray()));
    return ParquetWriter.write(
        columns, Map.of("pandas", "{\"index_columns\": [\"" + INDEX + "\"]}"));
  }

  /** As Python writes a text. */
  private static String quoted(String text) {
    String safe = text.replace("\\", "\\\\");
    return text.contains("'") && !text.contains("\"")
        ? "\"" + safe + "\""
        : "'" + safe.replace("'", "\\'") + "'";
  }

  private static Column column(String name, JsonNode rows) {
    List<JsonNode> values = new ArrayList<>();
    rows.forEach(values::add);
    if (values.stream().allMatch(JsonNode::isNumber)) {
      return new Column.Numbers(name, values.stream().mapToDouble(JsonNode::asDouble).toArray());
    }
    @Nullable String[] texts = new @Nullable String[values.size()];
    for (int r = 0; r < texts.length; r++) {
      texts[r] = values.get(r).isNull() ? null : values.get(r).asText();
    }
    return new Column.Texts(name, texts);
  }
}
