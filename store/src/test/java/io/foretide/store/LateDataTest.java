package io.foretide.store;

import static io.foretide.store.Fixture.MINUTE;
import static io.foretide.store.Fixture.MODEL;
import static io.foretide.store.Fixture.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.coverage.PointCells;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.sql.Engine;
import io.foretide.store.write.Operation;
import io.foretide.store.write.Queue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class LateDataTest {
  private final Engine engine;

  LateDataTest(Engine engine) {
    this.engine = engine;
  }

  private static final long SETTLE = 5 * MINUTE;
  @TempDir Path folder;
  private Fixture f;

  @BeforeEach
  void open() throws Exception {
    f = new Fixture(folder, engine);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  /** The cell of one minute that holds a point changes with it, before minute 100. */
  private static final PointWatch WATCH =
      new PointWatch() {
        @Override
        public long watchedBefore(String series) {
          return series.equals("a") ? 100 * MINUTE : Long.MIN_VALUE;
        }

        @Override
        public List<Hit> changed(String series, long[] times, int n) {
          RangeSet.Builder cells = new RangeSet.Builder(n);
          for (int i = 0; i < n; i++) {
            long cell = Math.floorDiv(times[i], MINUTE);
            cells.add(cell, cell + 1);
          }
          return List.of(new Hit(MODEL, 1, cells.build(), SETTLE));
        }

        @Override
        public List<Counter> counters(String series) {
          return List.of();
        }
      };

  @Test
  void a_late_point_un_covers_its_interval_only() throws Exception {
    f.store.watch(WATCH);
    f.predict(0, 10, 1, 1);
    f.point("a", 4 * MINUTE + 1, 1);
    assertThat(f.coverage().covered())
        .isEqualTo(RangeSet.of(List.of(new Range(0, 4), new Range(5, 10))));
    assertThat(f.heard).contains("uncovered {[4, 5)}");
    assertThat(f.store.coverage().counts(MODEL, 1).covered()).isEqualTo(9);
  }

  @Test
  void a_point_that_says_nothing_new_changes_nothing() throws Exception {
    f.point("a", 4 * MINUTE, 1);
    f.predict(0, 10, 1, 1);
    f.store.watch(WATCH);
    f.point("a", 4 * MINUTE, 1);
    assertThat(f.coverage().covered()).isEqualTo(RangeSet.of(0, 10));
    f.point("a", 4 * MINUTE, 2);
    assertThat(f.coverage().covered().count()).isEqualTo(9);
  }

  @Test
  void points_of_other_series_and_after_the_watched_span_change_nothing() throws Exception {
    f.store.watch(WATCH);
    f.predict(0, 200, 1, 1);
    f.point("b", 4 * MINUTE, 1);
    f.point("a", 150 * MINUTE, 1);
    assertThat(f.coverage().covered().count()).isEqualTo(200);
  }

  @Test
  void a_change_in_flight_is_accepted_and_planned_again_after_its_settling_time() throws Exception {
    f.store.watch(WATCH);
    Task task = f.claim(0, 10);
    f.point("a", 4 * MINUTE, 1);
    assertThat(f.commit(task, predicted(0, 10, 1, 1)).stale()).isEqualTo(RangeSet.of(4, 5));
    f.now.addAndGet(SETTLE - 1);
    assertThat(f.store.coverage().settle(f.now.get())).isEmpty();
    f.now.addAndGet(1);
    assertThat(f.store.coverage().settle(f.now.get())).hasSize(1);
    assertThat(f.coverage().covered().count()).isEqualTo(9);
  }

  private static PointWatch counting(long count, long from) {
    return new PointWatch() {
      @Override
      public long watchedBefore(String series) {
        return Long.MIN_VALUE;
      }

      @Override
      public List<Hit> changed(String series, long[] times, int n) {
        return List.of();
      }

      @Override
      public List<Counter> counters(String series) {
        return List.of(new Counter(MODEL, 1, count, from));
      }
    };
  }

  @Test
  void every_nth_new_point_of_any_input_closes_an_interval() throws Exception {
    f.store.watch(counting(3, 10));
    PointBatch b = new PointBatch();
    for (long t = 5; t < 15; t++) {
      b.add(t % 2 == 0 ? "a" : "b", t, 1);
    }
    f.store.points().write(b);
    assertThat(f.heard).containsExactly("closed 1");
    f.point("a", 15, 1);
    f.reopen();
    f.store.watch(counting(3, 10));
    f.point("a", 15, 2);
    f.point("a", 16, 1);
    assertThat(f.heard).containsExactly("closed 1", "closed 2");
    PointCells cells = f.store.coverage().pointCells(MODEL, 1, new Range(0, Long.MAX_VALUE));
    assertThat(cells.bounds()).containsExactly(10, 13, 16);
    assertThat(f.store.coverage().pointCells(MODEL, 1, new Range(1, 2)).bounds())
        .containsExactly(13, 16);
    assertThat(f.store.coverage().pointCells(MODEL, 1, new Range(9, 12)).end()).isEqualTo(2);
  }

  @Test
  void points_that_share_an_instant_are_in_one_interval() throws Exception {
    f.store.watch(counting(2, 0));
    PointBatch b = new PointBatch();
    for (String series : List.of("a", "b", "c")) {
      b.add(series, 7, 1);
    }
    b.add("a", 8, 1);
    f.store.points().write(b);
    assertThat(f.store.coverage().pointCells(MODEL, 1, new Range(0, 9)).bounds())
        .containsExactly(0, 8);
    f.point("b", 6, 1);
    assertThat(f.store.coverage().pointCells(MODEL, 1, new Range(0, 9)).end()).isEqualTo(1);
  }

  @Test
  void points_stored_before_a_model_are_counted_when_it_is_made() throws Exception {
    PointBatch b = new PointBatch();
    for (long t = 1; t <= 10; t++) {
      b.add(t % 2 == 0 ? "a" : "b", t, 1);
    }
    f.store.points().write(b);
    f.store.models().create(Fixture.drivenByPoints("m", 4, 3));
    assertThat(f.heard).containsExactly("closed 2");
    assertThat(f.store.coverage().pointCells(MODEL, 1, new Range(0, 9)).bounds())
        .containsExactly(3, 7, 11);
    f.store.watch(counting(4, 3));
    b.clear();
    for (long t = 11; t <= 14; t++) {
      b.add("a", t, 1);
    }
    f.store.points().write(b);
    assertThat(f.heard).containsExactly("closed 2", "closed 3");
  }

  @Test
  void points_that_are_kept_elsewhere_close_intervals_by_their_number() throws Exception {
    f.store.models().create(Fixture.drivenByPoints("m", 4, 3));
    f.store.watch(counting(4, 3));
    f.store.points().counted(Map.of("a", 3L), 10);
    assertThat(f.heard).isEmpty();
    f.store.points().counted(Map.of("a", 1L), 20);
    assertThat(f.heard).containsExactly("closed 1");
    // More than one interval's worth at one instant closes one: nothing tells them apart.
    f.store.points().counted(Map.of("a", 1_000_000_000_000L), 30);
    assertThat(f.heard).containsExactly("closed 1", "closed 2");
    assertThat(f.store.coverage().pointCells(MODEL, 1, new Range(0, 9)).bounds())
        .containsExactly(3, 21, 31);
    // A clock that stepped back does not make an interval end before it began.
    f.store.points().counted(Map.of("a", 4L), 25);
    assertThat(f.store.coverage().pointCells(MODEL, 1, new Range(0, 9)).bounds())
        .containsExactly(3, 21, 31, 32);
  }

  @Test
  void points_of_a_series_that_is_kept_here_count_once() throws Exception {
    f.store.models().create(Fixture.drivenByPoints("m", 4, 3));
    f.store.watch(counting(4, 3));
    f.point("a", 5, 1);
    f.store.points().counted(Map.of("a", 9L), 10);
    assertThat(f.heard).isEmpty();
  }

  @Test
  void a_task_that_could_not_have_seen_a_point_of_the_same_transaction_is_stale() throws Exception {
    f.store.watch(WATCH);
    // The first write of a series is slow: the next one shares its transaction with the claim.
    f.point("a", 3 * MINUTE, 1);
    f.predict(0, 10, 1, 1);
    CountDownLatch latch = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    Operation<Boolean> hold =
        _ -> {
          inside.countDown();
          return awaited(latch);
        };
    f.store.writer().post(Queue.CONTROL, "holding the writer", hold);
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> point =
          threads.submit(() -> {
            f.point("a", 4 * MINUTE, 1);
            return true;
          });
      while (f.store.writer().waiting(Queue.INGEST) == 0) {
        Thread.onSpinWait();
      }
      // In the same transaction as the point: the task is claimed, and could read, before the point
      // is durable.
      AtomicReference<Task> task = new AtomicReference<>();
      if (f.claims instanceof InMemoryClaims) {
        Operation<Boolean> claim =
            _ -> {
              task.set(f.claim(0, 10));
              return true;
            };
        f.store.writer().post(Queue.BACKLOG, "claiming", claim);
      } else {
        // Claims that are rows are operations of their own.
        var unused = threads.submit(() -> task.set(f.claim(0, 10)));
        while (f.store.writer().waiting(Queue.CONTROL) == 0) {
          Thread.onSpinWait();
        }
      }
      latch.countDown();
      point.get();
      while (task.get() == null) {
        Thread.onSpinWait();
      }
      assertThat(f.commit(task.get(), predicted(0, 10, 1, 1)).stale()).isEqualTo(RangeSet.of(4, 5));
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
