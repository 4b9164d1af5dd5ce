package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmOutput;
import io.foretide.core.alarm.AlarmPost;
import io.foretide.core.alarm.AlarmStore;
import io.foretide.core.alarm.AlarmStore.Key;
import io.foretide.core.alarm.AlarmStore.Write;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.alarm.Feedback;
import io.foretide.core.alarm.Silence;
import io.foretide.core.alarm.Track;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Severity;
import io.foretide.core.time.WallClock;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class AlarmsTest {
  @TempDir Path folder;
  private final Engine engine;
  private Fixture f;

  AlarmsTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() throws Exception {
    f = new Fixture(folder, engine);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private static Alarm alarm(String model) {
    return new Alarm(
        0,
        0,
        "anomaly",
        Severity.WARNING,
        model,
        "flow",
        2,
        100,
        Long.MAX_VALUE,
        200,
        0,
        1.5,
        1,
        Double.POSITIVE_INFINITY,
        110,
        "flow was 3, expected 1 to 2",
        Map.of("contribution:flow", 0.75, "odd", Double.NaN),
        0,
        "",
        0,
        Feedback.NONE,
        "",
        "",
        "");
  }

  private AlarmStore store() {
    return f.store.alarms();
  }

  @Test
  void an_alarm_its_track_and_what_is_told_are_stored_together_and_survive_a_restart()
      throws Exception {
    Key key = new Key("anomaly", 7);
    Track track = new Track(101, Track.Phase.OPEN, 100, 100, 1, 1.5, 100, 0, 1.25, 7, 50);
    Alarm stored =
        store()
            .write(new Write(alarm("m"), key, track, "opened", List.of("ops", "chat")), 500)
            .orElseThrow();
    f.reopen();
    assertThat(store().find(stored.id())).contains(stored);
    assertThat(stored.group()).isEqualTo(stored.id());
    Track kept = java.util.Objects.requireNonNull(store().tracks().get(key));
    assertThat(kept.alarm()).isEqualTo(stored.id());
    assertThat(kept).isEqualTo(track.with(Track.Phase.OPEN, stored.id()));
    assertThat(store().due(500, 10, Set.of()))
        .extracting(Delivery::output)
        .containsExactly("ops", "chat");
    assertThat(store().due(499, 10, Set.of())).isEmpty();
  }

  @Test
  void a_change_of_an_outdated_alarm_is_refused_and_changes_nothing() throws Exception {
    Alarm first =
        store().write(new Write(alarm("m"), null, null, "opened", List.of()), 1).orElseThrow();
    assertThat(store().write(new Write(first, null, null, "", List.of()), 2)).isPresent();
    assertThat(store().write(new Write(first, null, null, "closed", List.of("ops")), 3)).isEmpty();
    assertThat(store().deliveries(first.id())).isEmpty();
  }

  @Test
  void alarms_are_listed_newest_first_in_pages_by_model_and_by_being_open() throws Exception {
    for (int i = 0; i < 5; i++) {
      Write write = new Write(alarm(i % 2 == 0 ? "a" : "b"), null, null, "", List.of());
      assertThat(store().write(write, i)).isPresent();
    }
    List<Alarm> all = store().list(false, "", Long.MAX_VALUE, 3);
    assertThat(all).extracting(Alarm::id).containsExactly(5L, 4L, 3L);
    assertThat(store().list(false, "", all.getLast().id(), 3))
        .extracting(Alarm::id)
        .containsExactly(2L, 1L);
    assertThat(store().list(true, "b", Long.MAX_VALUE, 9))
        .extracting(Alarm::id)
        .containsExactly(4L, 2L);
  }

  @Test
  void a_delivery_is_due_again_until_it_is_settled() throws Exception {
    Write write = new Write(alarm("m"), null, null, "opened", List.of("ops"));
    assertThat(store().write(write, 10)).isPresent();
    Delivery d = store().due(10, 1, Set.of()).getFirst();
    store()
        .settle(
            new Delivery(
                d.id(), d.alarm(), d.what(), d.output(), Delivery.State.WAITING, 1, 70, "503"));
    assertThat(store().due(69, 9, Set.of())).isEmpty();
    assertThat(store().due(70, 9, Set.of())).extracting(Delivery::attempts).containsExactly(1);
    store()
        .settle(
            new Delivery(
                d.id(), d.alarm(), d.what(), d.output(), Delivery.State.DONE, 2, 71, "200"));
    assertThat(store().due(1_000, 9, Set.of())).isEmpty();
    assertThat(store().deliveries(d.alarm())).extracting(Delivery::answer).containsExactly("200");
  }

  @Test
  void of_one_alarm_a_receiver_hears_nothing_before_what_came_first() throws Exception {
    Alarm a =
        store()
            .write(new Write(alarm("m"), null, null, "opened", List.of("ops", "chat")), 10)
            .orElseThrow();
    assertThat(store().write(new Write(a, null, null, "closed", List.of("ops")), 11)).isPresent();
    List<Delivery> due = store().due(20, 9, Set.of());
    assertThat(due).extracting(Delivery::what).containsExactly("opened", "opened");
    Delivery d = due.getFirst();
    store()
        .settle(
            new Delivery(
                d.id(), d.alarm(), d.what(), d.output(), Delivery.State.FAILED, 20, 12, "no"));
    assertThat(store().due(20, 9, Set.of()))
        .extracting(Delivery::what)
        .containsExactly("opened", "closed");
  }

  @Test
  void silences_are_kept_until_they_are_ended_or_long_over() throws Exception {
    Silence s = store().add(new Silence(0, "pump-*", 10, 20, "ann", "revision"), 5);
    assertThat(store().silences()).containsExactly(s);
    assertThat(store().removeSilence(s.id())).isTrue();
    assertThat(store().removeSilence(s.id())).isFalse();
    store().add(new Silence(0, "a", 10, 20, "ann", "x"), 5);
    store().add(new Silence(0, "next year", 300, 400, "ann", "y"), 15);
    assertThat(store().silences()).extracting(Silence::models).containsExactly("a", "next year");
    store().add(new Silence(0, "b", 30, 40, "ann", "z"), 25);
    assertThat(store().silences()).extracting(Silence::models).containsExactly("next year", "b");
  }

  /** An output that says yes once the latch is open. */
  private record Waiting(String name, CountDownLatch open, AtomicInteger asked)
      implements AlarmOutput {
    @Override
    public boolean takes(Alarm alarm) {
      return true;
    }

    @Override
    public String send(Alarm alarm, Delivery delivery) throws ProviderException {
      asked.incrementAndGet();
      try {
        if (!open.await(60, TimeUnit.SECONDS)) {
          throw new ProviderException.Rejected("the test did not open the output");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProviderException.Transient("interrupted", e);
      }
      return "200";
    }
  }

  private long done(int alarms, String output) throws ProviderException {
    long n = 0;
    for (int id = 1; id <= alarms; id++) {
      n +=
          store().deliveries(id).stream()
              .filter(d -> d.output().equals(output) && d.state() == Delivery.State.DONE)
              .count();
    }
    return n;
  }

  @Test
  void an_output_that_hangs_holds_up_no_other_and_is_asked_little_at_once() throws Exception {
    int alarms = 100;
    for (int i = 0; i < alarms; i++) {
      Write write = new Write(alarm("m" + i), null, null, "opened", List.of("hangs", "works"));
      assertThat(store().write(write, 10)).isPresent();
    }
    Waiting hangs = new Waiting("hangs", new CountDownLatch(1), new AtomicInteger());
    Waiting works = new Waiting("works", new CountDownLatch(0), new AtomicInteger());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AlarmPost post =
          new AlarmPost(
              store(),
              () -> List.of(hangs, works),
              f.store.events(),
              WallClock.system(),
              threads,
              new Random(1));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (done(alarms, "works") < alarms && System.nanoTime() < deadline) {
        post.round();
      }
      assertThat(works.asked).hasValue(alarms);
      assertThat(hangs.asked.get()).isBetween(1, 4);
      hangs.open.countDown();
      while (done(alarms, "hangs") < alarms && System.nanoTime() < deadline) {
        post.round();
      }
    }
    assertThat(done(alarms, "hangs")).isEqualTo(alarms);
    assertThat(hangs.asked).hasValue(alarms);
  }
}
