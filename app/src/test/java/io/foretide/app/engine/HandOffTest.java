package io.foretide.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.Reason;
import io.foretide.core.engine.Tally;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intervals that programs take which know no claims: only the sink tells what came of them. */
class HandOffTest {
  private static final long PATIENCE = 11 * Instants.MINUTE;

  @TempDir Path folder;
  private final Taken queue = new Taken();
  private final Sink sink = new Sink();
  private final TestClock clock = new TestClock();
  private Plant plant;

  /** All that is sent goes to others. */
  private static final class Taken implements TaskQueue {
    final AtomicInteger sent = new AtomicInteger();
    private final LinkedBlockingQueue<Delivery> nothing = new LinkedBlockingQueue<>();

    @Override
    public boolean send(Task task) {
      sent.incrementAndGet();
      return true;
    }

    @Override
    public @Nullable Delivery receive(long timeout) throws InterruptedException {
      return nothing.poll(timeout, TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public int waiting() {
      return -1;
    }
  }

  /** Shows what a test lets it show. */
  private static final class Sink implements PredictionStorageProvider {
    final Semaphore asked = new Semaphore(0);
    volatile RangeSet shown = RangeSet.empty();
    volatile boolean tells = true;

    @Override
    public void write(Model m, Revision r, List<String> outputs, List<PredictionBlock> blocks) {}

    @Override
    public RangeSet held(Model model, Revision revision, Range instants) {
      RangeSet out = shown.intersect(RangeSet.of(instants));
      asked.release();
      return out;
    }

    @Override
    public boolean tellsWhatIsHeld() {
      return tells;
    }
  }

  @BeforeEach
  void open() throws Exception {
    plant =
        new Plant(
            folder.resolve("plant.db"),
            clock,
            new AtomicLong(Long.MIN_VALUE),
            queue,
            Map.of("", sink));
    plant.feed(TestClock.T0 - 4 * Instants.DAY, TestClock.T0, 0);
    var unused =
        plant.engine.create(
            plant.definition("m", Map.of("delay", "0s", "task_span", "1h", "max_in_flight", 100)));
    plant.await("m", s -> s.tally().due() == 48 && s.tally().missing() == 0);
  }

  @AfterEach
  void close() throws Exception {
    plant.close();
  }

  /** Lets the tasks wait longer than anybody does, until the sink was asked again. */
  private void tooLong() throws Exception {
    sink.asked.drainPermits();
    clock.pass(PATIENCE);
    assertThat(sink.asked.tryAcquire(30, TimeUnit.SECONDS)).as("the sink is asked").isTrue();
  }

  private List<CoverageRun> runs() throws Exception {
    Model m = plant.engine.model("m").orElseThrow().model();
    return plant.store.coverage().load(m.id(), 1, new Range(0, Long.MAX_VALUE / 2)).runs();
  }

  @Test
  void they_are_in_flight_until_the_sink_shows_them_and_are_read_back_then() throws Exception {
    int sent = queue.sent.get();
    tooLong();
    plant.await("m", s -> queue.sent.get() > sent);
    Tally before = plant.tally("m");
    assertThat(before.predicted()).as("handed off is not predicted").isZero();
    assertThat(before.missing() + before.inFlight()).isEqualTo(before.due());
    assertThat(runs()).isEmpty();

    // Half of them, then all.
    long half = TestClock.T0 - Instants.DAY;
    sink.shown = RangeSet.of(0, half);
    clock.pass(PATIENCE);
    plant.await("m", s -> s.tally().predicted() == 24);
    assertThat(plant.tally("m").missing() + plant.tally("m").inFlight()).isEqualTo(24);
    sink.shown = RangeSet.of(0, Long.MAX_VALUE);
    clock.pass(PATIENCE);
    plant.await("m", s -> s.tally().predicted() == 48);
    assertThat(runs())
        .allMatch(r -> r.state() == CellState.PREDICTED && r.reason() == Reason.READ_BACK);
    assertThat(plant.fatal).hasValue(null);
  }

  @Test
  void what_the_sink_never_shows_is_sent_again_a_few_times_and_never_counts_as_predicted()
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (plant.tally("m").empty() < 48) {
      assertThat(System.nanoTime()).as(plant.tally("m").toString()).isLessThan(deadline);
      assertThat(plant.tally("m").predicted()).isZero();
      clock.pass(PATIENCE);
      var unused = sink.asked.tryAcquire(1, TimeUnit.SECONDS);
    }
    assertThat(runs().stream().filter(r -> r.state() == CellState.EMPTY))
        .allMatch(r -> r.reason() == Reason.NOT_READY);
    assertThat(runs()).noneMatch(r -> r.state() == CellState.PREDICTED);
  }

  @Test
  void where_the_sink_cannot_be_asked_they_count_apart_until_it_can_and_shows_them()
      throws Exception {
    sink.tells = false;
    clock.pass(PATIENCE);
    plant.await("m", s -> s.tally().handedOff() == 48);
    Tally apart = plant.tally("m");
    assertThat(apart.predicted() + apart.missing() + apart.inFlight()).isZero();
    assertThat(apart.due()).isEqualTo(48);
    Range all = new Range(TestClock.T0 - 3 * Instants.DAY, TestClock.T0);
    assertThat(plant.engine.coverage("m", all))
        .filteredOn(s -> s.state() == VisibleState.HANDED_OFF)
        .singleElement()
        .satisfies(s -> assertThat(s.cells().length()).isEqualTo(48));
    assertThat(plant.engine.gaps("m", all, 10)).isEmpty();
    assertThat(plant.engine.explain("m", TestClock.T0 - Instants.DAY).steps().getLast().what())
        .contains("now handed off: handed to another program");
    assertThat(plant.engine.readBack()).as("it still cannot be asked").isZero();

    sink.tells = true;
    sink.shown = RangeSet.of(0, TestClock.T0 - Instants.DAY);
    assertThat(plant.engine.readBack()).isEqualTo(24);
    plant.await("m", s -> s.tally().predicted() == 24 && s.tally().handedOff() == 24);
    assertThat(plant.engine.readBack()).as("the others are not shown").isZero();
    sink.shown = RangeSet.of(0, Long.MAX_VALUE);
    assertThat(plant.engine.readBack()).isEqualTo(24);
    plant.await("m", s -> s.tally().predicted() == 48 && s.tally().handedOff() == 0);
    assertThat(runs()).allMatch(r -> r.reason() == Reason.READ_BACK);
    assertThat(plant.store.check()).isEmpty();
  }
}
