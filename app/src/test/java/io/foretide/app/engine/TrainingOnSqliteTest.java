package io.foretide.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.engine.EditPlan;
import io.foretide.core.engine.Explanation;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Training;
import io.foretide.core.prediction.PredictionHistory.Stored;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingOnSqliteTest {
  private static final long T0 = TestClock.T0;
  private static final long HOUR = Instants.HOUR;
  private static final Map<String, Object> RUN =
      Map.of(
          "forecast",
          Map.of("method", "holt_winters", "season", "1d", "horizon", "2h", "levels", List.of(80)));

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final AtomicLong clockMemory = new AtomicLong(Long.MIN_VALUE);
  private Plant plant;

  @BeforeEach
  void open() throws Exception {
    plant = new Plant(folder.resolve("plant.db"), clock, clockMemory);
    plant.feed(T0 - 20 * Instants.DAY, T0, 0);
  }

  @AfterEach
  void close() throws Exception {
    plant.close();
  }

  private void reopen() throws Exception {
    plant.close();
    plant = new Plant(folder.resolve("plant.db"), clock, clockMemory);
  }

  private void create(Map<String, Object> train) throws Exception {
    plant.engine.create(plant.definition("m", Map.of("run", RUN, "train", train)));
  }

  private static boolean hasRevisions(ModelStatus s, int n) {
    return s.model().revisions().size() == n;
  }

  private Revision active() throws Exception {
    return plant.engine.model("m").orElseThrow().model().active();
  }

  private static Training training(Revision r) {
    return Objects.requireNonNull(r.training());
  }

  /** Lets hours pass with points, and waits until all intervals are predicted. */
  private void hours(int n) throws Exception {
    for (int i = 0; i < n; i++) {
      plant.feed(clock.now(), clock.now() + HOUR, 0);
      clock.pass(HOUR);
    }
    plant.await("m", s -> s.tally().due() > 48 && s.tally().missing() + s.tally().inFlight() == 0);
  }

  @Test
  void a_new_model_predicts_its_backlog_is_trained_and_the_trained_revision_takes_over()
      throws Exception {
    create(Map.of("window", "5d", "every", "1d"));
    plant.awaitComplete("m", 48);
    plant.await("m", s -> hasRevisions(s, 2));
    Revision trained = active();
    assertThat(trained.activeFrom()).isEqualTo(T0 + HOUR);
    assertThat(training(trained).cause()).isEqualTo(Training.Cause.FIRST);
    assertThat(training(trained).metrics()).containsKeys("mae", "smape", "coverage_80");
    hours(3);
    List<Integer> revisions = new ArrayList<>();
    for (Stored s : stored()) {
      revisions.add(s.revision());
    }
    assertThat(revisions).endsWith(1, 2, 2).doesNotContainSequence(2, 1);
    Explanation told = plant.engine.explain("m", T0 + HOUR);
    assertThat(told.revision()).isEqualTo(2);
    assertThat(told.steps().getFirst().what())
        .contains("revision 2 was trained (first)", "mae", training(trained).codeVersion())
        .contains(training(trained).dataFingerprint().substring(0, 16));
    assertThat(plant.store.check()).isEmpty();
  }

  private List<Stored> stored() throws Exception {
    return plant
        .store
        .predictions()
        .origins(
            plant.engine.model("m").orElseThrow().model().id(),
            new Range(T0 - HOUR, T0 + 99 * HOUR),
            500);
  }

  private List<String> lines() throws Exception {
    List<String> out = new ArrayList<>();
    for (Stored s : stored()) {
      out.add(s.revision() + " " + Arrays.deepToString(s.block().values()));
    }
    return out;
  }

  @Test
  void a_restart_goes_on_from_the_artifact_with_the_same_rows_as_without_it() throws Exception {
    create(Map.of("window", "5d", "every", "7d"));
    plant.await("m", s -> hasRevisions(s, 2));
    hours(3);
    reopen();
    hours(3);
    List<String> restarted = lines();
    plant
        .store
        .coverage()
        .uncover(
            plant.engine.model("m").orElseThrow().model().id(),
            2,
            io.foretide.core.time.RangeSet.of(T0 / HOUR, T0 / HOUR + 100),
            "to compare");
    hours(1);
    assertThat(lines().subList(0, restarted.size())).isEqualTo(restarted);
    assertThat(restarted.getLast()).startsWith("2 ");
  }

  @Test
  void a_wish_is_kept_over_a_restart_and_fulfilled_once() throws Exception {
    create(Map.of("window", "5d"));
    plant.awaitComplete("m", 48);
    clock.pass(1);
    plant.engine.train("m");
    plant.await("m", s -> hasRevisions(s, 2));
    assertThat(training(active()).cause()).isEqualTo(Training.Cause.DEMAND);
    reopen();
    hours(2);
    assertThat(plant.engine.model("m").orElseThrow().model().revisions()).hasSize(2);
    assertThat(plant.store.trainings().demands()).isEmpty();
  }

  @Test
  void the_schedule_and_new_points_train_again() throws Exception {
    create(Map.of("window", "5d", "every", "1d", "points", 30));
    plant.await("m", s -> hasRevisions(s, 2));
    hours(6);
    plant.await("m", s -> training(s.model().active()).cause() == Training.Cause.POINTS);
    hours(12);
    plant.await(
        "m",
        s ->
            s.model().revisions().stream()
                .anyMatch(
                    r -> r.training() != null && r.training().cause() == Training.Cause.SCHEDULE));
  }

  @Test
  void a_model_without_enough_history_says_what_it_waits_for() throws Exception {
    plant.engine.create(
        plant.definition(
            "m", Map.of("inputs", List.of("new"), "run", RUN, "train", Map.of("every", "1d"))));
    plant.await(
        "m", s -> s.waitsFor().contains("cannot be trained yet: series 'new' does not exist"));
  }

  @Test
  void older_intervals_are_predicted_again_only_when_asked_for_and_never_from_later_data()
      throws Exception {
    create(Map.of("window", "5d", "every", "7d"));
    plant.awaitComplete("m", 48);
    plant.await("m", s -> hasRevisions(s, 2));
    hours(2);
    List<String> before = rows(T0 - 10 * HOUR, T0);
    EditPlan plan = plant.engine.repredict("m", T0 - 10 * HOUR, true);
    assertThat(plan.repredict()).isEqualTo(11);
    assertThat(active().activeFrom()).isEqualTo(T0 + HOUR);
    plant.engine.repredict("m", T0 - 10 * HOUR, false);
    plant.await("m", s -> s.tally().predicted() == 50 && s.tally().missing() == 0);
    assertThat(active().activeFrom()).isEqualTo(T0 - 10 * HOUR);
    assertThat(plant.tally("m").due()).isEqualTo(50);
    // The same fits as they go, for the training is later than these intervals.
    assertThat(rows(T0 - 10 * HOUR, T0)).isEqualTo(before);
    assertThat(plant.engine.explain("m", T0 - 5 * HOUR).revision()).isEqualTo(2);
    assertThat(plant.store.check()).isEmpty();
    assertThatThrownBy(() -> plant.engine.repredict("m", T0, true))
        .hasMessageContaining("owns all intervals from");
  }

  private List<String> rows(long from, long to) throws Exception {
    List<String> out = new ArrayList<>();
    for (Stored s :
        plant
            .store
            .predictions()
            .origins(
                plant.engine.model("m").orElseThrow().model().id(), new Range(from, to), 500)) {
      out.add(Arrays.deepToString(s.block().values()));
    }
    return out;
  }

  @Test
  void triggers_that_could_never_mean_anything_are_refused() {
    assertThatThrownBy(
            () -> plant.engine.create(plant.definition("n", Map.of("train", Map.of("points", 10)))))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("train.points has no meaning");
    assertThatThrownBy(() -> create(Map.of("drift", 0.5))).hasMessageContaining("train.drift");
  }
}
