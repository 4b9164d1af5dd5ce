package io.foretide.store;

import static io.foretide.store.Fixture.MINUTE;
import static io.foretide.store.Fixture.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.commit.CoverageListener;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.postgres.PostgresSettings;
import io.foretide.store.write.Queue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes write to one schema: each sees what the others wrote, and nothing is lost. */
class SharedSchemaTest {
  private static final long DAY = 1440 * MINUTE;
  @TempDir Path folder;

  private final PostgresSettings where = PostgresServer.schema();
  private final AtomicLong numbers = new AtomicLong();
  private SqlStore first;
  private SqlStore second;

  @BeforeEach
  void open() throws Exception {
    first = another();
    second = another();
  }

  @AfterEach
  void close() throws Exception {
    first.close();
    second.close();
  }

  private SqlStore another() throws DatabaseFileException {
    return PostgresStore.open(where, Settings.DEFAULT, WallClock.system());
  }

  private static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static void point(SqlStore store, String series, long time, double value)
      throws Exception {
    PointBatch batch = new PointBatch();
    batch.add(series, time, value);
    store.points().write(batch);
  }

  private static double[] values(SqlStore store, String series) throws Exception {
    return store
        .points()
        .read(new FrameQuery(List.of(series), new Range(0, DAY), 0, Aggregation.MEAN))
        .column(0);
  }

  private Counts predict(SqlStore store, long from, long to) throws Exception {
    Task task =
        new Task(numbers.incrementAndGet(), MODEL, 1, new Range(from, to), 1, 1, Lane.BACKLOG, 1);
    assertThat(store.claims().put(task, Long.MAX_VALUE)).isTrue();
    store.coverage().commit(Fixture.commitOf(task, Fixture.predicted(from, to, 2, from)));
    return store.coverage().counts(MODEL, 1);
  }

  private static SeriesInfo info(SqlStore store, String series) {
    return store.points().find(series).orElseThrow();
  }

  @Test
  void points_and_attributes_that_one_wrote_are_read_by_the_other() throws Exception {
    point(first, "flow", 0, 1.5);
    first.points().describe("flow", Map.of("unit", "m3/h"));
    eventually("the series is known", () -> second.points().find("flow").isPresent());
    eventually("it is described", () -> !info(second, "flow").attributes().isEmpty());
    assertThat(values(second, "flow")).containsExactly(1.5);
    point(second, "flow", 0, 2.5);
    point(second, "flow", MINUTE, 3);
    eventually("both are counted", () -> info(first, "flow").points() == 2);
    assertThat(values(first, "flow")).containsExactly(2.5, 3);
  }

  @Test
  void a_turn_of_writing_sees_what_was_written_a_moment_before_elsewhere() throws Exception {
    for (int i = 0; i < 200; i++) {
      SqlStore store = i % 2 == 0 ? first : second;
      point(store, "s" + i / 4, i * MINUTE, i);
    }
    for (SqlStore store : List.of(first, second)) {
      eventually("all series are known", () -> store.points().count() == 50);
      eventually("the last is whole", () -> info(store, "s49").points() == 4);
    }
    assertThat(first.check()).isEmpty();
  }

