package io.foretide.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.TaskExecution;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.run.RunRequest;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.world.Definitions;
import io.foretide.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final ModelId M = new ModelId(1);
  private static final long NEXT = World.T0 / Instants.HOUR;
  private static final long FIRST = NEXT - 24;

  private final World world = World.ofDefaults();

  @Test
  void a_new_model_gets_its_newest_interval_live_and_its_backlog_joined() throws Exception {
    world.add(1, Definitions.hourly("m"));
    List<Task> tasks = world.plan();
    assertThat(tasks).extracting(Task::lane).containsExactly(Lane.LIVE, Lane.BACKLOG);
    assertThat(tasks)
        .extracting(Task::cells)
        .containsExactly(new Range(NEXT - 1, NEXT), new Range(FIRST, NEXT - 1));
  }

  @Test
  void everything_due_ends_covered_and_nothing_is_planned_twice() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.settle();
    assertThat(world.missing(M).isEmpty()).isTrue();
    assertThat(world.coverage.counts(M, 1).predicted()).isEqualTo(24);
    assertThat(world.claims.size()).isZero();
    assertThat(world.plan()).isEmpty();
  }

  @Test
  void an_interval_is_planned_when_it_falls_due_and_not_before() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.settle();
    world.now = World.T0 + Instants.HOUR - 1;
    assertThat(world.plan()).isEmpty();
    world.now++;
    assertThat(world.plan()).extracting(Task::cells).containsExactly(new Range(NEXT, NEXT + 1));
  }

  private static World waiting() {
    SchedulerSettings d = SchedulerSettings.DEFAULT;
    return new World(
        new SchedulerSettings(
            d.maxInFlight(),
            d.claimTimeout(),
            d.queueTimeout(),
            d.maxLosses(),
            d.backoffFirst(),
            d.backoffMax(),
            false));
  }

  @Test
  void run_at_once_false_plans_first_at_the_next_tick_of_the_grid() throws Exception {
    World w = waiting();
    w.add(1, Definitions.hourly("m"));
    assertThat(w.plan()).isEmpty();
    w.now += Instants.HOUR;
    assertThat(w.plan()).isNotEmpty();
  }

  @Test
  void run_at_once_false_waits_for_no_tick_that_never_comes() throws Exception {
    World w = waiting();
    // The first revision owns nothing that is still to fall due.
    Model m = w.add(1, Definitions.hourly("m"));
    long change = World.T0 - 5 * Instants.HOUR;
    Revision first = m.revisions().getFirst();
    Revision second =
        new Revision(2, m.definition(), "other", change, Long.MAX_VALUE, World.T0 - Instants.HOUR);
    w.put(
        new Model(
            m.id(),
            m.definition(),
            List.of(first.until(change), second),
            m.state(),
            2,
            m.floor(),
            0));
    w.add(2, Definitions.of("p", new Schedule.ByPoints(100), "2026-01-01T00:00:00Z", Map.of()));
    w.coverage.close(new ModelId(2), 1, World.T0 - 300, World.T0 - 200, World.T0 - 100);
    assertThat(w.plan()).extracting(Task::model).containsOnly(new ModelId(2));
    w.now += Instants.HOUR;
    List<Task> tasks = w.plan();
    assertThat(tasks)
        .filteredOn(t -> t.model().equals(M))
        .extracting(Task::revision)
        .contains(1, 2);
    tasks.forEach(w::run);
    w.settle();
    assertThat(w.missing(M).isEmpty()).isTrue();
  }

  @Test
  void what_is_in_flight_is_not_planned_again() throws Exception {
    world.add(1, Definitions.hourly("m"));
    assertThat(world.plan()).hasSize(2);
    world.now += Instants.SECOND;
    assertThat(world.plan()).isEmpty();
  }

  @Test
  void a_task_whose_owner_is_gone_is_sent_again_with_its_generation() throws Exception {
    world.add(1, Definitions.hourly("m"));
    Task lost = world.plan().getFirst();
    world.execution(lost).advance();
    world.now += SchedulerSettings.DEFAULT.queueTimeout();
    List<Task> again = world.plan().stream().filter(t -> t.claim() == lost.claim()).toList();
    assertThat(again)
        .singleElement()
        .matches(t -> t.attempt() == 2 && t.generation() == lost.generation());
    world.run(again.getFirst());
    assertThat(world.run(lost).receipt()).isNull();
  }

  @Test
  void a_task_that_kills_its_executors_is_halved_until_one_interval_is_poison() throws Exception {
    world.add(1, Definitions.hourly("m"));
    long bad = FIRST + 5;
    List<Task> tasks = new ArrayList<>(world.plan());
    for (int i = 0; i < 200 && !tasks.isEmpty(); i++) {
      for (Task t : tasks) {
        TaskExecution e = world.execution(t);
        boolean poison = t.cells().contains(bad) && t.attempt() <= 3;
        if (poison) {
          e.advance();
        } else {
          world.run(t);
        }
      }
      world.now += SchedulerSettings.DEFAULT.claimTimeout();
      tasks = new ArrayList<>(world.plan());
    }
    assertThat(world.coverage.state(M, 1, bad)).isEqualTo(CellState.FAILED);
    assertThat(world.coverage.reason(M, 1, bad)).isEqualTo(Reason.POISON);
    assertThat(world.coverage.counts(M, 1).failed()).isEqualTo(1);
  }

  @Test
  void an_outage_never_turns_intervals_into_failed() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.models.script =
        cell -> {
          throw new ProviderException.Transient("the server is down", null);
        };
    for (int i = 0; i < 300; i++) {
      world.plan().forEach(world::run);
      world.now += 10 * Instants.SECOND;
    }
    assertThat(world.coverage.counts(M, 1).covered()).isZero();
    assertThat(world.scheduler.retries()).isBetween(20L, 300L);
    world.models.script = cell -> {};
    world.now += 3 * Instants.MINUTE;
    world.settle();
    assertThat(world.missing(M).isEmpty()).isTrue();
  }

  @Test
  void a_re_run_raises_the_generation_and_the_old_commit_is_refused() throws Exception {
    world.add(1, Definitions.hourly("m"));
    Task old = world.plan().getFirst();
    world.coverage.uncover(M, 1, RangeSet.of(old.cells()), "re-run");
    Task fresh =
        world.plan().stream().filter(t -> t.cells().equals(old.cells())).findAny().orElseThrow();
    assertThat(fresh.generation()).isGreaterThan(old.generation());
    assertThat(world.run(old).receipt()).isNull();
    assertThat(world.coverage.state(M, 1, old.cells().from())).isNull();
    world.run(fresh);
    assertThat(world.coverage.state(M, 1, old.cells().from())).isEqualTo(CellState.PREDICTED);
  }

  @Test
  void a_sequential_model_has_one_task_in_flight_and_goes_on_from_its_checkpoint()
      throws Exception {
    world.models.order = Order.SEQUENTIAL;
    world.add(1, Definitions.hourly("m"));
    List<Task> first = world.plan();
    assertThat(first).hasSize(1);
    world.run(first.getFirst());
    world.now += Instants.HOUR;
    List<Task> second = world.plan();
    assertThat(second).hasSize(1);
    world.run(second.getFirst());
    RunRequest last = world.models.requests.getLast();
    assertThat(last.checkpoint())
        .matches(c -> c != null && c.instant() == last.intervals()[0].from());
  }

  @Test
  void live_work_goes_before_backlog_and_backlog_keeps_a_tenth_of_the_permits() throws Exception {
    SchedulerSettings d = SchedulerSettings.DEFAULT;
    World w =
        new World(
            new SchedulerSettings(
                20,
                d.claimTimeout(),
                d.queueTimeout(),
                d.maxLosses(),
                d.backoffFirst(),
                d.backoffMax(),
                true));
    for (int i = 1; i <= 30; i++) {
      w.add(i, Definitions.hourly("m" + i));
    }
    List<Task> tasks = w.plan();
    assertThat(tasks).hasSize(20);
    assertThat(tasks.stream().filter(t -> t.lane() == Lane.LIVE)).hasSize(18);
    assertThat(tasks.stream().filter(t -> t.lane() == Lane.BACKLOG)).hasSize(2);
  }

  @Test
  void backlog_is_fair_between_models() throws Exception {
    SchedulerSettings d = SchedulerSettings.DEFAULT;
    World w =
        new World(
            new SchedulerSettings(
                6,
                d.claimTimeout(),
                d.queueTimeout(),
                d.maxLosses(),
                d.backoffFirst(),
                d.backoffMax(),
                true));
    for (int i = 1; i <= 3; i++) {
      w.add(
          i,
          Definitions.of(
              "m" + i,
              new Schedule.ByTime(new Grid(0, Instants.HOUR), 0),
              "2025-01-01T00:00:00Z",
              Map.of()));
    }
    List<Task> tasks = new ArrayList<>(w.plan());
    tasks.forEach(w::run);
    List<Task> second = w.plan();
    assertThat(second.stream().map(Task::model).distinct()).hasSize(3);
  }

  @Test
  void a_deleted_model_is_void_and_its_late_commit_is_refused() throws Exception {
    world.add(1, Definitions.hourly("m"));
    Task t = world.plan().getFirst();
    TaskExecution e = world.execution(t);
    e.advance();
    e.advance();
    e.advance();
    world.delete(M);
    world.plan();
    e.advance();
    assertThat(world.coverage.counts(M, 1).covered()).isZero();
    assertThat(world.scheduler.inFlightTasks()).isZero();
  }

  @Test
  void a_paused_model_is_not_planned_and_catches_up_when_resumed() throws Exception {
    Model m = world.add(1, Definitions.hourly("m"));
    world.settle();
    world.put(
        new Model(m.id(), m.definition(), m.revisions(), Model.State.PAUSED, 2, m.floor(), 0));
    world.now += 5 * Instants.HOUR;
    assertThat(world.plan()).isEmpty();
    world.put(m);
    world.settle();
    assertThat(world.coverage.counts(M, 1).predicted()).isEqualTo(29);
  }

  @Test
  void a_moved_floor_takes_older_intervals_out_of_what_is_desired() throws Exception {
    Model m = world.add(1, Definitions.hourly("m"));
    world.put(
        new Model(
            m.id(), m.definition(), m.revisions(), m.state(), 2, World.T0 - 3 * Instants.HOUR, 0));
    world.settle();
    assertThat(world.coverage.counts(M, 1).predicted()).isEqualTo(3);
  }

  @Test
  void a_model_driven_by_points_is_planned_when_its_points_close_an_interval() throws Exception {
    world.add(1, Definitions.of("p", new Schedule.ByPoints(100), "2026-01-01T00:00:00Z", Map.of()));
    assertThat(world.plan()).isEmpty();
    long ten = 10 * Instants.MINUTE;
    world.coverage.close(M, 1, World.T0, World.T0 + ten, World.T0 + 3 * ten);
    world.settle();
    assertThat(world.coverage.counts(M, 1).predicted()).isEqualTo(2);
    assertThat(world.models.requests).anyMatch(r -> r.intervals()[0].from() == World.T0);
  }

  @Test
  void planning_is_held_while_the_clock_cannot_be_believed() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.settle();
    long before = world.now;
    world.now = before - Instants.DAY;
    assertThat(world.plan()).isEmpty();
    world.now = before + Instants.HOUR;
    assertThat(world.plan()).isNotEmpty();
  }
}
