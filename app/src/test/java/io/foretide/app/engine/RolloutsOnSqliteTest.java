package io.foretide.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.engine.RolloutView;
import io.foretide.core.engine.RolloutWish;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.rollout.Gate;
import io.foretide.core.rollout.GateKind;
import io.foretide.core.rollout.Limit;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutAction;
import io.foretide.core.rollout.RolloutMode;
import io.foretide.core.rollout.RolloutState;
import io.foretide.core.rollout.RolloutStep;
import io.foretide.core.rollout.RolloutStore;
import io.foretide.core.rollout.Share;
import io.foretide.core.rollout.Verdict;
import io.foretide.core.schedule.InProcessQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sensor with a daily wave; a season of 7 h is wrong for it, one of a day is right. */
class RolloutsOnSqliteTest {
  private static final long T0 = TestClock.T0;
  private static final long HOUR = Instants.HOUR;
  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final AtomicLong clockMemory = new AtomicLong(Long.MIN_VALUE);
  private Plant plant;

  @BeforeEach
  void open() throws Exception {
    plant = new Plant(folder.resolve("plant.db"), clock, clockMemory);
    plant.feed(T0 - 20 * Instants.DAY, T0, 0);
    // A little drift over the days, so that the naive error is not zero.
    for (int day = -20; day < 0; day++) {
      plant.feed(T0 + day * Instants.DAY, T0 + (day + 1) * Instants.DAY, day % 3);
    }
    plant.engine.create(plant.definition("m", Map.of()));
    plant.awaitComplete("m", 48);
  }

  @AfterEach
  void close() throws Exception {
    plant.close();
  }

  private static Map<String, Object> season(String season) {
    return Map.of(
        "run",
        Map.of("forecast", Map.of("method", "seasonal_naive", "season", season, "horizon", "2h")));
  }

  private RolloutWish wish(RolloutMode mode, String season, long back, long ahead, long watch) {
    return wish(mode, season, back, ahead, watch, "1");
  }

  private RolloutWish wish(
      RolloutMode mode, String season, long back, long ahead, long watch, String mase) {
    return new RolloutWish(
        List.of("m"),
        Map.of("m", plant.definition("m", season(season))),
        mode,
        back,
        ahead,
        1,
        watch,
        true,
        List.of(
            new Gate(GateKind.ERROR_RATE, Limit.parse("+0.01"), 1),
            new Gate(GateKind.MASE, Limit.parse(mase), 6)),
        "anna",
        "a test");
  }

