package io.foretide.core.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.RangeSet;
import io.foretide.core.world.Definitions;
import io.foretide.core.world.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskExecutionTest {
  private static final ModelId M = new ModelId(1);
  private static final long FIRST = World.T0 / Instants.HOUR - 24;

  private final World world = World.ofDefaults();

  @Test
  void one_rejected_interval_does_not_fail_its_neighbours() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.models.script =
        cell -> {
          if (cell == FIRST + 7) {
            throw new ProviderException.Rejected("422 from the model server");
          }
        };
    world.settle();
    assertThat(world.coverage.counts(M, 1).failed()).isEqualTo(1);
    assertThat(world.coverage.counts(M, 1).predicted()).isEqualTo(23);
    assertThat(world.coverage.reason(M, 1, FIRST + 7)).isEqualTo(Reason.REJECTED);
  }

  @Test
  void an_interval_without_data_is_empty_and_says_so() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.models.script =
        cell -> {
          if (cell >= FIRST + 10) {
            throw new ProviderException.NoData("series s1 is silent");
          }
        };
    world.settle();
    assertThat(world.coverage.counts(M, 1).empty()).isEqualTo(14);
    assertThat(world.coverage.state(M, 1, FIRST + 10)).isEqualTo(CellState.EMPTY);
  }

  @Test
  void a_crashing_model_fails_its_interval_as_poison_and_nothing_else() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.models.script =
        cell -> {
          if (cell == FIRST) {
            throw new IllegalStateException("matrix is singular");
          }
        };
    world.settle();
    assertThat(world.coverage.reason(M, 1, FIRST)).isEqualTo(Reason.POISON);
    assertThat(world.coverage.counts(M, 1).predicted()).isEqualTo(23);
  }

  @Test
  void not_ready_is_asked_again_until_patience_is_over_and_then_empty() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.models.script =
        cell -> {
          if (cell == FIRST) {
            throw new ProviderException.NotReady("historian is loading", 0);
          }
        };
    world.settle();
    assertThat(world.coverage.state(M, 1, FIRST)).isNull();
    for (int i = 0; i < 60; i++) {
      world.now += 2 * Instants.MINUTE;
      world.settle();
    }
    assertThat(world.coverage.reason(M, 1, FIRST)).isEqualTo(Reason.NOT_READY);
  }

  @Test
  void a_store_that_does_not_answer_puts_the_task_off_and_loses_nothing() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.coverage.failNext = new ProviderException.Transient("disk full", null);
    world.settle();
    world.now += Instants.MINUTE;
    world.settle();
    assertThat(world.coverage.counts(M, 1).predicted()).isEqualTo(24);
  }

  @Test
  void rows_that_the_storage_rejects_fail_their_intervals() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.coverage.failNext = new ProviderException.Rejected("row too large");
    world.settle();
    assertThat(world.coverage.counts(M, 1).failed()).isEqualTo(1);
    assertThat(world.missing(M)).isEqualTo(RangeSet.empty());
  }

  @Test
  void a_task_delivered_twice_runs_once() throws Exception {
    world.add(1, Definitions.hourly("m"));
    var task = world.plan().getFirst();
    TaskExecution first = world.execution(task);
    first.advance();
    TaskExecution second = world.run(task);
    assertThat(second.receipt()).isNull();
    while (first.step() != TaskExecution.Step.DONE) {
      first.advance();
    }
    assertThat(first.receipt())
        .matches(r -> r != null && r.covered().count() == task.cells().length());
  }

  @Test
  void joined_intervals_are_read_at_once_where_buckets_fit_the_grid() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.settle();
    assertThat(world.reads).hasSize(2);
  }

  @Test
  void no_bucket_reaches_past_an_intervals_end() throws Exception {
    world.add(
        1,
        Definitions.of(
            "m",
            new Schedule.ByTime(new Grid(0, 15 * Instants.MINUTE), 0),
            "2026-01-01T20:00:00Z",
            Map.of()));
    world.settle();
    assertThat(world.reads).hasSize(16);
    assertThat(world.reads)
        .extracting(FrameQuery::range)
        .allMatch(r -> r.to() % (15 * Instants.MINUTE) == 0);
  }

  @Test
  void a_model_that_overflows_its_stack_is_poison() throws Exception {
    world.add(1, Definitions.hourly("m"));
    world.models.script =
        cell -> {
          throw new StackOverflowError();
        };
    world.settle();
    assertThat(world.coverage.counts(M, 1).failed()).isEqualTo(24);
  }

  @Test
  void settings_that_the_provider_refuses_by_now_fail_their_intervals_with_that_reason()
      throws Exception {
    world.models.refuse = "method 'prophet9' is not known";
    world.add(1, Definitions.hourly("m"));
    world.settle();
    assertThat(world.coverage.counts(M, 1).failed()).isEqualTo(24);
    assertThat(world.coverage.reason(M, 1, FIRST)).isEqualTo(Reason.REJECTED);
  }

  @Test
  void an_overloaded_model_is_left_alone_as_long_as_it_asks() throws Exception {
    world.add(1, Definitions.hourly("m"));
    boolean[] busy = {true};
    world.models.script =
        cell -> {
          if (cell == FIRST && busy[0]) {
            throw new ProviderException.Transient("429", null, 30 * Instants.MINUTE);
          }
        };
    world.settle();
    busy[0] = false;
    world.now += 29 * Instants.MINUTE;
    world.settle();
    assertThat(world.coverage.state(M, 1, FIRST)).isNull();
    world.now += 2 * Instants.MINUTE;
    world.settle();
    assertThat(world.coverage.state(M, 1, FIRST)).isEqualTo(CellState.PREDICTED);
  }
}
