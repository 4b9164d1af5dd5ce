package io.foretide.store;

import static io.foretide.store.Fixture.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.process.Identity;
import io.foretide.core.process.Load;
import io.foretide.core.process.News;
import io.foretide.core.process.ProcessStatus;
import io.foretide.core.process.Role;
import io.foretide.core.schedule.Release;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.store.postgres.PostgresSettings;
import io.foretide.store.process.SqlPeers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims as rows, one leader of many, and what becomes of a process that is lost. */
class ProcessesTest {
  private static final long LATER = Long.MAX_VALUE;
  private final PostgresSettings where = PostgresServer.schema();
  private SqlStore first;
  private SqlStore second;
  private SqlPeers one;
  private SqlPeers two;

  @BeforeEach
  void open() throws Exception {
    first = PostgresStore.open(where, Settings.DEFAULT, WallClock.system());
    second = PostgresStore.open(where, Settings.DEFAULT, WallClock.system());
    one = join(first, "one", EnumSet.allOf(Role.class));
    two = join(second, "two", EnumSet.allOf(Role.class));
  }

  private static SqlPeers join(SqlStore store, String name, Set<Role> roles) throws Exception {
    Identity who = new Identity(name, "host", 7, "1", roles, 42);
    SqlPeers peers = store.join(new SqlPeers.Member(who, () -> new Load(3, 5))).orElseThrow();
    peers.begin();
    return peers;
  }

  @AfterEach
  void close() throws Exception {
    one.close();
    two.close();
    first.close();
    second.close();
  }

