package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.model.ModelId;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue.Delivery;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import io.foretide.store.postgres.PostgresSettings;
import io.foretide.store.queue.SqlQueue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of rows, as the one on a broker is tested. */
class SqlQueueTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(20);
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(300);
  private final PostgresSettings where = PostgresServer.schema();
  private SqlStore first;
  private SqlStore second;

  @BeforeEach
  void open() throws Exception {
    first = PostgresStore.open(where, Settings.DEFAULT, WallClock.system());
    second = PostgresStore.open(where, Settings.DEFAULT, WallClock.system());
  }

  @AfterEach
  void close() throws Exception {
    first.close();
    second.close();
  }

  private static Task task(long n, Lane lane) {
    return new Task(n, new ModelId(1), 1, new Range(n, n + 1), 1, 1, lane, 5);
  }

  private static Delivery delivered(@Nullable Delivery delivery) {
    if (delivery == null) {
      throw new AssertionError("nothing was delivered");
    }
    return delivery;
  }

  private static Task taken(@Nullable Delivery delivery) {
    return delivered(delivery).task();
  }

  @Test
  void a_task_arrives_as_it_was_sent_and_is_gone_once_it_is_acknowledged() throws Exception {
    try (SqlQueue out = first.queue(100, 60_000);
        SqlQueue in = second.queue(100, 60_000)) {
      Task sent = new Task(7, new ModelId(3), 2, new Range(-5, 9), 4, 2, Lane.TRAINING, -77);
      assertThat(out.send(sent)).isTrue();
      Delivery delivery = delivered(in.receive(LONG));
      assertThat(taken(delivery)).isEqualTo(sent);
      assertThat(out.waiting()).isOne();
      delivery.acknowledge();
      assertThat(in.receive(SHORT)).isNull();
      assertThat(out.waiting()).isZero();
    }
  }

  @Test
  void what_is_not_acknowledged_in_time_goes_to_another() throws Exception {
    try (SqlQueue out = first.queue(100, 400);
        SqlQueue in = second.queue(100, 60_000)) {
      out.send(task(1, Lane.LIVE));
      assertThat(taken(out.receive(LONG))).isEqualTo(task(1, Lane.LIVE));
      assertThat(in.receive(TimeUnit.MILLISECONDS.toNanos(50))).as("hidden at first").isNull();
      assertThat(taken(in.receive(LONG))).isEqualTo(task(1, Lane.LIVE));
    }
  }

  @Test
  void what_was_taken_and_not_begun_is_given_back_at_a_stop() throws Exception {
    SqlQueue stopped = first.queue(100, 60_000);
    for (int i = 0; i < 5; i++) {
      stopped.send(task(i, Lane.BACKLOG));
    }
    assertThat(taken(stopped.receive(LONG))).isEqualTo(task(0, Lane.BACKLOG));
    stopped.close();
    try (SqlQueue in = second.queue(100, 60_000)) {
      for (int i = 1; i < 5; i++) {
        assertThat(taken(in.receive(LONG))).isEqualTo(task(i, Lane.BACKLOG));
      }
      assertThat(in.receive(SHORT)).as("the one that was begun is hidden").isNull();
    }
  }

  @Test
  void live_tasks_go_first_and_backlog_keeps_a_tenth() throws Exception {
    try (SqlQueue queue = first.queue(1000, 60_000)) {
      for (int i = 0; i < 40; i++) {
        queue.send(task(i, Lane.BACKLOG));
      }
      for (int i = 100; i < 140; i++) {
        queue.send(task(i, Lane.LIVE));
      }
      long end = System.nanoTime() + LONG;
      while (queue.waiting() < 80) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
      int backlog = 0;
      for (int i = 0; i < 40; i++) {
        backlog += taken(queue.receive(LONG)).lane() == Lane.BACKLOG ? 1 : 0;
      }
      assertThat(backlog).isBetween(3, 5);
    }
  }

  @Test
  void takers_at_the_same_time_get_every_task_once() throws Exception {
    int n = 300;
    try (SqlQueue a = first.queue(1000, 60_000);
        SqlQueue b = second.queue(1000, 60_000);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < n; i++) {
        assertThat((i % 2 == 0 ? a : b).send(task(i, Lane.BACKLOG))).isTrue();
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> taken :
          threads.invokeAll(List.<Callable<List<Long>>>of(() -> drain(a), () -> drain(b)))) {
        assertThat(taken.get()).as("both get some").isNotEmpty();
        all.addAll(taken.get());
      }
      Set<Long> different = new HashSet<>(all);
      assertThat(different).hasSize(n);
      assertThat(all).hasSize(n);
    }
  }

  private static List<Long> drain(SqlQueue queue) throws InterruptedException {
    List<Long> out = new ArrayList<>();
    for (Delivery d = queue.receive(LONG / 10); d != null; d = queue.receive(LONG / 10)) {
      out.add(d.task().claim());
      d.acknowledge();
    }
    return out;
  }

  @Test
  void a_full_queue_says_so() throws Exception {
    try (SqlQueue queue = first.queue(0, 60_000)) {
      assertThat(queue.send(task(1, Lane.LIVE))).isFalse();
    }
  }
}
