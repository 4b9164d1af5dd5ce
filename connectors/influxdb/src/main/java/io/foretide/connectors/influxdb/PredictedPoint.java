package io.foretide.connectors.influxdb;

import io.foretide.core.model.Revision;
import java.util.List;
import java.util.Map;

/** A predicted value as a line of line protocol. */
final class PredictedPoint {
  private PredictedPoint() {}

  /**
   * Everything before the value. An output {@code group:sensor} is measurement {@code group} of
   * that sensor; any other is a measurement of the model's only input, or of itself where the model
   * has several.
   */
  static String head(Revision revision, String output, Map<String, String> more) {
    int colon = output.indexOf(':');
    List<String> inputs = revision.definition().inputs();
    String measurement = colon > 0 ? output.substring(0, colon) : output;
    String only = inputs.size() == 1 ? inputs.getFirst() : measurement;
    String sensor = colon > 0 ? output.substring(colon + 1) : only;
    StringBuilder out = new StringBuilder(escaped(measurement, ", "));
    Map<String, String> tags = MachineTags.of(revision, measurement, more);
    tags.put("sensor_name", sensor);
    tags.forEach((k, v) -> {
      if (!v.isEmpty()) {
        out.append(',').append(escaped(k, ",= ")).append('=').append(escaped(v, ",= "));
      }
    });
    return out.append(" sensor_value=").toString();
  }

  /** A trailing backslash would escape what follows, so it gets a twin of a kind that does not. */
  private static String escaped(String text, String special) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        out.append("\\ ");
        continue;
      }
      if (special.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    if (!out.isEmpty() && out.charAt(out.length() - 1) == '\\') {
      out.append('_');
    }
    return out.toString();
  }
}
