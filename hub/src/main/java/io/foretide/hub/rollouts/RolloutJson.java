package io.foretide.hub.rollouts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.engine.RolloutPlan;
import io.foretide.core.engine.RolloutView;
import io.foretide.core.rollout.Gate;
import io.foretide.core.rollout.GateResult;
import io.foretide.core.rollout.Member;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutStep;
import io.foretide.core.rollout.RolloutTerms;
import io.foretide.core.rollout.Transitions;
import io.foretide.core.rollout.Verdict;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.hub.http.Json;
import io.foretide.hub.models.ModelJson;
import java.io.IOException;
import java.util.List;

/** Rollouts as JSON. */
final class RolloutJson {
  private RolloutJson() {}

  static void view(JsonGenerator json, RolloutView view) throws IOException {
    Rollout r = view.rollout();
    json.writeStartObject();
    json.writeNumberField("id", r.id());
    json.writeStringField("state", ModelJson.lower(r.state()));
    json.writeBooleanField("open", !r.state().isOver());
    json.writeBooleanField("approved", r.approved());
    json.writeStringField("verdict", ModelJson.lower(r.verdict()));
    Json.time(json, "since", r.since());
    terms(json, r.terms());
    json.writeFieldName("judged_at");
    if (r.judgedAt() > 0) {
      json.writeString(Instants.format(r.judgedAt()));
    } else {
      json.writeNull();
    }
    gates(json, r);
    members(json, view);
    Json.texts(json, "can", Transitions.allowed(r).stream().map(ModelJson::lower).toList());
    json.writeArrayFieldStart("log");
    for (RolloutStep s : r.log()) {
      json.writeStartObject();
      Json.time(json, "time", s.time());
      json.writeStringField("state", ModelJson.lower(s.state()));
      json.writeStringField("what", s.what());
      json.writeStringField("name", s.actor());
      json.writeStringField("reason", s.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void terms(JsonGenerator json, RolloutTerms t) throws IOException {
    json.writeStringField("mode", ModelJson.lower(t.mode()));
    json.writeObjectFieldStart("trial");
    Json.range(json, t.trial());
    json.writeEndObject();
    json.writeBooleanField("live", t.live());
    json.writeNumberField("share", t.share());
    json.writeStringField("watch", Durations.format(t.watch()));
    json.writeBooleanField("auto", t.auto());
  }

  /** What the gates said last over the trial, and since; before that, what they ask. */
  private static void gates(JsonGenerator json, Rollout r) throws IOException {
    json.writeArrayFieldStart("gates");
    for (Gate g : r.terms().gates()) {
      GateResult unknown =
          new GateResult(g, Double.NaN, Double.NaN, Double.NaN, 0, Verdict.INCONCLUSIVE);
      gate(json, r.results().stream().filter(x -> x.gate().equals(g)).findFirst().orElse(unknown));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("watched");
    for (GateResult g : r.watched()) {
      gate(json, g);
    }
    json.writeEndArray();
  }

  private static void gate(JsonGenerator json, GateResult g) throws IOException {
    json.writeStartObject();
    json.writeStringField("gate", g.gate().kind().text());
    json.writeStringField("meaning", g.gate().kind().meaning());
    json.writeStringField("unit", g.gate().kind().unit());
    json.writeStringField("bound", g.gate().kind().atLeast() ? "at_least" : "at_most");
    json.writeStringField("asked", g.gate().limit().text());
    Json.number(json, "number", g.number());
    Json.number(json, "active", g.active());
    Json.number(json, "limit", g.limit());
    json.writeNumberField("samples", g.samples());
    json.writeNumberField("needed", g.gate().samples());
    json.writeStringField("verdict", ModelJson.lower(g.verdict()));
    json.writeStringField("text", g.text());
    json.writeEndObject();
  }

  private static void members(JsonGenerator json, RolloutView view) throws IOException {
    json.writeArrayFieldStart("models");
    List<Member> switched = view.rollout().switched();
    for (Member m : view.rollout().members()) {
      json.writeStartObject();
      json.writeStringField("model", m.name());
      json.writeNumberField("candidate", m.candidate());
      json.writeNumberField("former", m.former());
      json.writeBooleanField("first", m.first());
      json.writeBooleanField("switched", switched.contains(m));
      for (RolloutView.Progress p : view.lanes()) {
        if (p.id().equals(m.model())) {
          json.writeStringField("now_named", p.model());
          json.writeNumberField("active", p.active());
          json.writeObjectFieldStart("span");
          Json.range(json, p.span());
          json.writeEndObject();
          json.writeNumberField("due", p.due());
          json.writeNumberField("left", p.open());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void plan(JsonGenerator json, RolloutPlan plan) throws IOException {
    json.writeStartObject();
    terms(json, plan.terms());
    json.writeNumberField("intervals", plan.intervals());
    json.writeArrayFieldStart("gates");
    for (Gate g : plan.terms().gates()) {
      json.writeStartObject();
      json.writeStringField("gate", g.kind().text());
      json.writeStringField("meaning", g.kind().meaning());
      json.writeStringField("asked", g.limit().text());
      json.writeNumberField("needed", g.samples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("models");
    for (RolloutPlan.Line line : plan.lines()) {
      json.writeStartObject();
      json.writeStringField("model", line.model());
      json.writeNumberField("candidate", line.candidate());
      json.writeNumberField("active", line.active());
      json.writeBooleanField("first", line.first());
      json.writeNumberField("intervals", line.intervals());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
