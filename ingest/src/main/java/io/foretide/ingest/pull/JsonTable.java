package io.foretide.ingest.pull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.Limits;
import java.io.IOException;

/** Reads the rows of a JSON answer. */
final class JsonTable {
  private final HttpOptions options;
  private final AnswerBuilder out;
  private final SqlTimes times;

  JsonTable(HttpOptions options, Limits limits, WallClock clock) {
    this.options = options;
    out = new AnswerBuilder(limits, clock);
    times = new SqlTimes(options.zone(), options.unit());
  }

  PullSource.Answer read(JsonNode answer) throws IOException {
    JsonNode rows = options.rows().isEmpty() ? answer : answer.at(options.rows());
    if (rows.isNull()) {
      return out.build();
    }
    if (!rows.isArray()) {
      throw new IOException(
          "there is no list of rows at '"
              + options.rows()
              + "': set the JSON pointer of the rows, such as /data/items");
    }
    TableColumns columns = options.columns();
    long row = 0;
    for (JsonNode item : rows) {
      row++;
      JsonNode time = get(item, columns.time());
      long at =
          times.read(
              time.isNumber() ? time.numberValue() : time.isTextual() ? time.textValue() : null);
      if (at == Long.MIN_VALUE) {
        out.refuse(
            row, time.isMissingNode() ? "has no time at '" + columns.time() + "'" : times.why());
      } else if (columns.wide()) {
        long n = row;
        item.properties()
            .forEach(e -> {
              if (!e.getKey().equals(columns.time())) {
                put(n, columns.prefix() + e.getKey(), at, e.getValue());
              }
            });
      } else {
        JsonNode name = get(item, columns.series());
        put(
            row,
            name.isValueNode() && !name.isNull() ? columns.prefix() + name.asText() : "",
            at,
            get(item, columns.value()));
      }
    }
    return out.build();
  }

  private static JsonNode get(JsonNode item, String where) {
    return where.startsWith("/") ? item.at(JsonPointer.compile(where)) : item.path(where);
  }

  private void put(long row, String name, long time, JsonNode value) {
    if (value.isNumber()) {
      out.add(row, name, time, value.doubleValue());
    } else if (value.isBoolean()) {
      out.add(row, name, time, value.booleanValue() ? 1 : 0);
    } else if (value.isNull() || value.isMissingNode()) {
      out.skip();
    } else {
      out.refuse(row, "the value of '" + name + "' is no number");
    }
  }
}
