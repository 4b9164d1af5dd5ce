package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.engine.Backfill;
import io.foretide.core.model.Model;
import io.foretide.hub.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelsTest {
  private static final String ONE = "/api/v1/models/pump-7%2Fpressure";
  private Served served;

  @BeforeEach
  void serve() throws StartRefused {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Read create() throws Exception {
    return Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
  }

  @Test
  void a_model_is_made_from_the_same_words_as_its_file() throws Exception {
    Read made = create();
    assertThat(made.at("name")).isEqualTo("pump-7/pressure");
    assertThat(made.at("every")).isEqualTo("30m");
    assertThat(made.at("every_seconds")).isEqualTo(1800.0);
    assertThat(made.at("run.forecast.season")).isEqualTo("1d");
    assertThat(made.at("definition.model")).isEqualTo("pump-7/pressure");
    assertThat(made.text("yaml")).contains("model: pump-7/pressure");
    assertThat(made.at("revisions.0.number")).isEqualTo(1);
    assertThat(served.json(ONE)).isEqualTo(made);
  }

  @Test
  void what_runs_a_model_is_told() throws Exception {
    create();
    Read status = served.json(ONE + "/status");
    assertThat(status.at("model")).isEqualTo("pump-7/pressure");
    assertThat(status.at("kind")).isEqualTo("forecast");
    assertThat(status.at("ready")).isEqualTo(true);
    assertThat(status.text("status")).startsWith("ready.");
    Served.read(served.send("GET", "/api/v1/models/none/status", ""), 404);
  }

  @Test
  void what_is_read_can_be_sent_back_unchanged() throws Exception {
    Read made = create();
    Object definition = Objects.requireNonNull(made.at("definition"));
    String json = new String(Json.bytes(g -> Json.value(g, definition)), StandardCharsets.UTF_8);
    Read again = Served.read(served.send("PUT", ONE, json), 200);
    assertThat(again.at("definition")).isEqualTo(definition);
    assertThat(again.list("revisions.1.changed")).isEmpty();
  }

  @Test
  void a_second_model_of_the_same_name_is_a_conflict() throws Exception {
    create();
    Read error = Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 409);
    assertThat(error.text("error.message")).contains("pump-7/pressure").contains("exists already");
  }

  @Test
  void a_wrong_file_is_refused_with_every_problem() throws Exception {
    String wrong = Served.MODEL.replace("\"every\": \"30m\"", "\"evry\": \"30m\"");
    Read error = Served.read(served.send("POST", "/api/v1/models", wrong), 422);
    assertThat(error.text("error.message")).contains("evry").contains("every");
    String kind = Served.MODEL.replace("\"forecast\"", "\"forcast\"");
    Served.read(served.send("POST", "/api/v1/models", kind), 422);
    Served.read(served.send("POST", "/api/v1/models", "{"), 400);
    Served.read(served.send("POST", "/api/v1/models", "[]"), 400);
    assertThat(served.engine.models).isEmpty();
  }

  @Test
  void absurd_models_are_refused_in_words() throws Exception {
    for (String absurd :
        new String[] {
          Served.MODEL.replace("\"every\": \"30m\"", "\"every\": \"0s\""),
          Served.MODEL.replace("\"delay\": \"0s\"", "\"delay\": \"-3h\""),
          Served.MODEL.replace("\"resolution\": \"10m\"", "\"resolution\": \"0s\"")
        }) {
      Read error = Served.read(served.send("POST", "/api/v1/models", absurd), 422);
      assertThat(error.text("error.message")).isNotEmpty().doesNotContain("Exception");
    }
  }

  @Test
  void a_dry_run_checks_and_makes_nothing() throws Exception {
    String dry = "/api/v1/models?dry_run=true";
    assertThat(Served.read(served.send("POST", dry, Served.MODEL), 200).at("ok")).isEqualTo(true);
    Read bad = Served.read(served.send("POST", dry, "{\"model\": \"x\"}"), 200);
    assertThat(bad.at("ok")).isEqualTo(false);
    assertThat(bad.list("problems")).isNotEmpty();
    assertThat(served.engine.models).isEmpty();
  }

  @Test
  void an_edit_makes_a_revision_and_says_what_changed() throws Exception {
    create();
    String hourly = Served.MODEL.replace("\"30m\"", "\"1h\"");
    Read plan = Served.read(served.send("PUT", ONE + "?dry_run=true", hourly), 200);
    assertThat(plan.at("new_revision")).isEqualTo(true);
    assertThat(plan.at("repredict")).isEqualTo(12);
    assertThat(Objects.requireNonNull(served.engine.models.get("pump-7/pressure")).revisions())
        .hasSize(1);
    Read edited = Served.read(served.send("PUT", ONE, hourly), 200);
    assertThat(edited.at("revision")).isEqualTo(2);
    assertThat(edited.list("revisions.1.changed").toString()).contains("every: 30m -> 1h");
  }

  @Test
  void an_edit_of_another_version_is_a_conflict() throws Exception {
    create();
    var stale =
        served
            .request(ONE)
            .header("Content-Type", "application/json")
            .header("If-Match", "\"99\"")
            .PUT(BodyPublishers.ofString(Served.MODEL));
    assertThat(served.send(stale).statusCode()).isEqualTo(409);
  }

  @Test
  void a_model_is_paused_and_resumed() throws Exception {
    create();
    assertThat(Served.read(served.send("POST", ONE + "/pause", ""), 200).at("state"))
        .isEqualTo("paused");
    assertThat(Served.read(served.send("PATCH", ONE, "{\"paused\": false}"), 200).at("state"))
        .isEqualTo("active");
    Served.read(served.send("PATCH", ONE, "{\"every\": \"1h\"}"), 422);
    Model model = Objects.requireNonNull(served.engine.models.get("pump-7/pressure"));
    assertThat(model.state()).isEqualTo(Model.State.ACTIVE);
  }

  @Test
  void deleting_is_shown_before_it_is_done() throws Exception {
    create();
    Read plan = Served.read(served.send("DELETE", ONE + "?dry_run=true", ""), 200);
    assertThat(plan.at("intervals")).isEqualTo(96);
    assertThat(served.engine.models).hasSize(1);
    assertThat(served.send("DELETE", ONE, "").statusCode()).isEqualTo(204);
    assertThat(served.engine.models).isEmpty();
  }

  @Test
  void an_unknown_model_is_answered_with_the_nearest() throws Exception {
    create();
    Read error = Served.read(served.get("/api/v1/models/pump-7%2Fpresure"), 404);
    assertThat(error.text("error.message")).contains("did you mean 'pump-7/pressure'?");
  }

  @Test
  void models_are_paged_searched_and_sorted() throws Exception {
    for (String name : new String[] {"b", "a", "c"}) {
      String file = Served.MODEL.replace("pump-7/pressure", name);
      Served.read(served.send("POST", "/api/v1/models", file), 201);
    }
    Read page = served.json("/api/v1/models?sort=name&limit=2");
    assertThat(page.at("items.1.name")).isEqualTo("b");
    assertThat(page.at("next")).isEqualTo("2");
    assertThat(page.at("total")).isEqualTo(3);
    assertThat(served.json("/api/v1/models?sort=name&limit=2&offset=2").list("items")).hasSize(1);
    assertThat(served.json("/api/v1/models?health=paused").list("items")).isEmpty();
    Served.read(served.get("/api/v1/models?sort=size"), 400);
  }

  @Test
  void coverage_gaps_tasks_plans_and_explanations_are_shown() throws Exception {
    create();
    Read coverage = served.json(ONE + "/coverage");
    assertThat(coverage.at("segments.1.state")).isEqualTo("empty");
    assertThat(coverage.at("tally.predicted")).isEqualTo(3);
    Read matrix = served.json("/api/v1/coverage?buckets=10");
    assertThat(matrix.list("states")).hasSize(8).startsWith("predicted").endsWith("handed_off");
    assertThat(matrix.list("rows.0.counts")).hasSize(80);
    assertThat(matrix.at("rows.0.model.name")).isEqualTo("pump-7/pressure");
    assertThat(served.json("/api/v1/gaps").at("items.0.state")).isEqualTo("missing");
    assertThat(served.json("/api/v1/tasks").at("items.0.lane")).isEqualTo("live");
    assertThat(served.json("/api/v1/plan").at("items.0.since")).isNull();
    assertThat(served.json(ONE + "/explain?at=now").at("steps.0.what")).isEqualTo("predicted");
    Served.read(served.get(ONE + "/explain"), 400);
    Served.read(served.get("/api/v1/gaps?model=nope"), 404);
  }

  @Test
  void a_backfill_is_counted_before_it_is_started() throws Exception {
    create();
    String wish =
        "{\"models\": [\"pump-7/pressure\"], \"from\": \"-1d\", \"to\": \"now\", \"mode\": \"all\"";
    Read dry =
        Served.read(served.send("POST", "/api/v1/backfill", wish + ", \"dry_run\": true}"), 200);
    assertThat(dry.at("intervals")).isEqualTo(7);
    assertThat(dry.at("seconds")).isNull();
    assertThat(dry.at("started")).isEqualTo(false);
    assertThat(served.engine.started).isEmpty();
    Read done = Served.read(served.send("POST", "/api/v1/backfill", wish + "}"), 200);
    assertThat(done.at("started")).isEqualTo(true);
    Backfill started = served.engine.started.getFirst();
    assertThat(started.mode()).isEqualTo(Backfill.Mode.ALL);
    assertThat(started.instants().to()).isEqualTo(Served.NOW);
  }

  @Test
  void a_wrong_backfill_is_refused_by_the_entry_that_is_wrong() throws Exception {
    create();
    for (Map.Entry<String, String> wrong :
        Map.of(
                "{\"from\": \"-1d\", \"mode\": \"some\"}", "mode",
                "{\"from\": \"-1d\", \"mod\": \"all\"}", "mod",
                "{\"to\": \"now\"}", "from",
                "{\"from\": \"now\", \"to\": \"-1d\"}", "to",
                "{\"from\": \"-1d\", \"models\": \"all\"}", "models",
                "{\"from\": \"-1d\", \"dry_run\": \"yes\"}", "dry_run")
            .entrySet()) {
      var answer = served.send("POST", "/api/v1/backfill", wrong.getKey());
      assertThat(answer.statusCode()).as(wrong.getKey()).isBetween(400, 422);
      assertThat(Read.of(answer.body()).at("error.field")).isEqualTo(wrong.getValue());
    }
    assertThat(served.engine.started).isEmpty();
  }

  @Test
  void predicting_stores_nothing_and_writes_no_nan() throws Exception {
    create();
    var answer = served.send("POST", ONE + "/predict", "{\"from\": \"-1h\"}");
    assertThat(answer.body()).contains("[null]").doesNotContain("NaN");
    assertThat(served.send("POST", ONE + "/predict", "{\"from\": \"-1m\"}").statusCode())
        .isEqualTo(422);
    assertThat(served.send("POST", ONE + "/predict", "{\"from\": \"-9000d\"}").statusCode())
        .isEqualTo(422);
  }
}
