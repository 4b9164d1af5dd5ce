package io.foretide.connectors.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to a prediction: output of a target is half its own input (or the first one's) and
 * half the mean of all inputs; anomalies follow from that as Gordo's do, with thresholds of 1.
 */
final class GordoAnswer {
  private GordoAnswer() {}

  static Reply of(GordoMachine m, JsonNode body, boolean anomaly, String revision) {
    JsonNode x = body.path("X");
    JsonNode y = body.path("y");
    if (!x.isObject()) {
      return message("Cannot predict without \"X\"");
    }
    if (anomaly && !y.isObject()) {
      return message("Cannot perform anomaly without 'y' to compare against.");
    }
    for (String tag : m.tags()) {
      if (!x.has(tag)) {
        return message("Unexpected features: was expecting " + m.tags());
      }
    }
    List<String> rows = new ArrayList<>();
    x.get(m.tags().getFirst()).fieldNames().forEachRemaining(rows::add);
    rows = rows.subList(Math.min(m.offset(), rows.size()), rows.size());
    ObjectNode out = Reply.JSON.createObjectNode();
    ObjectNode data = out.putObject("data");
    for (String row : rows) {
      at(data, "start", "start").put(row, row.replace(' ', 'T'));
      at(data, "end", "end").putNull(row);
      double mean = 0;
      for (String tag : m.tags()) {
        double v = number(x.get(tag), row);
        at(data, "model-input", tag).put(row, v);
        mean += v / m.tags().size();
      }
      double scaled = 0;
      double unscaled = 0;
      for (String target : m.targets()) {
        String own = m.tags().contains(target) ? target : m.tags().getFirst();
        double o = 0.5 * number(x.get(own), row) + 0.5 * mean;
        at(data, "model-output", target).put(row, o);
        if (anomaly) {
          double e = Math.abs(o - number(y.path(target), row));
          at(data, "tag-anomaly-unscaled", target).put(row, e);
          at(data, "tag-anomaly-scaled", target).put(row, e / 10);
          at(data, "anomaly-confidence", target).put(row, e);
          unscaled += e * e / m.targets().size();
          scaled += e * e / 100 / m.targets().size();
        }
      }
      if (anomaly) {
        total(data, "total-anomaly-unscaled", row, unscaled);
        total(data, "total-anomaly-scaled", row, scaled);
        total(data, "total-anomaly-confidence", row, scaled);
      }
    }
    if (anomaly) {
      out.put("time-seconds", "0.0100");
    }
    return Reply.json(200, out.put("revision", revision));
  }

  private static void total(ObjectNode data, String name, String row, double value) {
    at(data, name, name).put(row, value);
  }

  private static ObjectNode at(ObjectNode data, String top, String sub) {
    return data.withObject("/" + top).withObjectProperty(sub);
  }

  private static double number(JsonNode column, String row) {
    JsonNode v = column.path(row);
    if (!v.isNumber()) {
      throw new IllegalArgumentException("no number at " + row);
    }
    return v.asDouble();
  }

  private static Reply message(String text) {
    return Reply.json(400, Reply.JSON.createObjectNode().put("message", text));
  }
}
