package io.foretide.connectors.gordo;

import static io.foretide.connectors.gordo.Site.STEP;
import static io.foretide.connectors.gordo.Site.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.connectors.standin.Fault;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Instants;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GordoExecutionTest {
  private static final List<String> TAGS = List.of("A", "B");
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site().with("1", GordoMachine.of("m", TAGS));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private static GordoMachine machine(String name, boolean detector, String filter, int offset) {
    return new GordoMachine(name, TAGS, TAGS, detector, "10T", filter, offset, true);
  }

  private static PredictionBlock block(RunResult result, int i) {
    return result.parts().get(i).blocks().getFirst();
  }

  private static int output(GordoExecution execution, ModelDefinition d, String name)
      throws ProviderException {
    return execution.needs(d).outputs().indexOf(name);
  }

  @Test
  void intervals_are_predicted_with_one_request_and_only_their_own_rows_are_stored()
      throws Exception {
    ModelDefinition d = site.definition("m");
    GordoExecution execution = site.execution();
    assertThat(execution.needs(d).lookback()).isEqualTo(5 * STEP);
    RunResult got = site.run(execution, d, 4);
    assertThat(site.bodies("/anomaly/prediction")).hasSize(1);
    assertThat(got.parts()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      PredictionBlock b = block(got, i);
      assertThat(b.first()).isEqualTo(T0 + i * 3 * STEP);
      assertThat(b.rows()).isEqualTo(3);
      for (int r = 0; r < 3; r++) {
        double a = (3 * i + r) * 10;
        // The stand-in's rule: half the tag itself, half the mean of both tags.
        double expected = 0.5 * a + 0.25 * (a + a + 100);
        assertThat(b.values()[output(execution, d, "model-output:A")][r])
            .isEqualTo(expected, within(1e-9));
        assertThat(b.values()[output(execution, d, "anomaly-confidence:A")][r])
            .isEqualTo(expected - a, within(1e-9));
        assertThat(b.values()[output(execution, d, "total-anomaly-unscaled")][r])
            .isEqualTo(625, within(1e-9));
      }
    }
  }

  @Test
  void every_output_of_a_detector_has_values() throws Exception {
    ModelDefinition d = site.definition("m");
    GordoExecution execution = site.execution();
    assertThat(execution.needs(d).outputs())
        .containsExactly(
            "model-output:A",
            "model-output:B",
            "tag-anomaly-scaled:A",
            "tag-anomaly-scaled:B",
            "total-anomaly-scaled",
            "tag-anomaly-unscaled:A",
            "tag-anomaly-unscaled:B",
            "total-anomaly-unscaled",
            "anomaly-confidence:A",
            "anomaly-confidence:B",
            "total-anomaly-confidence");
    for (double[] column : block(site.run(execution, d, 1), 0).values()) {
      assertThat(Arrays.stream(column).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Test
  void rows_are_sent_in_requests_of_the_batch_size() throws Exception {
    ModelDefinition d = site.definition("m");
    RunResult got = site.run(site.execution("batch_size", 7L, "parallelism", 3L), d, 5);
    assertThat(site.bodies("/anomaly/prediction")).hasSize(3);
    assertThat(got.parts()).allMatch(p -> p.state() == CellState.PREDICTED);
    assertThat(block(got, 4).values())
        .isDeepEqualTo(block(site.run(site.execution(), d, 5), 4).values());
  }

  @Test
  void answers_that_are_shorter_than_their_question_lose_no_row_of_an_interval() throws Exception {
    site.with("1", machine("lstm", true, "", 4));
    ModelDefinition d = site.definition("lstm");
    GordoExecution execution = site.execution("batch_size", 8L);
    assertThat(execution.needs(d).lookback()).isEqualTo(9 * STEP);
    RunResult got = site.run(execution, d, 6);
    assertThat(site.bodies("/anomaly/prediction").size()).isGreaterThan(3);
    for (int i = 0; i < 6; i++) {
      for (double[] column : block(got, i).values()) {
        assertThat(Arrays.stream(column).allMatch(Double::isFinite)).isTrue();
      }
    }
  }

  @Test
  void a_machine_that_is_no_detector_is_asked_plainly_for_an_hour_and_no_other_is()
      throws Exception {
    site.with("1", GordoMachine.of("m", TAGS), machine("plain", false, "", 0));
    GordoExecution execution = site.execution();
    ModelDefinition m = site.definition("m");
    ModelDefinition asDetector = detector(site.definition("plain"));
    for (int i = 0; i < 2; i++) {
      RunResult got = site.run(execution, asDetector, 1);
      assertThat(block(got, 0).values()[0][0]).isEqualTo(25, within(1e-9));
      assertThat(block(got, 0).values()[output(execution, asDetector, "total-anomaly-scaled")])
          .containsOnly(Double.NaN);
      site.run(execution, m, 1);
    }
    assertThat(site.asked("plain/anomaly/prediction")).isEqualTo(1);
    assertThat(site.asked("plain/prediction")).isEqualTo(2);
    assertThat(site.asked("m/anomaly/prediction")).isEqualTo(2);
    site.clock.pass(Instants.HOUR + 1);
    site.run(execution, asDetector, 1);
    assertThat(site.asked("plain/anomaly/prediction")).isEqualTo(2);
  }

  private static ModelDefinition detector(ModelDefinition d) {
    java.util.Map<String, Object> file =
        new java.util.HashMap<>(io.foretide.core.model.ModelFile.write(d));
    java.util.Map<String, Object> run = new java.util.HashMap<>(d.run().settings());
    run.put("detector", true);
    file.put("run", java.util.Map.of("gordo", run));
    return io.foretide.core.model.ModelFile.read(file);
  }

  @Test
  void a_machine_that_says_that_it_is_no_detector_is_never_asked_for_anomalies() throws Exception {
    site.with("1", machine("plain", false, "", 0));
    ModelDefinition d = site.definition("plain");
    GordoExecution execution = site.execution();
    assertThat(execution.needs(d).outputs()).containsExactly("model-output:A", "model-output:B");
    site.run(execution, d, 1);
    assertThat(site.asked("/anomaly/prediction")).isZero();
  }

  @Test
  void a_revision_that_goes_away_in_mid_run_is_told_and_the_next_attempt_takes_the_latest()
      throws Exception {
    ModelDefinition d = site.definition("m");
    GordoExecution execution = site.execution();
    site.run(execution, d, 1);
    site.with("2", GordoMachine.of("m", TAGS));
    site.standIn.gordo().removeRevision("p", "1");
    assertThatThrownBy(() -> site.run(execution, d, 1))
        .isInstanceOf(ProviderException.ModelGone.class)
        .hasMessageContaining("410");
    assertThat(site.run(execution, d, 1).parts()).allMatch(p -> p.state() == CellState.PREDICTED);
    assertThat(site.standIn.requests().getLast().query()).isEqualTo("format=json&revision=2");
    site.with("3", GordoMachine.of("m", List.of("other")));
    site.standIn.gordo().removeRevision("p", "2");
    site.clock.pass(Instants.MINUTE);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> site.run(execution, d, 1))
          .isInstanceOf(ProviderException.ModelGone.class);
    }
  }

  @Test
  void an_interval_without_data_is_empty_and_its_neighbours_are_predicted() throws Exception {
    site.standIn.gordo().version("5.1.4");
    site.with("1", machine("m", true, "A < 30 | A >= 60", 0));
    ModelDefinition d = site.definition("m");
    RunResult got = site.run(site.execution(), d, 3);
    assertThat(got.parts())
        .extracting(OutcomePart::state)
        .containsExactly(CellState.PREDICTED, CellState.EMPTY, CellState.PREDICTED);
    assertThat(got.parts().get(1).detail()).contains("no row of the interval itself");
  }

  @Test
  void a_gap_is_filled_as_if_each_interval_were_asked_for_alone() throws Exception {
    ModelDefinition d = site.definition("m");
    long[] gap = {T0 + 2 * STEP, T0 + 3 * STEP};
    GordoExecution execution = site.execution();
    RunResult together = site.run(execution, d, 2, gap);
    RunResult alone = site.run(execution, d, 1, gap);
    assertThat(block(together, 0).values()).isDeepEqualTo(block(alone, 0).values());
    // Gordo 0.57 repeats the last value: minute 10 again at minutes 20 and 30.
    assertThat(block(together, 0).values()[0][2]).isEqualTo(0.5 * 10 + 0.25 * 120, within(1e-9));
    assertThat(block(together, 1).values()[0][0]).isEqualTo(0.5 * 10 + 0.25 * 120, within(1e-9));
  }

  @Test
  void latigos_overlap_is_stored_where_it_is_wanted() throws Exception {
    ModelDefinition d = site.definition("m");
    PredictionBlock b = block(site.run(site.execution("compatibility", "latigo"), d, 1), 0);
    assertThat(b.first()).isEqualTo(T0 - 5 * STEP);
    assertThat(b.rows()).isEqualTo(8);
    assertThat(Arrays.stream(b.values()[0]).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void inputs_are_stored_as_sent_where_that_is_wanted() throws Exception {
    ModelDefinition d = site.definition("m");
    GordoExecution execution =
        site.execution(
            "forward_resampled_sensors",
            true,
            "data_provider",
            java.util.Map.of("debug", true, "n_retries", 5L),
            "prediction_forwarder",
            java.util.Map.of("debug", true, "n_retries", 5L));
    PredictionBlock b = block(site.run(execution, d, 1), 0);
    assertThat(b.values()[output(execution, d, "resampled:B")]).containsExactly(100, 110, 120);
  }

  @Test
  void faults_that_pass_are_waited_out_and_broken_answers_are_outages() throws Exception {
    ModelDefinition d = site.definition("m");
    GordoExecution execution = site.execution();
    for (Fault fault :
        List.of(
            Fault.TOO_MANY, Fault.ERROR, Fault.UNAVAILABLE, Fault.EXPIRED_TOKEN, Fault.HANG_UP)) {
      site.standIn.faults().plan(fault, "/prediction", 1);
      assertThat(site.run(execution, d, 1).parts()).as(fault.name()).hasSize(1);
    }
    for (Fault fault : List.of(Fault.LOGIN_PAGE, Fault.TRUNCATED, Fault.TOO_MANY_FOR_LONG)) {
      site.standIn.faults().plan(fault, "/prediction", 1);
      assertThatThrownBy(() -> site.run(execution, d, 1))
          .as(fault.name())
          .isInstanceOf(ProviderException.Transient.class);
    }
  }

  @Test
  void retries_are_as_many_as_set() throws Exception {
    ModelDefinition d = site.definition("m");
    GordoExecution execution = site.execution("n_retries", 2L);
    site.standIn.faults().plan(Fault.ERROR, "/prediction", 100);
    assertThatThrownBy(() -> site.run(execution, d, 1))
        .isInstanceOf(ProviderException.Transient.class);
    assertThat(site.bodies("/anomaly/prediction")).hasSize(3);
  }

  @Test
  void rows_that_a_model_cannot_digest_fail_after_ten_minutes_while_others_are_answered()
      throws Exception {
    site.with("1", GordoMachine.of("m", TAGS), GordoMachine.of("other", TAGS));
    ModelDefinition d = site.definition("m");
    ModelDefinition other = site.definition("other");
    GordoExecution execution = site.execution("n_retries", 0L, "breaker_failures", 0L);
    site.standIn.faults().plan(Fault.ERROR, "p/m/anomaly/prediction", 100);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> site.run(execution, d, 1))
          .isInstanceOf(ProviderException.Transient.class);
      site.clock.pass(6 * Instants.MINUTE);
    }
    site.run(execution, other, 1);
    assertThatThrownBy(() -> site.run(execution, d, 1))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("while others were answered");
  }

  @Test
  void a_filter_that_cannot_be_read_is_refused_before_anything_runs() throws Exception {
    site.with("1", machine("bad", true, "A > ", 0));
    try (GordoModels models = site.models("projects", "p")) {
      assertThat(models.list("", 10)).isEmpty();
      assertThat(site.events.getLast().message()).contains("at character");
    }
  }
}
