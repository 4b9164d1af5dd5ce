package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutRoutesTest {
  static final String SHADOW =
      """
      {"models": ["pump-7/pressure"], "mode": "shadow", "over": "-30d", "watch": "2h",
       "gates": [{"gate": "mase", "limit": "1.05x", "samples": 100}],
       "name": "anna", "reason": "learned the new season"}
      """;
  private static final String ALL = "/api/v1/rollouts";
  private static final String WHO = "{\"name\": \"bert\", \"reason\": \"looks better\"}";

  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served();
    Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Read start() throws Exception {
    return Served.read(served.send("POST", ALL, SHADOW), 201);
  }

  @Test
  void a_rollout_begins_as_it_was_wished_and_is_found_by_its_number() throws Exception {
    Read begun = start();
    assertThat(begun.text("state")).isEqualTo("predicting");
    assertThat(begun.text("watch")).isEqualTo("2h");
    assertThat(begun.text("gates.0.gate")).isEqualTo("mase");
    assertThat(begun.text("gates.0.asked")).isEqualTo("1.05x");
    assertThat(begun.at("gates.0.number")).isNull();
    assertThat(begun.text("gates.0.verdict")).isEqualTo("inconclusive");
    assertThat(begun.text("trial.from")).isEqualTo("2026-01-30T12:00:00Z");
    assertThat(begun.text("log.0.name")).isEqualTo("anna");
    assertThat(begun.list("can")).containsExactly("approve", "promote", "reject");
    assertThat(served.json(ALL + "/1").object()).isEqualTo(begun.object());
    assertThat(served.json(ALL + "?model=pump-7%2Fpressure&open=true").list("items")).hasSize(1);
  }

  @Test
  void a_second_rollout_is_refused_while_one_is_open() throws Exception {
    start();
    Read refused = Served.read(served.send("POST", ALL, SHADOW), 409);
    assertThat(refused.text("error.message")).contains("rollout 1 is open").contains("reject");
    Served.read(served.send("POST", ALL + "/1/reject", WHO), 200);
    assertThat(start().at("id")).isEqualTo(2);
  }

  @Test
  void a_dry_run_begins_nothing() throws Exception {
    Read plan = Served.read(served.send("POST", ALL + "?dry_run=true", SHADOW), 200);
    assertThat(plan.at("intervals")).isEqualTo(48);
    assertThat(served.json(ALL).list("items")).isEmpty();
  }

  @Test
  void a_decision_needs_a_name_and_a_reason_and_is_kept_with_them() throws Exception {
    start();
    assertThat(
            Served.read(served.send("POST", ALL + "/1/promote", "{\"name\": \"bert\"}"), 422)
                .text("error.field"))
        .isEqualTo("reason");
    Read after = Served.read(served.send("POST", ALL + "/1/promote", WHO), 200);
    assertThat(after.text("state")).isEqualTo("promoting");
    assertThat(after.text("log.1.what")).isEqualTo("promote");
    assertThat(after.text("log.1.name")).isEqualTo("bert");
    assertThat(after.text("log.1.reason")).isEqualTo("looks better");
  }

  @Test
  void what_the_state_does_not_allow_is_a_conflict() throws Exception {
    start();
    Read refused = Served.read(served.send("POST", ALL + "/1/rollback", WHO), 409);
    assertThat(refused.text("error.message")).contains("reject it instead");
  }

  @Test
  void mistakes_are_named_all_at_once() throws Exception {
    Read refused =
        Served.read(
            served.send(
                "POST",
                ALL,
                """
                {"models": ["pump-7/pressure"], "mode": "shado", "over": "soon", "wach": "1h",
                 "gates": [{"gate": "maze", "limit": "5%"}]}
                """),
            422);
    assertThat(refused.text("error.message"))
        .contains("did you mean 'shadow'")
        .contains("'soon'")
        .contains("did you mean 'watch'")
        .contains("did you mean 'mase'");
    Served.read(served.get(ALL + "/77"), 404);
    Served.read(served.get(ALL + "/x"), 404);
    Served.read(served.send("POST", ALL, SHADOW.replace("pressure", "presure")), 404);
  }

  @Test
  void the_rows_of_a_candidate_are_read_by_its_revision() throws Exception {
    Served.read(served.send("PUT", "/api/v1/models/pump-7%2Fpressure", Served.MODEL), 200);
    for (int revision = 1; revision <= 2; revision++) {
      served.predictions.write(
          new ModelId(1),
          revision,
          List.of("mean"),
          List.of(
              new PredictionBlock(
                  Served.NOW - revision * Instants.HOUR,
                  Served.NOW - Instants.HOUR,
                  600 * Instants.SECOND,
                  new double[][] {{revision, revision}})));
    }
    String at = "/api/v1/models/pump-7%2Fpressure/predictions?revision=";
    assertThat(served.json(at + 2).list("columns.mean")).containsExactly(2.0, 2.0);
    assertThat(served.json(at + "2&buckets=1").list("columns.mean")).containsExactly(2.0);
    assertThat(served.json(at + 1).list("columns.mean")).containsExactly(1.0, 1.0);
    Served.read(served.get(at + 9), 404);
  }
}
