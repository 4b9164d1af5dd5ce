package io.foretide.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Points that come as a list of times and a list of values, in any order. Not thread-safe. */
final class Columns {
  private long[] times = new long[256];
  private double[] values = new double[256];
  private int timeCount = -1;
  private int valueCount = -1;
  private final Map<Integer, String> problems = new HashMap<>();

  boolean given() {
    return timeCount >= 0 || valueCount >= 0;
  }

  void readTimes(JsonParser json, PointCollector points) throws IOException {
    int n = 0;
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      if (t == null) {
        throw JsonPoints.shape(json);
      }
      points.clear();
      points.time(json);
      json.skipChildren();
      if (n == times.length) {
        times = Arrays.copyOf(times, 2 * n);
      }
      keep(n, points);
      times[n++] = points.time();
    }
    timeCount = n;
  }

  void readValues(JsonParser json, PointCollector points) throws IOException {
    int n = 0;
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      if (t == null) {
        throw JsonPoints.shape(json);
      }
      points.clear();
      points.value(json);
      json.skipChildren();
      if (n == values.length) {
        values = Arrays.copyOf(values, 2 * n);
      }
      keep(n, points);
      values[n++] = points.value();
    }
    valueCount = n;
  }

  private void keep(int n, PointCollector points) {
    String problem = points.problem();
    if (problem != null) {
      problems.putIfAbsent(n, problem);
    }
  }

  void join(PointCollector points) throws MalformedJson {
    if (timeCount != valueCount) {
      throw new MalformedJson(
          Math.max(0, timeCount)
              + " times beside "
              + Math.max(0, valueCount)
              + " values: expected equally many");
    }
    for (int i = 0; i < timeCount; i++) {
      points.set(times[i], values[i], problems.get(i));
      points.finish();
    }
  }
}
