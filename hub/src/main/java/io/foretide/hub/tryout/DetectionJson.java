package io.foretide.hub.tryout;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Durations;
import io.foretide.hub.http.Json;
import io.foretide.hub.tryout.Backtests.DetectWish;
import io.foretide.hub.tryout.Backtests.Detection;
import io.foretide.hub.tryout.Backtests.Values;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A detector's scores as JSON. */
final class DetectionJson {
  private DetectionJson() {}

  static void write(
      JsonGenerator json, DetectWish wish, SeriesInfo info, Values values, Detection d)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("series", values.series());
    json.writeStringField("unit", info.attributes().getOrDefault("unit", ""));
    json.writeStringField("method", wish.method());
    json.writeStringField("step", Durations.format(values.step()));
    json.writeBooleanField("learns", d.learns());
    json.writeNumberField("trained", d.trained());
    json.writeObjectFieldStart("settings");
    for (Map.Entry<String, String> e : new TreeMap<>(d.settings()).entrySet()) {
      json.writeStringField(e.getKey(), e.getValue());
    }
    json.writeEndObject();
    Json.number(json, "seconds", d.seconds());
    Json.millis(json, "times", d.times());
    Json.numbers(json, "values", d.values());
    Json.numbers(json, "scores", d.scores());
    Json.numbers(json, "expected", d.expected());
    Json.numbers(json, "lo", d.low());
    Json.numbers(json, "hi", d.high());
    json.writeEndObject();
  }
}
