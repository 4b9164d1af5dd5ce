package io.foretide.connectors.apps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads the rows that an app answers: JSON objects, one after the other or in an array, with {@code
 * origin} (may be left out if there is one interval), {@code time} and the outputs; or with {@code
 * origin} and {@code empty} or {@code failed}, a reason in words. NaN counts as null.
 */
final class AnswerReader {
  private static final int MOST_WORDS = 500;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              new com.fasterxml.jackson.core.JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Job job;
  private final String source;
  private final List<String> outputs;
  private final AppAnswer answer;
  private long number;

  /**
   * @param source where the rows come from, for messages
   */
  AnswerReader(Job job, String source) {
    this.job = job;
    this.source = source;
    this.outputs = job.settings().outputs();
    this.answer = new AppAnswer(job);
  }

  /**
   * Reads all rows.
   *
   * @throws ProviderException.Rejected naming the row and what was expected
   */
  AppAnswer read(InputStream in) throws ProviderException.Rejected, IOException {
    try (MappingIterator<JsonNode> rows = JSON.readerFor(JsonNode.class).readValues(in)) {
      while (rows.hasNextValue()) {
        number++;
        row(rows.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw new ProviderException.Rejected(
          source + " is no JSON at row " + (number + 1) + ": " + e.getOriginalMessage(), e);
    }
    return answer;
  }

  /** Reads the rows of an array. */
  AppAnswer read(JsonNode rows) throws ProviderException.Rejected {
    for (JsonNode row : rows) {
      number++;
      row(row);
    }
    return answer;
  }

  /** An app that answers nothing at all has nothing for any interval. */
  AppAnswer silent(String why) {
    for (int i = 0; i < job.intervals().length; i++) {
      answer.empty(i, why);
    }
    return answer;
  }

  /** Reads one value with nothing behind it. */
  static JsonNode tree(byte[] body) throws IOException {
    JsonNode out = JSON.readTree(body);
    if (out == null || out.isMissingNode()) {
      throw new IOException("there is nothing, expected JSON");
    }
    return out;
  }

  private void row(JsonNode row) throws ProviderException.Rejected {
    if (!row.isObject()) {
      throw wrong("is no object: expected {\"origin\": ..., \"time\": ..., ...}");
    }
    try {
      int interval = interval(row);
      for (String word : List.of("empty", "failed")) {
        if (row.hasNonNull(word)) {
          String why = row.get(word).asText();
          why = why.length() > MOST_WORDS ? why.substring(0, MOST_WORDS) + "..." : why;
          if (word.equals("empty")) {
            answer.empty(interval, why);
          } else {
            answer.failed(interval, why);
          }
          return;
        }
      }
      answer.row(interval, instant(row, "time"), values(row));
    } catch (ProviderException.Rejected e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private int interval(JsonNode row) throws ProviderException.Rejected {
    if (!row.hasNonNull("origin") && job.intervals().length == 1) {
      return 0;
    }
    return answer.interval(instant(row, "origin"));
  }

  private static long instant(JsonNode row, String key) throws ProviderException.Rejected {
    JsonNode value = row.get(key);
    if (value == null || !value.isTextual()) {
      throw new ProviderException.Rejected(
          key
              + (value == null ? " is missing" : " is '" + value + "'")
              + ": expected a time such as \"2026-01-31T08:00:00Z\"");
    }
    try {
      return Instants.parse(value.asText());
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(key + ": " + e.getMessage(), e);
    }
  }

  private double[] values(JsonNode row) throws ProviderException.Rejected {
    double[] out = new double[outputs.size()];
    Arrays.fill(out, Double.NaN);
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      String name = field.getKey();
      if (name.equals("origin") || name.equals("time") || field.getValue().isNull()) {
        continue;
      }
      int c = outputs.indexOf(name);
      if (c < 0) {
        throw new ProviderException.Rejected(
            "'"
                + name
                + "' is none of the outputs: expected "
                + String.join(", ", outputs)
                + Nearest.hint(name, outputs));
      }
      if (!field.getValue().isNumber()) {
        throw new ProviderException.Rejected(
            "'" + name + "' is " + field.getValue() + ": expected a number or null");
      }
      double x = field.getValue().doubleValue();
      out[c] = Double.isInfinite(x) ? Double.NaN : x;
    }
    return out;
  }

  private ProviderException.Rejected wrong(String what) {
    return new ProviderException.Rejected(source + ", row " + number + ": " + what);
  }
}