  private RolloutView await(long id, Predicate<RolloutView> wanted) throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (true) {
      RolloutView view = plant.engine.rollouts().find(id).orElseThrow();
      if (wanted.test(view)) {
        return view;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("rollout never got there: " + view);
      }
      // Rollouts are looked at once a second of the engine's clock.
      clock.pass(100 * Instants.SECOND / 1_000);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private void until(Callable<Boolean> wanted) throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!wanted.call()) {
      assertThat(System.nanoTime()).as("it never got there").isLessThan(deadline);
      clock.pass(100 * Instants.SECOND / 1_000);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static Predicate<RolloutView> in(RolloutState state) {
    return v -> v.rollout().state() == state;
  }

  private Model model() throws Exception {
    return plant.engine.model("m").orElseThrow().model();
  }

  /** Lets time pass with data, an interval at a time. */
  private void live(int hours) throws Exception {
    for (int i = 0; i < hours; i++) {
      long from = clock.now();
      clock.pass(HOUR);
      plant.feed(from, clock.now(), i % 3);
      clock.pass(2 * Instants.MINUTE);
    }
  }

  @Test
  void a_candidate_that_is_worse_over_the_past_is_rejected_and_never_seen() throws Exception {
    long id =
        plant
            .engine
            .rollouts()
            .start(wish(RolloutMode.SHADOW, "7h", Instants.DAY, 0, 0))
            .rollout()
            .id();
    assertThatThrownBy(
            () -> plant.engine.rollouts().start(wish(RolloutMode.SHADOW, "6h", HOUR, 0, 0)))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("a rollout is open");
    assertThatThrownBy(() -> plant.engine.edit("m", plant.definition("m", season("6h"))))
        .hasMessageContaining("a rollout is open");
    RolloutView end = await(id, v -> v.rollout().state().isOver());
    assertThat(end.rollout().state()).isEqualTo(RolloutState.REJECTED);
    assertThat(end.rollout().results().getLast().verdict()).isEqualTo(Verdict.FAILS);
    assertThat(end.rollout().results().getLast().samples()).isGreaterThan(100);
    assertThat(model().active().number()).isEqualTo(1);
    Range day = new Range(T0 - Instants.DAY, T0);
    assertThat(plant.store.predictions().latestOf(model().id(), 2, day, 0).rows()).isPositive();
    assertThat(plant.tally("m").predicted()).isEqualTo(48);
  }

  @Test
  void a_candidate_that_does_well_is_promoted_and_the_former_revision_stays_warm()
      throws Exception {
    long id =
        plant
            .engine
            .rollouts()
            .start(wish(RolloutMode.SHADOW, "2d", Instants.DAY, 0, 6 * HOUR, "5"))
            .rollout()
            .id();
    RolloutView watching = await(id, v -> v.rollout().state() != RolloutState.PREDICTING);
    if (watching.rollout().state() == RolloutState.REJECTED) {
      throw new AssertionError("gates said no: " + watching.rollout().results());
    }
    await(id, in(RolloutState.WATCHING));
    long boundary = model().active().activeFrom();
    assertThat(model().active().number()).isEqualTo(2);
    assertThat(boundary).isGreaterThanOrEqualTo(T0);
    live(3);
    plant.await("m", s -> s.tally().predicted() == 51);
    // The former revision predicts on.
    until(() ->
        plant
                .store
                .predictions()
                .latestOf(model().id(), 1, new Range(boundary, clock.now()), 0)
                .rows()
            > 12);
    live(6);
    RolloutView end = await(id, v -> v.rollout().state().isOver());
    assertThat(end.rollout().state()).isEqualTo(RolloutState.PROMOTED);
    until(() -> !model().isRolling());
  }

  @Test
  void a_gate_that_fails_after_promotion_rolls_back_by_itself_even_after_a_restart()
      throws Exception {
    long id =
        plant
            .engine
            .rollouts()
            .start(wish(RolloutMode.SHADOW, "2d", Instants.DAY, 0, 60 * HOUR))
            .rollout()
            .id();
    await(id, in(RolloutState.WATCHING));
    plant.close();
    plant = new Plant(folder.resolve("plant.db"), clock, clockMemory);
    // The plant changes its level: two days ago says less than yesterday about it.
    for (int i = 0; i < 30; i++) {
      long from = clock.now();
      clock.pass(HOUR);
      plant.feed(from, clock.now(), 200);
      clock.pass(2 * Instants.MINUTE);
    }
    RolloutView end = await(id, v -> v.rollout().state().isOver());
    assertThat(end.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(end.rollout().log())
        .extracting(RolloutStep::what)
        .containsExactly("started", "judged", "active", "judged", "undone");
    assertThat(model().active().number()).isEqualTo(1);
    plant.await("m", s -> s.tally().missing() + s.tally().inFlight() == 0);
    // Events are stored a moment after what they tell of.
    plant.await("m", s -> kinds().contains("rollout.undone"));
    assertThat(kinds()).contains("rollout.started", "rollout.active", "rollout.undone");
  }

  private List<String> kinds() {
    EventLog.Filter ofRollouts =
        new EventLog.Filter(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            100,
            Severity.INFO,
            "rollout.",
            null,
            null);
    return plant.store.events().list(ofRollouts).stream().map(e -> e.kind()).toList();
  }

  @Test
  void what_became_of_a_rollout_is_told_even_where_the_engine_closes_in_that_moment()
      throws Exception {
    plant.close();
    CountDownLatch stored = new CountDownLatch(1);
    plant =
        new Plant(
            folder.resolve("plant.db"),
            clock,
            clockMemory,
            new InProcessQueue(1024),
            Map.of(),
            below -> new SlowToReturn(below, stored));
    plant.engine.rollouts().start(wish(RolloutMode.SHADOW, "2d", Instants.DAY, 0, 60 * HOUR));
    until(() -> stored.getCount() == 0);
    plant.close();
    plant = new Plant(folder.resolve("plant.db"), clock, clockMemory);
    assertThat(kinds()).contains("rollout.started", "rollout.active");
  }

  /** Stores at once, and takes its time to say that a rollout's candidate is active. */
  private record SlowToReturn(RolloutStore below, CountDownLatch stored) implements RolloutStore {
    @Override
    public Rollout create(Rollout rollout) throws ProviderException {
      return below.create(rollout);
    }

    @Override
    public Optional<Rollout> replace(Rollout rollout) throws ProviderException {
      Optional<Rollout> after = below.replace(rollout);
      if (after.filter(r -> r.state() == RolloutState.WATCHING).isPresent()) {
        stored.countDown();
        LockSupport.parkNanos(500_000_000);
      }
      return after;
    }

    @Override
    public Optional<Rollout> find(long id) throws ProviderException {
      return below.find(id);
    }

    @Override
    public List<Rollout> list(boolean open, int limit) throws ProviderException {
      return below.list(open, limit);
    }
  }

  @Test
  void a_canary_is_active_for_its_share_first_and_for_all_once_it_did_well() throws Exception {
    List<String> names = List.of("m", "m-1", "m-2", "m-3");
    for (String name : names.subList(1, 4)) {
      plant.engine.create(plant.definition(name, Map.of()));
      plant.awaitComplete(name, 48);
    }
    Map<String, ModelDefinition> candidates = new HashMap<>();
    names.forEach(n -> candidates.put(n, plant.definition(n, season("2d"))));
    long id =
        plant
            .engine
            .rollouts()
            .start(
                new RolloutWish(
                    names,
                    candidates,
                    RolloutMode.CANARY,
                    0,
                    3 * HOUR,
                    0.3,
                    0,
                    true,
                    List.of(new Gate(GateKind.ERROR_RATE, Limit.parse("+0.01"), 1)),
                    "anna",
                    "a share first"))
            .rollout()
            .id();
    await(id, in(RolloutState.TRYING));
    List<String> first = names.stream().filter(n -> Share.holds(0.3, n)).toList();
    assertThat(first).as("neither none nor all").isNotEmpty().hasSizeLessThan(4);
    assertThat(names).filteredOn(n -> active(n) == 2).isEqualTo(first);
    live(5);
    RolloutView end = await(id, v -> v.rollout().state().isOver());
    assertThat(end.rollout().state()).isEqualTo(RolloutState.PROMOTED);
    assertThat(names).allMatch(n -> active(n) == 2);
  }

  private int active(String name) {
    try {
      return plant.engine.model(name).orElseThrow().model().active().number();
    } catch (ProviderException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_detector_that_alarms_too_often_is_rejected() throws Exception {
    plant.engine.create(detector(70));
    plant.awaitComplete("d", 48);
    long id =
        plant
            .engine
            .rollouts()
            .start(
                new RolloutWish(
                    List.of("d"),
                    Map.of("d", detector(50)),
                    RolloutMode.SHADOW,
                    Instants.DAY,
                    0,
                    1,
                    0,
                    true,
                    List.of(),
                    "anna",
                    "a lower limit"))
            .rollout()
            .id();
    RolloutView end = await(id, v -> v.rollout().state().isOver());
    assertThat(end.rollout().state()).isEqualTo(RolloutState.REJECTED);
    assertThat(end.rollout().results())
        .filteredOn(r -> r.verdict() == Verdict.FAILS)
        .extracting(r -> r.gate().kind())
        .containsExactly(GateKind.ALARM_RATE, GateKind.AGREEMENT);
    // Half of a wave around 50 lies above 50.
    assertThat(end.rollout().results())
        .filteredOn(r -> r.gate().kind() == GateKind.ALARM_RATE)
        .allMatch(r -> r.number() > 0.3 && r.number() < 0.7 && r.active() == 0);
  }

  private ModelDefinition detector(int high) {
    return plant.definition(
        "d", Map.of("run", Map.of("detect", Map.of("method", "limits", "high", high))));
  }

  @Test
  void an_instant_rollout_that_nobody_approves_goes_back() throws Exception {
    RolloutWish asked = wish(RolloutMode.INSTANT, "2d", 0, 0, 2 * HOUR);
    RolloutWish manual =
        new RolloutWish(
            asked.models(),
            asked.candidates(),
            asked.mode(),
            0,
            0,
            1,
            asked.watch(),
            false,
            List.of(new Gate(GateKind.ERROR_RATE, Limit.parse("0.5"), 1)),
            "anna",
            "now");
    long id = plant.engine.rollouts().start(manual).rollout().id();
    await(id, in(RolloutState.WATCHING));
    assertThat(model().active().number()).isEqualTo(2);
    live(5);
    RolloutView end = await(id, v -> v.rollout().state().isOver());
    assertThat(end.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(end.rollout().log())
        .extracting(RolloutStep::reason)
        .contains("not approved in time");
    assertThat(model().active().number()).isEqualTo(1);
  }

  @Test
  void a_preview_waits_for_a_name_and_a_reason() throws Exception {
    long id =
        plant
            .engine
            .rollouts()
            .start(wish(RolloutMode.PREVIEW, "2d", Instants.DAY, 0, 0))
            .rollout()
            .id();
    await(id, in(RolloutState.WAITING));
    assertThatThrownBy(() -> plant.engine.rollouts().act(id, RolloutAction.APPROVE, "bert", " "))
        .hasMessageContaining("reason");
    plant.engine.rollouts().act(id, RolloutAction.APPROVE, "bert", "it is better");
    RolloutView end = await(id, v -> v.rollout().state().isOver());
    assertThat(end.rollout().state()).isEqualTo(RolloutState.PROMOTED);
    assertThat(end.rollout().log()).extracting(RolloutStep::actor).contains("bert");
    assertThat(model().active().number()).isEqualTo(2);
  }
}