  private void sql(String statement) throws Exception {
    try (Connection c =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:"
                    + where.port()
                    + "/postgres?currentSchema="
                    + where.schema(),
                "postgres",
                "postgres");
        Statement s = c.createStatement()) {
      s.execute(statement);
    }
  }

  private static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static Task task(long number, long from, long to) {
    return new Task(number, MODEL, 1, new Range(from, to), 1, 1, Lane.BACKLOG, 1);
  }

  private static CommitReceipt commit(SqlStore store, Task task) throws Exception {
    return store
        .coverage()
        .commit(
            Fixture.commitOf(
                task, Fixture.predicted(task.cells().from(), task.cells().to(), 1, 1)));
  }

  @Test
  void a_claim_holds_everywhere_until_the_commit_of_whoever_ran_it() throws Exception {
    Task task = task(1, 0, 10);
    assertThat(first.claims().put(task, LATER)).isTrue();
    assertThat(second.claims().renew(task, "two-1", LATER)).isTrue();
    assertThat(first.claims().renew(task, "one-1", LATER)).isFalse();
    assertThat(first.claims().put(task(2, 9, 12), LATER)).isFalse();
    assertThat(first.claims().put(List.of(task(3, 5, 6), task(4, 20, 21)), LATER))
        .containsExactly(task(4, 20, 21));
    assertThat(commit(second, task).covered()).isEqualTo(RangeSet.of(0, 10));
    assertThat(commit(first, task).refused()).isEqualTo(RangeSet.of(0, 10));
    eventually("the claim is gone", () -> first.claims().find(1).isEmpty());
    assertThat(first.coverage().counts(MODEL, 1).predicted()).isEqualTo(10);
  }

  @Test
  void what_was_superseded_here_is_refused_there() throws Exception {
    first.models().create(Fixture.model("m"));
    Task task = task(1, 0, 10);
    first.claims().put(task, LATER);
    first.coverage().uncover(MODEL, 1, RangeSet.of(3, 5), "test");
    first.claims().supersede(MODEL, 1, RangeSet.of(8, 10));
    CommitReceipt receipt = commit(second, task);
    assertThat(receipt.refused())
        .isEqualTo(RangeSet.of(List.of(new Range(3, 5), new Range(8, 10))));
    assertThat(first.coverage().counts(MODEL, 1).predicted()).isEqualTo(6);
  }

  @Test
  void claims_outlive_the_process_that_wrote_them() throws Exception {
    first.claims().put(task(1, 0, 10), 77);
    first.claims().renew(task(1, 0, 10), "one-5", 78);
    one.close();
    first.close();
    first = PostgresStore.open(where, Settings.DEFAULT, WallClock.system());
    one = join(first, "one again", EnumSet.allOf(Role.class));
    assertThat(first.claims().all())
        .containsExactly(
            new Claim(task(1, 0, 10), RangeSet.of(0, 10), RangeSet.empty(), 78, "one-5"));
  }

  @Test
  void one_leads_and_when_it_leaves_the_other_does() throws Exception {
    assertThat(one.epoch()).isPositive();
    assertThat(two.epoch()).isZero();
    long before = one.epoch();
    one.close();
    eventually("the other leads", () -> two.epoch() == before + 1);
    assertThat(one.epoch()).isZero();
  }

  @Test
  void a_leader_that_falls_silent_is_followed_by_another() throws Exception {
    long before = one.epoch();
    sql("UPDATE leader SET process = 'nobody', until = until + 2000");
    assertThat(two.epoch()).isZero();
    eventually("another leads", () -> one.epoch() > before || two.epoch() > before);
  }

  @Test
  void a_deposed_leader_writes_no_claim() throws Exception {
    assertThat(one.epoch()).isPositive();
    sql("UPDATE leader SET process = 'another', epoch = epoch + 1, until = until + 60000");
    assertThat(first.claims().put(task(1, 0, 10), LATER)).isFalse();
    assertThat(second.claims().put(task(1, 0, 10), LATER)).isFalse();
    assertThat(first.claims().all()).isEmpty();
  }

  @Test
  void claims_of_a_lost_process_go_to_others_and_its_late_commit_counts_once() throws Exception {
    Task task = task(1, 0, 10);
    first.claims().put(task, LATER);
    assertThat(second.claims().renew(task, "lost-3", LATER)).isTrue();
    eventually("it is missed", () -> !first.claims().expired(0).isEmpty());
    Task again = new Task(1, MODEL, 1, task.cells(), 1, 2, Lane.BACKLOG, 1);
    assertThat(first.claims().put(again, LATER)).isTrue();
    assertThat(second.claims().renew(again, "two-1", LATER)).isTrue();
    assertThat(commit(second, task).covered()).isEqualTo(RangeSet.of(0, 10));
    assertThat(commit(second, again).covered().isEmpty()).isTrue();
    assertThat(first.coverage().counts(MODEL, 1).predicted()).isEqualTo(10);
  }

  @Test
  void claims_of_living_processes_stay() throws Exception {
    first.claims().put(task(1, 0, 10), LATER);
    assertThat(second.claims().renew(task(1, 0, 10), "two-1", LATER)).isTrue();
    ProcessStatus before = status("one");
    eventually(
        "some signs of life",
        () -> {
          assertThat(first.claims().expired(0)).isEmpty();
          return status("one").lastSeen() - before.lastSeen() > TimeUnit.SECONDS.toNanos(2);
        });
  }

  private ProcessStatus status(String name) {
    try {
      return two.processes().stream()
          .filter(p -> p.identity().name().equals(name))
          .findAny()
          .orElseThrow();
    } catch (io.foretide.core.error.ProviderException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void every_process_tells_who_it_is_and_what_it_does() throws Exception {
    try (SqlStore third = PostgresStore.open(where, Settings.DEFAULT, WallClock.system());
        SqlPeers hub = join(third, "three", EnumSet.of(Role.HUB))) {
      assertThat(hub.epoch()).isZero();
      assertThat(two.processes()).hasSize(3);
      assertThat(PostgresStore.executors(where)).as("the hub is none").isEqualTo(2);
      ProcessStatus p = status("three");
      assertThat(p.identity())
          .isEqualTo(new Identity("three", "host", 7, "1", EnumSet.of(Role.HUB), 42));
      assertThat(p.load()).isEqualTo(new Load(3, 5));
      assertThat(p.alive()).isTrue();
      assertThat(p.leader()).isFalse();
      assertThat(status("one").leader()).isTrue();
    }
    sql("UPDATE process SET seen = seen - 10000 WHERE name = 'two'");
    sql(
        "INSERT INTO process SELECT 'gone', host, pid, version, roles, since, seen - 10000, 0, 0"
            + " FROM process WHERE name = 'one'");
    assertThat(status("gone").alive()).isFalse();
  }

  @Test
  void what_became_of_a_task_is_told_to_the_others_in_order() throws Exception {
    BlockingQueue<News> heard = new LinkedBlockingQueue<>();
    one.listen(heard::add);
    second.models().create(Fixture.model("m"));
    assertThat(heard.poll(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            News.Changed.class, n -> assertThat(n.model().name()).isEqualTo("m"));
    Release release = new Release(Release.Kind.RETRY, RangeSet.of(3, 4), 9, "later");
    two.finished(task(1, 0, 10), release);
    assertThat(heard.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new News.Finished(task(1, 0, 10), release));
  }
}
