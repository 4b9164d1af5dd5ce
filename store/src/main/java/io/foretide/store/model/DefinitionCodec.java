package io.foretide.store.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.grade.Grade;
import io.foretide.core.model.Conditions;
import io.foretide.core.model.Late;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.model.RunSpec;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A definition as JSON; every part of the record under its own name. */
final class DefinitionCodec {
  private DefinitionCodec() {}

  static ObjectNode encode(ModelDefinition d) {
    ObjectNode out = ModelCodec.JSON.createObjectNode();
    out.put("name", d.name());
    out.put("group", d.group());
    out.put("description", d.description());
    out.set("inputs", ModelCodec.JSON.valueToTree(d.inputs()));
    out.put("resolution", d.resolution());
    out.put("aggregation", d.aggregation().name());
    switch (d.schedule()) {
      case Schedule.ByTime t ->
          out.putObject("byTime")
              .put("anchor", t.grid().anchor())
              .put("every", t.grid().every())
              .put("delay", t.delay());
      case Schedule.ByPoints p -> out.putObject("byPoints").put("count", p.count());
    }
    out.put("start", d.start());
    out.putObject("run")
        .put("kind", d.run().kind())
        .set("settings", ModelCodec.JSON.valueToTree(d.run().settings()));
    out.set("train", ModelCodec.JSON.valueToTree(d.train()));
    Conditions conditions = d.conditions();
    if (!conditions.equals(Conditions.NONE)) {
      out.putObject("conditions")
          .put("when", conditions.when())
          .put("settle", conditions.settle())
          .put("regime", conditions.regime())
          .put("grade", conditions.grade().name());
    }
    out.put("lateWithin", d.late().within());
    out.put("lateSettle", d.late().settle());
    Order order = d.order();
    if (order != null) {
      out.put("order", order.name());
    }
    out.put("taskSpan", d.taskSpan());
    out.put("maxInFlight", d.maxInFlight());
    out.put("patience", d.patience());
    out.put("keepPredictions", d.keepPredictions());
    out.put("keepOrigins", d.keepOrigins());
    out.put("keepRevisions", d.keepRevisions());
    out.put("sensorData", d.sensorData());
    out.put("predictionStorage", d.predictionStorage());
    out.put("paused", d.paused());
    out.set("attributes", ModelCodec.JSON.valueToTree(d.attributes()));
    return out;
  }

  static ModelDefinition decode(JsonNode in) {
    List<String> inputs = new ArrayList<>();
    in.path("inputs").forEach(i -> inputs.add(i.textValue()));
    Map<String, String> attributes = new LinkedHashMap<>();
    in.path("attributes")
        .properties()
        .forEach(e -> attributes.put(e.getKey(), e.getValue().textValue()));
    return new ModelDefinition(
        in.path("name").textValue(),
        in.path("group").textValue(),
        in.path("description").textValue(),
        inputs,
        in.path("resolution").longValue(),
        Aggregation.valueOf(in.path("aggregation").textValue()),
        schedule(in),
        in.path("start").textValue(),
        new RunSpec(
            in.path("run").path("kind").textValue(),
            ModelCodec.map(in.path("run").path("settings"))),
        ModelCodec.map(in.path("train")),
        conditions(in.path("conditions")),
        new Late(in.path("lateWithin").longValue(), in.path("lateSettle").longValue()),
        in.has("order") ? Order.valueOf(in.path("order").textValue()) : null,
        in.path("taskSpan").longValue(),
        in.path("maxInFlight").intValue(),
        in.path("patience").longValue(),
        in.path("keepPredictions").longValue(),
        in.path("keepOrigins").longValue(),
        in.path("keepRevisions").asInt(ModelDefinition.REVISIONS),
        in.path("sensorData").textValue(),
        in.path("predictionStorage").textValue(),
        in.path("paused").booleanValue(),
        attributes);
  }

  private static Conditions conditions(JsonNode in) {
    return in.isMissingNode()
        ? Conditions.NONE
        : new Conditions(
            in.path("when").textValue(),
            in.path("settle").longValue(),
            in.path("regime").textValue(),
            Grade.valueOf(in.path("grade").textValue()));
  }

  private static Schedule schedule(JsonNode in) {
    if (in.has("byPoints")) {
      return new Schedule.ByPoints(in.path("byPoints").path("count").longValue());
    }
    JsonNode t = in.path("byTime");
    return new Schedule.ByTime(
        new Grid(t.path("anchor").longValue(), t.path("every").longValue()),
        t.path("delay").longValue());
  }
}
