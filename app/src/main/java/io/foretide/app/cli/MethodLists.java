package io.foretide.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.app.terminal.Table;
import io.foretide.detect.catalog.DetectorCatalog;
import io.foretide.detect.catalog.DetectorEntry;
import io.foretide.detect.catalog.Parameter;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import io.foretide.forecast.catalog.MethodParameter;
import java.util.Locale;

/** The catalogues of methods, for people and for programs. */
final class MethodLists {
  private MethodLists() {}

  static String forecast() {
    Table methods = new Table("METHOD", "SEASONS", "WHAT IT IS");
    Table parameters = new Table("METHOD", "PARAMETER", "TAKES", "MEANING");
    for (MethodEntry entry : MethodCatalog.entries()) {
      methods.row(entry.name(), lower(entry.seasons()), entry.description());
      for (MethodParameter p : entry.parameters()) {
        parameters.row(entry.name(), p.name(), p.kind(), p.description());
      }
    }
    return methods.render() + "\n" + parameters.render();
  }

  static ObjectNode forecastJson() {
    ObjectNode out = new ObjectMapper().createObjectNode();
    ArrayNode list = out.putArray("methods");
    for (MethodEntry entry : MethodCatalog.entries()) {
      ObjectNode one = list.addObject().put("name", entry.name());
      one.put("description", entry.description()).put("seasons", lower(entry.seasons()));
      ArrayNode parameters = one.putArray("parameters");
      for (MethodParameter p : entry.parameters()) {
        parameters
            .addObject()
            .put("name", p.name())
            .put("takes", p.kind().toString())
            .put("description", p.description());
      }
    }
    return out;
  }

  static String detect() {
    Table methods = new Table("METHOD", "SIGNALS", "SCORES", "LEARNS", "WHAT IT IS");
    Table parameters = new Table("METHOD", "PARAMETER", "USUAL", "TAKES", "MEANING");
    for (DetectorEntry entry : DetectorCatalog.all()) {
      methods.row(
          entry.name(),
          lower(entry.scope()),
          lower(entry.time()),
          entry.fitted() ? "yes" : "no",
          entry.description());
      for (Parameter p : entry.parameters()) {
        parameters.row(
            entry.name(), p.name(), p.usual().isEmpty() ? "-" : p.usual(), p.range(), p.meaning());
      }
    }
    return methods.render() + "\n" + parameters.render();
  }

  static ObjectNode detectJson() {
    ObjectNode out = new ObjectMapper().createObjectNode();
    ArrayNode list = out.putArray("methods");
    for (DetectorEntry entry : DetectorCatalog.all()) {
      ObjectNode one = list.addObject().put("name", entry.name());
      one.put("description", entry.description());
      one.put("signals", lower(entry.scope())).put("scores", lower(entry.time()));
      one.put("learns", entry.fitted());
      ArrayNode parameters = one.putArray("parameters");
      for (Parameter p : entry.parameters()) {
        parameters
            .addObject()
            .put("name", p.name())
            .put("usual", p.usual())
            .put("takes", p.range())
            .put("description", p.meaning());
      }
    }
    return out;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
