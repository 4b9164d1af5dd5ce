package io.foretide.store.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.core.model.ModelId;
import io.foretide.core.rollout.Gate;
import io.foretide.core.rollout.GateKind;
import io.foretide.core.rollout.GateResult;
import io.foretide.core.rollout.Limit;
import io.foretide.core.rollout.Member;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutMode;
import io.foretide.core.rollout.RolloutState;
import io.foretide.core.rollout.RolloutStep;
import io.foretide.core.rollout.RolloutTerms;
import io.foretide.core.rollout.Verdict;
import io.foretide.core.time.Range;
import io.foretide.store.codec.DamagedException;
import java.util.ArrayList;
import java.util.List;

/** A rollout as versioned JSON, without its id and version, which have their own columns. */
final class RolloutCodec {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private RolloutCodec() {}

  static String encode(Rollout r) {
    ObjectNode out = JSON.createObjectNode();
    out.put("format", FORMAT);
    RolloutTerms t = r.terms();
    out.put("mode", t.mode().name());
    out.put("trialFrom", t.trial().from());
    out.put("trialTo", t.trial().to());
    out.put("live", t.live());
    out.put("share", t.share());
    out.put("watch", t.watch());
    out.put("auto", t.auto());
    ArrayNode gates = out.putArray("gates");
    t.gates().forEach(g -> gate(gates.addObject(), g));
    ArrayNode members = out.putArray("members");
    for (Member m : r.members()) {
      members
          .addObject()
          .put("model", m.model().value())
          .put("name", m.name())
          .put("candidate", m.candidate())
          .put("former", m.former())
          .put("first", m.first());
    }
    out.put("state", r.state().name());
    out.put("since", r.since());
    out.put("approved", r.approved());
    out.put("judgedAt", r.judgedAt());
    results(out.putArray("results"), r.results());
    results(out.putArray("watched"), r.watched());
    ArrayNode log = out.putArray("log");
    for (RolloutStep s : r.log()) {
      log.addObject()
          .put("time", s.time())
          .put("state", s.state().name())
          .put("what", s.what())
          .put("actor", s.actor())
          .put("reason", s.reason());
    }
    return out.toString();
  }

  private static void results(ArrayNode out, List<GateResult> results) {
    for (GateResult g : results) {
      ObjectNode one = out.addObject();
      gate(one, g.gate());
      number(one, "number", g.number());
      number(one, "active", g.active());
      number(one, "bound", g.limit());
      one.put("n", g.samples()).put("verdict", g.verdict().name());
    }
  }

  private static void gate(ObjectNode out, Gate g) {
    out.put("kind", g.kind().name()).put("limit", g.limit().text()).put("samples", g.samples());
  }

  /** NaN, "not known", is left out. */
  private static void number(ObjectNode out, String name, double value) {
    if (Double.isFinite(value)) {
      out.put(name, value);
    }
  }

  static Rollout decode(long id, long version, String body) throws DamagedException {
    try {
      JsonNode in = JSON.readTree(body);
      if (in.path("format").intValue() != FORMAT) {
        throw new DamagedException(
            "rollout " + id + " has format " + in.path("format") + ": expected " + FORMAT);
      }
      List<Gate> gates = new ArrayList<>();
      in.path("gates").forEach(g -> gates.add(gate(g)));
      RolloutTerms terms =
          new RolloutTerms(
              RolloutMode.valueOf(in.path("mode").textValue()),
              new Range(in.path("trialFrom").longValue(), in.path("trialTo").longValue()),
              in.path("live").booleanValue(),
              in.path("share").doubleValue(),
              in.path("watch").longValue(),
              in.path("auto").booleanValue(),
              gates);
      return new Rollout(
          id,
          version,
          terms,
          members(in.path("members")),
          RolloutState.valueOf(in.path("state").textValue()),
          in.path("since").longValue(),
          in.path("approved").booleanValue(),
          results(in.path("results")),
          results(in.path("watched")),
          in.path("judgedAt").longValue(),
          log(in.path("log")));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new DamagedException("rollout " + id + " cannot be read: " + e.getMessage());
    }
  }

  private static Gate gate(JsonNode g) {
    return new Gate(
        GateKind.valueOf(g.path("kind").textValue()),
        Limit.parse(g.path("limit").textValue()),
        g.path("samples").intValue());
  }

  private static List<Member> members(JsonNode in) {
    List<Member> out = new ArrayList<>();
    in.forEach(m ->
        out.add(
            new Member(
                new ModelId(m.path("model").longValue()),
                m.path("name").textValue(),
                m.path("candidate").intValue(),
                m.path("former").intValue(),
                m.path("first").booleanValue())));
    return out;
  }

  private static List<GateResult> results(JsonNode in) {
    List<GateResult> out = new ArrayList<>();
    in.forEach(g ->
        out.add(
            new GateResult(
                gate(g),
                g.path("number").asDouble(Double.NaN),
                g.path("active").asDouble(Double.NaN),
                g.path("bound").asDouble(Double.NaN),
                g.path("n").longValue(),
                Verdict.valueOf(g.path("verdict").textValue()))));
    return out;
  }

  private static List<RolloutStep> log(JsonNode in) {
    List<RolloutStep> out = new ArrayList<>();
    in.forEach(s ->
        out.add(
            new RolloutStep(
                s.path("time").longValue(),
                RolloutState.valueOf(s.path("state").textValue()),
                s.path("what").textValue(),
                s.path("actor").textValue(),
                s.path("reason").textValue())));
    return out;
  }
}
