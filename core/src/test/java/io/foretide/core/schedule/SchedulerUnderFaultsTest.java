package io.foretide.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.coverage.CellState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.model.Schedule;
import io.foretide.core.task.Task;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.world.Definitions;
import io.foretide.core.world.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerUnderFaultsTest {
  private static final ModelId M = new ModelId(1);
  private static final long NEXT = World.T0 / Instants.HOUR;
  private static final String START = "2026-01-01T00:00:00Z";

  private final World world = World.ofDefaults();

  private static ModelDefinition delayed(long delay) {
    return Definitions.of(
        "m", new Schedule.ByTime(new Grid(0, Instants.HOUR), delay), START, Map.of());
  }

  @Test
  void a_message_that_nobody_took_never_counts_as_a_lost_executor() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.plan();
    for (int i = 0; i < 10; i++) {
      world.now += SchedulerSettings.DEFAULT.queueTimeout();
      assertThat(world.plan()).allMatch(t -> t.attempt() == 1);
    }
    world.now += SchedulerSettings.DEFAULT.queueTimeout();
    for (List<Task> tasks = world.plan(); !tasks.isEmpty(); tasks = world.plan()) {
      tasks.forEach(world::run);
    }
    assertThat(world.missing(M).isEmpty()).isTrue();
    assertThat(world.coverage.counts(M, 1).failed()).isZero();
  }

  @Test
  void a_sequential_model_never_goes_past_an_interval_that_waits() throws Exception {
    world.models.order = Order.SEQUENTIAL;
    world.add(1, Definitions.hourly("m"));
    world.settle();
    world.models.script =
        cell -> {
          throw new ProviderException.Transient("the host is down", null);
        };
    world.now += Instants.HOUR;
    world.plan().forEach(world::run);
    world.now += Instants.HOUR;
    world.models.script = cell -> {};
    // The put-off is news of this tick: the interval waits while the next one is due already.
    assertThat(world.plan()).isEmpty();
    world.now += 2 * SchedulerSettings.DEFAULT.backoffFirst();
    List<Task> tasks = world.plan();
    assertThat(tasks).singleElement().matches(t -> t.cells().from() == NEXT);
    tasks.forEach(world::run);
    world.settle();
    assertThat(world.missing(M).isEmpty()).isTrue();
  }

  @Test
  void what_was_covered_before_a_longer_delay_is_not_planned_again() throws Exception {
    Model model = world.add(1, delayed(0));
    world.settle();
    world.put(ModelEdit.edit(model, delayed(5 * Instants.HOUR), world.now));
    assertThat(world.plan()).isEmpty();
    for (int i = 0; i < 4; i++) {
      world.now += Instants.HOUR;
      assertThat(world.plan()).isEmpty();
    }
    world.now += Instants.HOUR;
    assertThat(world.plan()).singleElement().matches(t -> t.cells().from() == NEXT);
  }

  @Test
  void an_edit_just_before_a_commit_does_not_count_its_intervals_twice() throws Exception {
    Model model = world.add(1, delayed(0));
    List<Task> tasks = world.plan();
    world.put(ModelEdit.edit(model, delayed(0), world.now));
    tasks.forEach(world::run);
    world.plan();
    TrackState track = world.scheduler.look(view -> view.of(M)).getFirst();
    assertThat(track.countsStale() || track.counts().predicted() == 24).isTrue();
    assertThat(world.coverage.counts(M, 1).predicted()).isEqualTo(24);
  }

  @Test
  void an_expired_interval_is_not_sent_again() throws Exception {
    Model model = world.add(1, Definitions.hourly("m"));
    List<Task> tasks = world.plan();
    tasks.forEach(t -> world.execution(t).advance());
    Model moved =
        new Model(
            model.id(),
            model.definition(),
            model.revisions(),
            model.state(),
            model.version(),
            World.T0 - 2 * Instants.HOUR,
            model.createdAt());
    world.put(moved);
    world.plan();
    world.now += SchedulerSettings.DEFAULT.claimTimeout();
    List<Task> again = world.plan();
    assertThat(again).isNotEmpty().allMatch(t -> t.cells().from() >= NEXT - 2);
    again.forEach(world::run);
    world.settle();
    assertThat(world.coverage.state(M, 1, NEXT - 1)).isEqualTo(CellState.PREDICTED);
  }
}
