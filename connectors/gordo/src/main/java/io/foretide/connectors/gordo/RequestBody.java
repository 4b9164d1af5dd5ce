package io.foretide.connectors.gordo;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a request carries.
 *
 * @param type its content type
 * @param bytes of it
 */
record RequestBody(String type, byte[] bytes) {
  /** As the settings want it. */
  static RequestBody of(
      boolean parquet, Run run, List<String> reads, Question q, int from, int to) {
    return parquet
        ? ParquetBody.of(run, reads, q, from, to)
        : new RequestBody("application/json", json(run, reads, q, from, to));
  }

  /**
   * {@code {"X": {tag: {time: value}}, "y": {...}}}, byte for byte as Gordo's own client sends it.
   *
   * @param reads names of the question's columns
   * @param from first row
   * @param to row after the last
   */
  static byte[] json(Run run, List<String> reads, Question q, int from, int to) {
    String[] times = new String[to - from];
    for (int r = from; r < to; r++) {
      times[r - from] = PythonText.time(q.times()[r]);
    }
    StringBuilder out = new StringBuilder(64 + (to - from) * 44 * reads.size() * 2);
    out.append("{\"X\": ");
    frame(out, run.tags(), reads, q, times, from);
    out.append(", \"y\": ");
    frame(out, run.targets(), reads, q, times, from);
    return out.append('}').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void frame(
      StringBuilder out,
      List<String> names,
      List<String> reads,
      Question q,
      String[] times,
      int from) {
    out.append('{');
    for (int n = 0; n < names.size(); n++) {
      double[] column = q.columns()[reads.indexOf(names.get(n))];
      out.append(n == 0 ? "" : ", ");
      PythonText.quoted(out, names.get(n));
      out.append(": {");
      for (int r = 0; r < times.length; r++) {
        out.append(r == 0 ? "\"" : ", \"").append(times[r]).append("\": ");
        PythonText.number(out, column[from + r]);
      }
      out.append('}');
    }
    out.append('}');
  }
}
