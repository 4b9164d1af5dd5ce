package io.foretide.store.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Training;
import io.foretide.core.time.Range;
import io.foretide.store.codec.DamagedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A model as versioned JSON, without its id and version, which have their own columns. */
final class ModelCodec {
  static final int FORMAT = 1;
  static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private ModelCodec() {}

  static String encode(Model m) {
    ObjectNode out = JSON.createObjectNode();
    out.put("format", FORMAT);
    out.put("state", m.state().name());
    out.put("floor", m.floor());
    out.put("createdAt", m.createdAt());
    out.set("definition", DefinitionCodec.encode(m.definition()));
    ArrayNode revisions = out.putArray("revisions");
    Map<ModelDefinition, Integer> written = new HashMap<>();
    for (Revision r : m.revisions()) {
      ObjectNode one = revisions.addObject();
      one.put("number", r.number());
      one.put("fingerprint", r.fingerprint());
      one.put("activeFrom", r.activeFrom());
      one.put("activeUntil", r.activeUntil());
      one.put("createdAt", r.createdAt());
      Range lane = r.lane();
      if (lane != null) {
        one.put("laneFrom", lane.from());
        one.put("laneUntil", lane.to());
      }
      if (!r.definition().equals(m.definition())) {
        // Each training makes a revision: its settings are written once, however many there are.
        Integer same = written.putIfAbsent(r.definition(), r.number());
        if (same == null) {
          one.set("definition", DefinitionCodec.encode(r.definition()));
        } else {
          one.put("definitionOf", same);
        }
      }
      Training training = r.training();
      if (training != null) {
        one.set("training", TrainingCodec.encode(training));
      }
    }
    return out.toString();
  }

  static Model decode(ModelId id, long version, String text) {
    try {
      JsonNode in = JSON.readTree(text);
      int format = in.path("format").asInt();
      if (format != FORMAT) {
        throw new DamagedException(
            "model " + id + " has format " + format + ": expected " + FORMAT);
      }
      ModelDefinition definition = DefinitionCodec.decode(in.path("definition"));
      List<Revision> revisions = new ArrayList<>();
      Map<Integer, ModelDefinition> older = new HashMap<>();
      for (JsonNode r : in.path("revisions")) {
        Revision one = revision(r, definition, older);
        older.put(one.number(), one.definition());
        revisions.add(one);
      }
      return new Model(
          id,
          definition,
          revisions,
          Model.State.valueOf(in.path("state").textValue()),
          version,
          in.path("floor").longValue(),
          in.path("createdAt").longValue());
    } catch (JsonProcessingException e) {
      throw new DamagedException("model " + id + " is no JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new DamagedException("model " + id + " is incomplete: " + e.getMessage());
    }
  }

  private static Revision revision(
      JsonNode r, ModelDefinition newest, Map<Integer, ModelDefinition> older) {
    ModelDefinition definition =
        r.has("definition")
            ? DefinitionCodec.decode(r.path("definition"))
            : r.has("definitionOf")
                ? Objects.requireNonNull(older.get(r.path("definitionOf").intValue()))
                : newest;
    return new Revision(
        r.path("number").intValue(),
        definition,
        r.path("fingerprint").textValue(),
        r.path("activeFrom").longValue(),
        r.path("activeUntil").longValue(),
        r.path("createdAt").longValue(),
        r.has("training") ? TrainingCodec.decode(r.path("training")) : null,
        r.has("laneFrom")
            ? new Range(r.path("laneFrom").longValue(), r.path("laneUntil").longValue())
            : null);
  }

  static Map<String, Object> map(JsonNode node) {
    return JSON.convertValue(node, MAP);
  }
}
