package io.foretide.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.TaskExecution.Step;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Training;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Instants;
import io.foretide.core.training.TrainingStatus.State;
import io.foretide.core.world.Definitions;
import io.foretide.core.world.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private static final long T0 = World.T0;
  private final World world = World.ofDefaults();

  private static ModelDefinition learning(Map<String, Object> train) {
    return Definitions.training("m", train);
  }

  private Model add(Map<String, Object> train) throws Exception {
    Model m = world.add(1, learning(train));
    world.settle();
    return world.find(m.id()).orElseThrow();
  }

  private Model now(Model m) {
    return world.find(m.id()).orElseThrow();
  }

  private Training last(Model m) {
    return Objects.requireNonNull(now(m).active().training());
  }

  private static List<Training> trainings(Model m) {
    return m.revisions().stream()
        .filter(r -> r.training() != null)
        .map(Revision::training)
        .toList();
  }

  private Task training() throws InterruptedException {
    return world.plan().stream().filter(t -> t.lane() == Lane.TRAINING).findFirst().orElseThrow();
  }

  @Test
  void a_new_model_is_trained_once_and_its_revision_takes_over_at_the_next_boundary()
      throws Exception {
    world.now = T0 + 20 * Instants.MINUTE;
    Model m = add(Map.of("every", "1d"));
    assertThat(m.revisions()).hasSize(2);
    Revision trained = m.active();
    assertThat(Objects.requireNonNull(trained.training()).cause()).isEqualTo(Training.Cause.FIRST);
    assertThat(trained.activeFrom()).isEqualTo(T0 + Instants.HOUR);
    assertThat(m.revisions().getFirst().activeUntil()).isEqualTo(T0 + Instants.HOUR);
    assertThat(Objects.requireNonNull(trained.training()).data().to())
        .isEqualTo(T0 + 20 * Instants.MINUTE);
    world.now = T0 + 23 * Instants.HOUR;
    world.settle();
    assertThat(now(m).revisions()).hasSize(2);
  }

  @Test
  void a_wish_that_lies_ahead_after_the_clock_was_set_back_is_kept() throws Exception {
    Model m = world.add(1, learning(Map.of()));
    long ahead = T0 + Instants.HOUR;
    assertThat(TrainingRules.nextLook(m, ahead, T0)).isEqualTo(ahead);
    assertThat(TrainingRules.nextLook(m, ahead, ahead)).isEqualTo(ahead);
  }

  @Test
  void every_run_of_a_trained_revision_gets_what_it_learned() throws Exception {
    Model m = add(Map.of("every", "1d"));
    world.models.requests.clear();
    world.now = T0 + 3 * Instants.HOUR;
    world.settle();
    assertThat(world.models.requests).isNotEmpty();
    assertThat(world.models.requests)
        .allSatisfy(r ->
            assertThat(r.artifact())
                .isEqualTo(world.trainings.artifact(m.id(), r.revision().number()).orElse(null)));
    assertThat(world.models.requests).anyMatch(r -> r.artifact() != null);
  }

  @Test
  void a_schedule_trains_once_per_tick_however_many_were_missed() throws Exception {
    Model m = add(Map.of("every", "1d"));
    world.now = T0 + 5 * Instants.DAY + Instants.HOUR;
    world.settle();
    assertThat(trainings(now(m))).extracting(Training::due).last().isEqualTo(T0 + 5 * Instants.DAY);
    assertThat(trainings(now(m))).hasSize(2);
  }

  @Test
  void a_training_reads_only_data_that_had_the_time_to_arrive() {
    ModelDefinition d = Definitions.delayed("m", 3 * Instants.HOUR);
    assertThat(TrainingRules.dataEnd(d, T0)).isEqualTo(T0 - 2 * Instants.HOUR);
  }

  @Test
  void new_points_ask_for_a_training_and_too_few_do_not() throws Exception {
    // The test's source counts 0 points per bucket: nothing asks.
    Model m = add(Map.of("points", 12));
    world.now = T0 + 2 * Instants.HOUR;
    world.settle();
    assertThat(trainings(now(m))).hasSize(1);
    world.value = 1;
    world.now = T0 + 3 * Instants.HOUR;
    world.settle();
    assertThat(trainings(now(m))).hasSize(2);
    assertThat(last(m).cause()).isEqualTo(Training.Cause.POINTS);
  }

  @Test
  void worse_forecasts_ask_for_a_training() throws Exception {
    Model m = add(Map.of("drift", 1.5));
    world.models.drift = 1.4;
    world.now = T0 + 2 * Instants.HOUR;
    world.settle();
    assertThat(trainings(now(m))).hasSize(1);
    world.models.drift = 1.6;
    world.now = T0 + 4 * Instants.HOUR;
    world.settle();
    assertThat(last(m).cause()).isEqualTo(Training.Cause.DRIFT);
  }

  @Test
  void a_wish_is_fulfilled_once() throws Exception {
    Model m = add(Map.of());
    world.now = T0 + Instants.HOUR;
    world.settle();
    assertThat(trainings(now(m))).isEmpty();
    world.trainings.demand(m.id(), world.now);
    world.scheduler.demand(m.id(), world.now);
    world.settle();
    assertThat(trainings(now(m)))
        .extracting(Training::cause)
        .containsExactly(Training.Cause.DEMAND);
    world.now += Instants.DAY;
    world.settle();
    assertThat(trainings(now(m))).hasSize(1);
  }

  @Test
  void a_training_lost_with_its_executor_is_made_by_another_and_the_first_leaves_no_trace()
      throws Exception {
    Model m = world.add(1, learning(Map.of("every", "1d")));
    Task task = training();
    var lost = world.runTo(task, Step.WRITE);
    world.now += 2 * Instants.HOUR;
    Task again = training();
    assertThat(again.attempt()).isEqualTo(2);
    world.runTo(again, Step.DONE);
    while (lost.step() != Step.DONE) {
      lost.advance();
    }
    world.settle();
    assertThat(trainings(now(m))).hasSize(1);
    assertThat(world.trainings.artifacts).hasSize(1);
  }

  @Test
  void an_edit_while_it_trains_keeps_both_changes_or_starts_over() throws Exception {
    Model m = world.add(1, learning(Map.of("every", "1d")));
    Task task = training();
    world.trainings.beforeCommit =
        () -> {
          world.trainings.beforeCommit = () -> {};
          edit(m, Definitions.grouped("m", "g", Map.of("every", "1d")));
        };
    world.runTo(task, Step.DONE);
    assertThat(now(m).definition().group()).isEqualTo("g");
    assertThat(trainings(now(m))).hasSize(1);
    world.now += Instants.DAY;
    Task next = training();
    world.trainings.beforeCommit =
        () -> {
          world.trainings.beforeCommit = () -> {};
          edit(m, learning(Map.of("every", "1d", "window", "2d")));
        };
    world.runTo(next, Step.DONE);
    assertThat(trainings(now(m))).hasSize(1);
    world.settle();
    world.now += Instants.SECOND;
    world.settle();
    assertThat(last(m).cause()).isEqualTo(Training.Cause.FIRST);
    assertThat(now(m).active().definition().train()).containsKey("window");
  }

  private void edit(Model m, ModelDefinition d) {
    try {
      Model edited = ModelEdit.edit(now(m), d, world.now);
      world.put(
          new Model(
              edited.id(),
              edited.definition(),
              edited.revisions(),
              edited.state(),
              edited.version() + 1,
              edited.floor(),
              edited.createdAt()));
    } catch (ProviderException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_failing_training_is_tried_five_times_and_then_waits_for_the_next_tick() throws Exception {
    world.models.training =
        r -> {
          throw new ProviderException.Transient("no answer", null);
        };
    Model m = world.add(1, learning(Map.of("every", "1d")));
    for (int i = 0; i < 100; i++) {
      world.settle();
      world.now += Instants.MINUTE;
    }
    assertThat(world.models.trainings).hasSize(TrainingSettings.DEFAULT.attempts());
    assertThat(world.scheduler.training(m.id()).state()).isEqualTo(State.FAILED);
    assertThat(world.scheduler.training(m.id()).why()).isEqualTo("no answer");
    assertThat(world.missing(m.id()).isEmpty()).isTrue();
    world.models.training = r -> {};
    world.now = T0 + Instants.DAY + Instants.MINUTE;
    world.settle();
    assertThat(trainings(now(m))).hasSize(1);
  }

  @Test
  void a_model_with_too_little_data_says_so_and_is_trained_as_soon_as_there_is_enough()
      throws Exception {
    world.models.training =
        r -> {
          throw new ProviderException.NotReady("has 3 of 30 values", 0);
        };
    Model m = world.add(1, learning(Map.of("every", "1d")));
    for (int i = 0; i < 20; i++) {
      world.settle();
      world.now += Instants.MINUTE;
    }
    assertThat(world.scheduler.training(m.id()).state()).isEqualTo(State.WAITING);
    assertThat(world.scheduler.training(m.id()).why()).isEqualTo("has 3 of 30 values");
    world.models.training = r -> {};
    world.now += Instants.MINUTE;
    world.settle();
    assertThat(trainings(now(m))).hasSize(1);
  }

  @Test
  void while_a_rollout_is_open_no_training_takes_over() throws Exception {
    world.held = true;
    Model m = world.add(1, learning(Map.of("every", "1d")));
    world.settle();
    assertThat(world.scheduler.training(m.id()).why()).contains("rollout");
    world.held = false;
    world.now += Instants.HOUR;
    Task task = training();
    Model before = now(m);
    world.trainings.beforeCommit =
        () -> {
          world.trainings.beforeCommit = () -> {};
          world.held = true;
          edit(m, Definitions.grouped("m", "g", Map.of("every", "1d")));
        };
    world.runTo(task, Step.DONE);
    assertThat(trainings(now(m))).isEmpty();
    assertThat(now(m).revisions()).hasSize(before.revisions().size());
  }

  @Test
  void only_so_many_trainings_are_in_flight_and_a_deleted_models_is_void() throws Exception {
    Model m = world.add(1, learning(Map.of("every", "1d")));
    world.add(2, Definitions.training("n", Map.of("every", "1d")));
    List<Task> sent = world.plan().stream().filter(t -> t.lane() == Lane.TRAINING).toList();
    assertThat(sent).hasSize(1);
    world.delete(m.id());
    world.plan();
    assertThat(world.claims.find(sent.getFirst().claim())).isEmpty();
    world.runTo(sent.getFirst(), Step.DONE);
    assertThat(world.trainings.artifacts).isEmpty();
  }

  @Test
  void expired_revisions_go_and_the_newest_stay() throws Exception {
    Model m = add(Map.of("every", "1h"));
    for (int i = 0; i < 20; i++) {
      world.now += Instants.HOUR;
      world.settle();
      Model at = now(m);
      world.put(
          new Model(
              at.id(),
              at.definition(),
              at.revisions(),
              at.state(),
              at.version(),
              world.now - 2 * Instants.HOUR,
              at.createdAt()));
    }
    assertThat(trainings(now(m)).size()).isEqualTo(ModelDefinition.REVISIONS + 1);
    assertThat(world.trainings.artifacts).hasSize(ModelDefinition.REVISIONS + 1);
  }
}
