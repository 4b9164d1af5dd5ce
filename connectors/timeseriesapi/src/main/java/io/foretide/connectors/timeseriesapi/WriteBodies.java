package io.foretide.connectors.timeseriesapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.core.frame.PointColumn;
import java.util.ArrayList;
import java.util.List;

/** Bodies of bulk writes, none with more than so many points. Not thread-safe. */
final class WriteBodies {
  private final int most;
  private final List<byte[]> out = new ArrayList<>();
  private ObjectNode open = empty();
  private int points;

  WriteBodies(int most) {
    this.most = most;
  }

  private static ObjectNode empty() {
    ObjectNode body = TimeSeriesApi.JSON.createObjectNode();
    body.putArray("items");
    return body;
  }

  void add(String id, PointColumn column) {
    for (int i = 0; i < column.size(); ) {
      ArrayNode target = open.withArray("items").addObject().put("id", id).putArray("datapoints");
      int end = Math.min(column.size(), i + most - points);
      for (; i < end; i++) {
        target
            .addObject()
            .put("time", Times.text(column.times()[i]))
            .put("value", column.values()[i])
            .put("status", "0");
        points++;
      }
      if (points == most) {
        close();
      }
    }
  }

  private void close() {
    out.add(TimeSeriesApi.bytes(open));
    open = empty();
    points = 0;
  }

  /** All bodies, in order. */
  List<byte[]> done() {
    if (points > 0) {
      close();
    }
    return List.copyOf(out);
  }
}
