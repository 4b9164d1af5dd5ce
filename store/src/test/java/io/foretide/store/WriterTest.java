package io.foretide.store;

import static io.foretide.store.Fixture.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.write.Queue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
  @TempDir Path folder;
  private Fixture f;

  @BeforeEach
  void open() throws Exception {
    f = new Fixture(folder);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  /** Holds the writer inside an operation until the latch opens. */
  private void hold(CountDownLatch latch) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    f.store
        .writer()
        .post(
            Queue.CONTROL,
            "holding the writer",
            _ -> {
              inside.countDown();
              try {
                return latch.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_bad_operation_does_not_roll_its_neighbours_back() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    hold(latch);
    List<Future<?>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        int n = i;
        answers.add(
            threads.submit(() ->
                f.store
                    .writer()
                    .submit(
                        Queue.LIVE,
                        "writing",
                        s -> {
                          s.execute("INSERT INTO meta VALUES ('key" + n + "', 'x')");
                          if (n % 2 == 1) {
                            s.execute("INSERT INTO meta VALUES ('key" + n + "', 'twice')");
                          }
                          return n;
                        })));
      }
      latch.countDown();
      for (int i = 0; i < 6; i++) {
        Future<?> answer = answers.get(i);
        if (i % 2 == 1) {
          assertThatThrownBy(answer::get).hasCauseInstanceOf(ProviderException.Rejected.class);
        } else {
          assertThat(answer.get()).isEqualTo(i);
        }
        assertThat(f.store.meta().get("key" + i).isPresent()).isEqualTo(i % 2 == 0);
      }
    }
  }

  @Test
  void a_writer_that_dies_answers_everybody_and_says_what_to_do() throws Exception {
    assertThatThrownBy(() ->
            f.store
                .writer()
                .submit(
                    Queue.LIVE,
                    "breaking",
                    _ -> {
                      throw new AssertionError("broken on purpose");
                    }))
        .isInstanceOf(ProviderException.Fatal.class);
    assertThatThrownBy(() -> f.predict(0, 1, 1, 1)).isInstanceOf(ProviderException.class);
    assertThat(f.store.trouble()).contains("start Foretide again");
  }

  @Test
  void a_full_queue_of_points_does_not_hold_up_a_live_commit() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    hold(latch);
    List<String> order = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 60; i++) {
      f.store.writer().post(Queue.INGEST, "ingest", _ -> order.add("ingest"));
    }
    for (int i = 0; i < 60; i++) {
      f.store.writer().post(Queue.BACKLOG, "backlog", _ -> order.add("backlog"));
    }
    f.store.writer().post(Queue.LIVE, "live", _ -> order.add("live"));
    latch.countDown();
    f.store.writer().submit(Queue.BACKLOG, "last", _ -> order.add("last"));
    assertThat(order.indexOf("live")).isLessThan(25);
    assertThat(order.indexOf("backlog")).isLessThan(40);
    assertThat(order.subList(0, 60)).contains("ingest");
  }

  @Test
  void a_full_buffer_of_points_says_when_to_come_back_and_stores_nothing() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    hold(latch);
    int room = Settings.DEFAULT.ingestQueue();
    List<Future<?>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < room + 10; i++) {
        int n = i;
        answers.add(
            threads.submit(() -> {
              PointBatch b = new PointBatch();
              b.add("a", n, 1);
              return f.store.points().write(b);
            }));
      }
      int busy = 0;
      int written = 0;
      while (f.store.writer().waiting(Queue.INGEST) < room) {
        Thread.onSpinWait();
      }
      for (int i = answers.size(); busy < 10; i++) {
        busy = (int) answers.stream().filter(Future::isDone).count();
        assertThat(i).isLessThan(100_000_000);
      }
      latch.countDown();
      busy = 0;
      for (Future<?> answer : answers) {
        try {
          answer.get();
          written++;
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOfSatisfying(
                  PointSink.Busy.class, b -> assertThat(b.retryAfter()).isPositive());
          busy++;
        }
      }
      assertThat(busy).isEqualTo(10);
      assertThat(f.store.points().find("a").orElseThrow().points()).isEqualTo(written);
    }
  }

  private void limitPages(long pages) throws ProviderException {
    f.store
        .writer()
        .submit(
            Queue.CONTROL, "limiting the file", s -> s.number("PRAGMA max_page_count = " + pages));
  }

  @Test
  void a_full_disk_fails_the_callers_loses_nothing_and_work_goes_on_when_there_is_space()
      throws Exception {
    f.point("a", 1, 1);
    f.predict(0, 5, 1, 1);
    Task task = f.claim(5, 6000);
    limitPages(1);
    assertThatThrownBy(() -> f.commit(task, predicted(5, 6000, 50, 0.3)))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("disk is full")
        .hasMessageContaining(f.file.toString());
    assertThat(f.store.trouble()).contains("disk is full");
    PointBatch big = new PointBatch();
    for (int i = 0; i < 50_000; i++) {
      big.add("a", i, Math.sin(i));
    }
    assertThatThrownBy(() -> f.store.points().write(big))
        .isInstanceOf(PointSink.Busy.class)
        .hasMessageContaining("disk is full");
    assertThat(f.coverage().covered()).isEqualTo(RangeSet.of(0, 5));
    assertThat(f.store.points().find("a").orElseThrow().points()).isEqualTo(1);
    assertThat(f.claims.check(task).accepted()).isEqualTo(RangeSet.of(5, 6000));

    limitPages(1_000_000);
    assertThat(f.commit(task, predicted(5, 6000, 50, 0.3)).covered().count()).isEqualTo(5995);
    assertThat(f.store.points().write(big).changed()).isEqualTo(50_000);
    assertThat(f.store.trouble()).isNull();
    assertThat(f.store.check()).isEmpty();
  }

  @Test
  void callers_of_a_transaction_that_fails_all_fail_and_their_claims_stay() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    Task small = f.claim(0, 1);
    Task large = f.claim(1, 6000);
    limitPages(1);
    hold(latch);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> f.commit(small, predicted(0, 1, 1, 1)));
      Future<?> second = threads.submit(() -> f.commit(large, predicted(1, 6000, 50, 0.7)));
      while (f.store.writer().waiting(Queue.BACKLOG) < 2) {
        Thread.onSpinWait();
      }
      latch.countDown();
      assertThatThrownBy(first::get).hasCauseInstanceOf(ProviderException.Transient.class);
      assertThatThrownBy(second::get).hasCauseInstanceOf(ProviderException.Transient.class);
    }
    limitPages(1_000_000);
    assertThat(f.coverage().covered().isEmpty()).isTrue();
    assertThat(f.commit(small, predicted(0, 1, 1, 1)).covered()).isEqualTo(RangeSet.of(0, 1));
  }

  @Test
  void readers_go_on_while_the_writer_is_held_and_see_only_what_is_durable() throws Exception {
    f.point("a", 1, 1);
    CountDownLatch latch = new CountDownLatch(1);
    hold(latch);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> write =
          threads.submit(() -> {
            f.point("a", 2, 2);
            return true;
          });
      assertThat(f.store.points().read(FrameQuery.raw(List.of("a"), new Range(0, 9))).times())
          .containsExactly(1);
      latch.countDown();
      write.get();
    }
    assertThat(f.store.points().read(FrameQuery.raw(List.of("a"), new Range(0, 9))).times())
        .containsExactly(1, 2);
  }

  @Test
  void a_listener_that_fails_does_not_stop_the_store() throws Exception {
    f.store
        .coverage()
        .listen(
            new io.foretide.core.commit.CoverageListener() {
              @Override
              public void covered(
                  io.foretide.core.model.ModelId model,
                  int revision,
                  io.foretide.core.coverage.Coverage cells) {
                throw new IllegalStateException("listener");
              }

              @Override
              public void uncovered(
                  io.foretide.core.model.ModelId model, int revision, RangeSet cells) {}

              @Override
              public void closed(io.foretide.core.model.ModelId model, int revision, long end) {}
            });
    assertThat(f.predict(0, 1, 1, 1).covered().count()).isEqualTo(1);
    assertThat(f.predict(1, 2, 1, 1).covered().count()).isEqualTo(1);
  }
}