  @Test
  void writers_at_the_same_time_lose_no_point_and_count_every_one_once() throws Exception {
    Map<String, TreeMap<Long, Double>> oracle = new ConcurrentHashMap<>();
    Callable<Boolean> a = () -> write(first, new Random(1), 0, oracle);
    Callable<Boolean> b = () -> write(second, new Random(2), 1, oracle);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Boolean> done : threads.invokeAll(List.of(a, b))) {
        assertThat(done.get()).isTrue();
      }
    }
    try (SqlStore third = another()) {
      for (SqlStore store : List.of(first, second, third)) {
        for (Map.Entry<String, TreeMap<Long, Double>> e : oracle.entrySet()) {
          eventually(
              "points of " + e.getKey(),
              () -> info(store, e.getKey()).points() == e.getValue().size());
          assertThat(values(store, e.getKey()))
              .containsExactly(
                  e.getValue().values().stream().mapToDouble(Double::doubleValue).toArray());
        }
      }
      assertThat(third.check()).isEmpty();
    }
  }

  /** Even minutes are the first writer's, odd ones the second's; series are of both. */
  private static boolean write(
      SqlStore store, Random random, int mine, Map<String, TreeMap<Long, Double>> oracle)
      throws Exception {
    for (int i = 0; i < 150; i++) {
      PointBatch batch = new PointBatch();
      for (int k = 0; k < 5; k++) {
        String series = "both" + random.nextInt(6);
        long time = (2 * random.nextInt(60) + mine) * MINUTE;
        double value = random.nextInt(1000);
        batch.add(series, time, value);
        TreeMap<Long, Double> all = oracle.computeIfAbsent(series, _ -> new TreeMap<>());
        synchronized (all) {
          all.put(time, value);
        }
      }
      store.points().write(batch);
    }
    return true;
  }

  @Test
  void intervals_of_one_chunk_that_both_cover_in_turns_are_all_covered() throws Exception {
    first.models().create(Fixture.model("m"));
    for (int i = 0; i < 40; i++) {
      Counts counts = predict(i % 2 == 0 ? first : second, i, i + 1);
      assertThat(counts.predicted()).isEqualTo(i + 1);
    }
    assertThat(first.coverage().load(MODEL, 1, new Range(0, 100)).covered())
        .isEqualTo(RangeSet.of(0, 40));
    second.coverage().uncover(MODEL, 1, RangeSet.of(10, 20), "test");
    assertThat(predict(first, 15, 16).predicted()).isEqualTo(31);
    assertThat(second.coverage().counts(MODEL, 1).predicted()).isEqualTo(31);
    assertThat(second.check()).isEmpty();
  }

  @Test
  void a_late_point_here_uncovers_what_was_predicted_there_and_both_hear_of_it() throws Exception {
    first.models().create(Fixture.model("m"));
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    first.coverage().listen(new Heard(heard));
    second.watch(everythingOf());
    predict(first, 0, 10);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("covered [0, 10)");
    point(second, "flow", 3 * MINUTE, 1);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("uncovered [3, 4)");
    assertThat(first.coverage().counts(MODEL, 1).predicted()).isEqualTo(9);
    assertThat(predict(first, 3, 4).predicted()).isEqualTo(10);
  }

  private record Heard(BlockingQueue<String> all) implements CoverageListener {
    @Override
    public void covered(ModelId model, int revision, Coverage cells) {
      cells.covered().forEach(r -> all.add("covered [" + r.from() + ", " + r.to() + ")"));
    }

    @Override
    public void uncovered(ModelId model, int revision, RangeSet cells) {
      cells.forEach(r -> all.add("uncovered [" + r.from() + ", " + r.to() + ")"));
    }

    @Override
    public void closed(ModelId model, int revision, long end) {
      all.add("closed " + end);
    }
  }

  /** Every point concerns the minute of the model that contains it. */
  private static PointWatch everythingOf() {
    return new PointWatch() {
      @Override
      public long watchedBefore(String series) {
        return Long.MAX_VALUE;
      }

      @Override
      public List<Hit> changed(String series, long[] times, int n) {
        long cell = times[0] / MINUTE;
        return List.of(new Hit(MODEL, 1, RangeSet.of(cell, cell + 1), 0));
      }

      @Override
      public List<Counter> counters(String series) {
        return List.of();
      }
    };
  }

  @Test
  void a_model_that_was_changed_elsewhere_is_not_overwritten() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    second.models().listen(m -> told.add(m.name() + " " + m.version()));
    Model made = first.models().create(Fixture.model("m"));
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("m 1");
    Model changed = second.models().replace(made).orElseThrow();
    assertThat(changed.version()).isEqualTo(2);
    assertThat(first.models().replace(made)).isEmpty();
    assertThat(first.models().replace(changed)).isPresent();
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("m 3");
  }

  @Test
  void processes_that_start_at_once_on_an_empty_schema_all_come_up() throws Exception {
    PostgresSettings empty = PostgresServer.schema();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Callable<SqlStore> start =
          () -> PostgresStore.open(empty, Settings.DEFAULT, WallClock.system());
      for (Future<SqlStore> store : threads.invokeAll(List.of(start, start, start))) {
        store.get().close();
      }
    }
  }

  @Test
  void a_process_that_stops_in_its_turn_does_not_stop_the_others() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch wake = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Long> paused =
          threads.submit(() ->
              first
                  .writer()
                  .submit(
                      Queue.CONTROL,
                      "pausing",
                      session -> {
                        begun.countDown();
                        wakeUp(wake);
                        return session.number("SELECT 1");
                      }));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      second.meta().put("a", "1");
      wake.countDown();
      assertThatThrownBy(paused::get).hasMessageContaining("work goes on by itself");
    }
    first.meta().put("a", "2");
    assertThat(second.meta().get("a")).contains("2");
  }

  private static void wakeUp(CountDownLatch wake) {
    try {
      assertThat(wake.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_was_missed_is_read_anew() throws Exception {
    point(first, "flow", 0, 1);
    eventually("the series is known", () -> second.points().find("flow").isPresent());
    try (Connection c =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:"
                    + where.port()
                    + "/postgres?currentSchema="
                    + where.schema(),
                "postgres",
                "postgres");
        Statement s = c.createStatement()) {
      s.execute("BEGIN");
      s.execute(
          "INSERT INTO series (name, points, first, last, attributes)"
              + " VALUES ('restored', 0, 9223372036854775807, -9223372036854775808, '{}')");
      s.execute("INSERT INTO turn SELECT max(number) + 7, 0, ''::bytea FROM turn");
      s.execute("COMMIT");
    }
    for (SqlStore store : List.of(first, second)) {
      eventually("all is read", () -> store.points().find("restored").isPresent());
    }
    point(second, "flow", MINUTE, 2);
    eventually("turns go on", () -> info(first, "flow").points() == 2);
    assertThat(values(first, "flow")).containsExactly(1, 2);
  }

  @Test
  void nobody_migrates_or_copies_into_a_schema_that_is_in_use() throws Exception {
    assertThatThrownBy(() -> PostgresStore.migrate(where))
        .isInstanceOf(DatabaseFileException.class)
        .hasMessageContaining("stop all processes that use it");
    try (Fixture f = new Fixture(folder)) {
      f.point("flow", 0, 1);
    }
    first.close();
    assertThatThrownBy(() -> PostgresStore.copy(folder.resolve("foretide.db"), where, _ -> {}))
        .hasMessageContaining("stop all processes that use it");
    second.close();
    PostgresStore.migrate(where);
    first = another();
    second = another();
  }
}
