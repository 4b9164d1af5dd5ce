package io.foretide.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.engine.Backfill;
import io.foretide.core.engine.EditPlan;
import io.foretide.core.engine.Explanation;
import io.foretide.core.engine.Segment;
import io.foretide.core.engine.Tally;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineOnSqliteTest {
  private static final long T0 = TestClock.T0;
  private static final long HOUR = Instants.HOUR;

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

  @Test
  void a_new_model_predicts_its_whole_backlog() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    assertThat(plant.tally("m").predicted()).isEqualTo(48);
  }

  @Test
  void downtime_is_caught_up_after_a_restart() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    plant.close();
    clock.pass(5 * HOUR);
    plant = new Plant(folder.resolve("plant.db"), clock, clockMemory);
    plant.feed(T0, clock.now(), 0);
    plant.awaitComplete("m", 53);
    // Points that came while their interval was in flight are looked at again once they have
    // settled.
    clock.pass(2 * Instants.MINUTE);
    plant.await("m", s -> s.tally().predicted() == 53);
  }

  @Test
  void a_silent_sensor_is_empty_and_late_points_fill_it() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    clock.pass(3 * HOUR);
    plant.await("m", s -> s.tally().empty() == 3);
    plant.feed(T0, T0 + 2 * HOUR, 0);
    plant.await("m", s -> s.tally().predicted() == 50 && s.tally().empty() == 1);
  }

  @Test
  void a_changed_point_re_predicts_its_interval_and_an_equal_one_does_not() throws Exception {
    Model m = plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    long origin = T0 - HOUR;
    double before = firstValue(m, origin);
    plant.feed(T0 - 2 * HOUR, T0 - HOUR, 0);
    assertThat(plant.tally("m").missing()).isZero();
    plant.feed(T0 - 2 * HOUR, T0 - HOUR, 5);
    Range touched = new Range(T0 - 2 * HOUR, T0 - HOUR);
    plant.await("m", s -> s.tally().missing() == 0 && runs(m, touched) > 1);
    assertThat(runs(m, new Range(T0 - 3 * HOUR, T0 - 2 * HOUR))).isEqualTo(1);
    assertThat(firstValue(m, origin)).isEqualTo(before);
  }

  private double firstValue(Model m, long origin) throws Exception {
    return plant.store.predictions().origin(m.id(), origin).orElseThrow().block().values()[0][0];
  }

  private int runs(Model m, Range interval) {
    try {
      return plant.store.runs().runsOf(m.id(), 1, interval.from() / HOUR).size();
    } catch (ProviderException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_re_run_says_how_much_before_and_covers_again() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    Backfill wish =
        new Backfill(List.of("m"), new Range(T0 - 10 * HOUR, T0 - 4 * HOUR), Backfill.Mode.ALL);
    assertThat(plant.engine.preview(wish).intervals()).isEqualTo(6);
    assertThat(plant.tally("m").missing()).isZero();
    assertThat(plant.engine.start(wish).intervals()).isEqualTo(6);
    plant.await("m", s -> s.tally().predicted() == 48 && s.tally().missing() == 0);
  }

  @Test
  void a_backfill_before_the_start_moves_the_start() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    Backfill wish =
        new Backfill(
            List.of("m"), new Range(T0 - 4 * Instants.DAY, T0), Backfill.Mode.ONLY_MISSING);
    assertThat(plant.engine.preview(wish).perModel().getFirst().moved()).isEqualTo(48);
    plant.engine.start(wish);
    plant.awaitComplete("m", 96);
  }

  @Test
  void a_re_run_whose_input_has_expired_lists_the_loss() throws Exception {
    plant.engine.create(plant.definition("m", Map.of("start", "-25d")));
    plant.awaitComplete("m", 25 * 24);
    Backfill wish =
        new Backfill(
            List.of("m"),
            new Range(T0 - 25 * Instants.DAY, T0 - 19 * Instants.DAY),
            Backfill.Mode.ALL);
    Backfill.Line line = plant.engine.preview(wish).perModel().getFirst();
    assertThat(line.lost()).isEqualTo(5 * 24);
    assertThat(line.rerun()).isEqualTo(24);
  }

  @Test
  void an_edit_makes_a_revision_from_the_next_boundary_and_keeps_what_was_predicted()
      throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    var changed = plant.definition("m", Map.of("every", "30m"));
    EditPlan plan = plant.engine.previewEdit("m", changed);
    assertThat(plan.newRevision()).isTrue();
    assertThat(plan.boundary()).isEqualTo(T0 + HOUR);
    plant.engine.edit("m", changed);
    clock.pass(2 * HOUR);
    plant.feed(T0, clock.now(), 0);
    plant.awaitComplete("m", 48 + 1 + 2);
    List<Segment> segments = plant.engine.coverage("m", new Range(T0 - HOUR, T0 + 2 * HOUR));
    assertThat(segments).extracting(Segment::revision).contains(1, 2);
  }

  @Test
  void a_deleted_model_is_gone_and_its_name_makes_a_new_one() throws Exception {
    Model first = plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    assertThat(plant.engine.previewDelete("m").intervals()).isEqualTo(48);
    plant.engine.delete("m");
    assertThat(plant.engine.model("m")).isEmpty();
    Model second = plant.engine.create(plant.definition("m", Map.of()));
    assertThat(second.id()).isNotEqualTo(first.id());
    plant.awaitComplete("m", 48);
  }

  @Test
  void an_unknown_model_is_refused_with_the_nearest_name() throws Exception {
    plant.engine.create(plant.definition("pump-7", Map.of()));
    assertThatThrownBy(() -> plant.engine.coverage("pump-8", new Range(T0 - HOUR, T0)))
        .hasMessageContaining("pump-8")
        .hasMessageContaining("did you mean 'pump-7'");
  }

  @Test
  void an_explanation_tells_the_life_of_a_prediction() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    Explanation e = plant.engine.explain("m", T0 - 90 * Instants.MINUTE);
    assertThat(e.state()).isEqualTo(VisibleState.PREDICTED);
    assertThat(e.interval()).isEqualTo(new Range(T0 - 2 * HOUR, T0 - HOUR));
    assertThat(e.steps()).anyMatch(s -> s.what().startsWith("run by "));
  }

  @Test
  void a_trial_prediction_stores_nothing() throws Exception {
    plant.engine.create(plant.definition("m", Map.of("paused", true)));
    Frame f = plant.engine.predict("m", new Range(T0 - HOUR, T0));
    assertThat(f.names()).contains("mean");
    assertThat(f.rows()).isEqualTo(12);
    assertThat(plant.tally("m").predicted()).isZero();
  }

  @Test
  void sequential_models_go_on_from_their_checkpoint_after_a_restart() throws Exception {
    Map<String, Object> rcf =
        Map.of(
            "run", Map.of("detect", Map.of("method", "rcf")),
            "order", "sequential",
            "every", "2h");
    plant.engine.create(plant.definition("rcf", rcf));
    plant.awaitComplete("rcf", 24);
    reopen();
    clock.pass(4 * HOUR);
    plant.feed(T0, clock.now(), 0);
    plant.awaitComplete("rcf", 26);
    clock.pass(2 * Instants.MINUTE);
    plant.await("rcf", s -> s.tally().predicted() == 26);
  }

  @Test
  void a_clock_a_year_ahead_holds_planning_and_covers_nothing() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    clock.step(365 * Instants.DAY);
    assertThat(plant.engine.status().clockNotice()).contains("stepped forward");
    clock.pass(HOUR);
    Tally held = plant.tally("m");
    assertThat(held.due()).isEqualTo(48);
    clock.step(-365 * Instants.DAY);
    clock.pass(Instants.SECOND);
    plant.feed(T0, clock.now(), 0);
    plant.awaitComplete("m", 49);
  }

  @Test
  void a_clock_a_day_back_waits_and_then_goes_on() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    clock.step(-Instants.DAY);
    assertThat(plant.engine.status().clockNotice()).contains("went back");
    clock.step(Instants.DAY);
    clock.pass(HOUR);
    plant.feed(T0, clock.now(), 0);
    plant.awaitComplete("m", 49);
  }

  @Test
  void what_a_wrong_clock_marked_empty_is_un_covered_by_repair() throws Exception {
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
    clock.step(30 * Instants.DAY);
    assertThat(plant.engine.acceptClock()).contains("accepted");
    plant.await("m", s -> s.tally().empty() == 30 * 24);
    assertThat(plant.engine.repairClock()).isEqualTo(30 * 24);
    assertThat(plant.tally("m").predicted()).isEqualTo(48);
  }
}
