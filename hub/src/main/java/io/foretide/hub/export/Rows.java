package io.foretide.hub.export;

import io.foretide.core.time.Instants;
import io.foretide.hub.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows of one text, one time and some numbers, as CSV or NDJSON. Used by one thread. */
final class Rows {
  private static final int HELD = 32 << 10;
  private final OutputStream out;
  private final boolean csv;
  private final List<String> names;
  private final List<String> keys;
  private final StringBuilder text = new StringBuilder(HELD + 1_024);

  /**
   * @param names of the columns: the text's, the time's, then the numbers'
   */
  Rows(OutputStream out, boolean csv, List<String> names) {
    this.out = out;
    this.csv = csv;
    this.names = names;
    this.keys = names.stream().skip(2).map(n -> "," + quotedJson(n) + ":").toList();
    if (csv) {
      for (int i = 0; i < names.size(); i++) {
        text.append(i == 0 ? "" : ",").append(quoted(names.get(i)));
      }
      text.append('\n');
    }
  }

  /**
   * @param label the text, quoted by {@link #label}
   */
  void row(String label, long time, double... numbers) throws IOException {
    if (csv) {
      text.append(label).append(',').append(Instants.format(time));
      for (double x : numbers) {
        text.append(',');
        if (Double.isFinite(x)) {
          text.append(x);
        }
      }
      text.append('\n');
    } else {
      text.append(label).append(Instants.format(time)).append('"');
      for (int i = 0; i < numbers.length; i++) {
        text.append(keys.get(i));
        if (Double.isFinite(numbers[i])) {
          text.append(numbers[i]);
        } else {
          text.append("null");
        }
      }
      text.append("}\n");
    }
    if (text.length() > HELD) {
      flush();
    }
  }

  /** The beginning of all rows with the same text, made once. */
  String label(String value) {
    if (csv) {
      return quoted(value);
    }
    return "{\"" + names.get(0) + "\":" + quotedJson(value) + ",\"" + names.get(1) + "\":\"";
  }

  void flush() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  private static String quotedJson(String value) {
    return new String(Json.bytes(json -> json.writeString(value)), StandardCharsets.UTF_8);
  }

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
