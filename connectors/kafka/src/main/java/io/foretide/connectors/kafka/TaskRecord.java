package io.foretide.connectors.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.model.ModelId;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A task as a record of the queue: Latigo's JSON, to the byte, and one more field that its
 * executors ignore.
 *
 * @param project of the model
 * @param model its name within the project
 * @param instants the span to predict
 * @param task the claim; empty in a record of a scheduler that knows no claims
 */
record TaskRecord(String project, String model, Range instants, Optional<Task> task) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  byte[] bytes() {
    StringBuilder out = new StringBuilder(256);
    out.append("{\"project_name\": ");
    text(out, project);
    out.append(", \"model_name\": ");
    text(out, model);
    out.append(", \"from_time\": ").append(seconds(instants.from()));
    out.append(", \"to_time\": ").append(seconds(instants.to()));
    task.ifPresent(t -> claim(out, t));
    return out.append('}').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void claim(StringBuilder out, Task t) {
    out.append(", \"foretide\": {\"claim\": ").append(t.claim());
    out.append(", \"model\": ").append(t.model().value());
    out.append(", \"revision\": ").append(t.revision());
    out.append(", \"cells\": [").append(t.cells().from()).append(", ").append(t.cells().to());
    out.append("], \"generation\": ").append(t.generation());
    out.append(", \"attempt\": ").append(t.attempt());
    out.append(", \"lane\": \"").append(t.lane().name().toLowerCase(Locale.ROOT));
    out.append("\", \"planned_at\": ").append(t.plannedAt()).append('}');
  }

  /** Seconds since the epoch as Python writes a float: whole ones end in {@code .0}. */
  private static String seconds(long nanos) {
    BigDecimal s = BigDecimal.valueOf(nanos).divide(NANOS, 9, RoundingMode.UNNECESSARY);
    BigDecimal plain = s.stripTrailingZeros();
    return (plain.scale() < 1 ? plain.setScale(1) : plain).toPlainString();
  }

  /** As Python writes it: everything beyond ASCII as a code of four hexadecimal digits. */
  private static void text(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20 || c > 0x7e) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException telling what is wrong with it
   */
  static TaskRecord read(byte[] bytes) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
    }
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException("no JSON object");
    }
    Range instants = new Range(instant(root, "from_time"), instant(root, "to_time"));
    if (instants.to() < instants.from()) {
      throw new IllegalArgumentException("to_time is before from_time");
    }
    return new TaskRecord(
        word(root, "project_name"),
        word(root, "model_name"),
        instants,
        root.has("foretide") ? Optional.of(task(root.get("foretide"))) : Optional.empty());
  }

  private static String word(JsonNode root, String key) {
    JsonNode value = root.get(key);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("'" + key + "' is " + value + ": expected a text");
    }
    return value.asText();
  }

  private static long instant(JsonNode root, String key) {
    JsonNode value = root.get(key);
    if (value == null || !value.isNumber()) {
      throw new IllegalArgumentException(
          "'" + key + "' is " + value + ": expected seconds since 1970");
    }
    BigDecimal nanos = value.decimalValue().multiply(NANOS).setScale(0, RoundingMode.HALF_EVEN);
    try {
      return nanos.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + key + "' is " + value + ": beyond 1677 to 2262", e);
    }
  }

  private static Task task(JsonNode f) {
    JsonNode cells = f.path("cells");
    String lane = f.path("lane").asText("").toUpperCase(Locale.ROOT);
    if (!f.path("claim").isIntegralNumber()
        || !f.path("model").isIntegralNumber()
        || !f.path("revision").isIntegralNumber()
        || cells.size() != 2
        || cells.get(0).asLong() >= cells.get(1).asLong()
        || Arrays.stream(Lane.values()).noneMatch(l -> l.name().equals(lane))) {
      throw new IllegalArgumentException("'foretide' is " + f + ": expected a claim");
    }
    return new Task(
        f.path("claim").asLong(),
        new ModelId(f.path("model").asLong()),
        f.path("revision").asInt(),
        new Range(cells.get(0).asLong(), cells.get(1).asLong()),
        f.path("generation").asLong(1),
        f.path("attempt").asInt(1),
        Lane.valueOf(lane),
        f.path("planned_at").asLong());
  }
}
