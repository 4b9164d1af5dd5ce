package io.foretide.store.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.core.model.Training;
import io.foretide.core.time.Range;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A training's record as JSON; every part under its own name. */
final class TrainingCodec {
  private TrainingCodec() {}

  static ObjectNode encode(Training t) {
    ObjectNode out = ModelCodec.JSON.createObjectNode();
    out.put("cause", t.cause().name());
    out.put("due", t.due());
    out.put("dataFrom", t.data().from());
    out.put("dataTo", t.data().to());
    out.put("dataFingerprint", t.dataFingerprint());
    out.put("codeVersion", t.codeVersion());
    out.put("artifactSize", t.artifactSize());
    out.put("artifactHash", t.artifactHash());
    ObjectNode metrics = out.putObject("metrics");
    new TreeMap<>(t.metrics()).forEach(metrics::put);
    out.put("points", t.points());
    out.put("work", t.work());
    out.put("nanos", t.nanos());
    return out;
  }

  static Training decode(JsonNode in) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    in.path("metrics")
        .properties()
        .forEach(e -> metrics.put(e.getKey(), e.getValue().doubleValue()));
    return new Training(
        Training.Cause.valueOf(in.path("cause").textValue()),
        in.path("due").longValue(),
        new Range(in.path("dataFrom").longValue(), in.path("dataTo").longValue()),
        in.path("dataFingerprint").textValue(),
        in.path("codeVersion").textValue(),
        in.path("artifactSize").longValue(),
        in.path("artifactHash").textValue(),
        metrics,
        in.path("points").longValue(),
        in.path("work").longValue(),
        in.path("nanos").longValue());
  }
}
