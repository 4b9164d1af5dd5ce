package io.foretide.store;

import static io.foretide.store.Fixture.MINUTE;
import static io.foretide.store.Fixture.MODEL;
import static io.foretide.store.Fixture.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmStore;
import io.foretide.core.alarm.AlarmStore.Write;
import io.foretide.core.alarm.Feedback;
import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.Commit;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog.Filter;
import io.foretide.core.event.Severity;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.Model;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.retention.Retention;
import io.foretide.store.retention.Retention.Rule;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class RetentionTest {
  private final Engine engine;

  RetentionTest(Engine engine) {
    this.engine = engine;
  }

  private static final long DAY = Instants.DAY;
  @TempDir Path folder;
  private Fixture f;

  @BeforeEach
  void open() throws Exception {
    f =
        new Fixture(
            folder,
            engine,
            new Retention(
                100 * DAY,
                List.of(new Rule("raw.*", 10 * DAY)),
                30 * DAY,
                5,
                30 * DAY,
                1000,
                60 * DAY));
    f.now.set(1000 * DAY);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private void sweep() throws Exception {
    assertThat(f.store.retain(f.now.get())).isTrue();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (f.store.retaining()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(f.store.check()).isEmpty();
  }

  private Model model(Model.State state, long floor) {
    Model m = Fixture.model("m");
    return new Model(m.id(), m.definition(), m.revisions(), state, 1, floor, m.createdAt());
  }

  @Test
  void points_go_by_age_and_a_rule_for_their_series_comes_first() throws Exception {
    for (String series : List.of("raw.a", "b")) {
      PointBatch batch = new PointBatch();
      for (long day = 800; day < 1000; day++) {
        for (int i = 0; i < 50; i++) {
          batch.add(series, day * DAY + i, i);
        }
      }
      f.store.points().write(batch);
    }
    f.reopen();
    sweep();
    assertThat(f.store.points().find("raw.a").orElseThrow().first())
        .isBetween(960 * DAY, 990 * DAY);
    assertThat(f.store.points().find("b").orElseThrow().first()).isBetween(870 * DAY, 900 * DAY);
    assertThat(f.store.points().find("b").orElseThrow().last()).isEqualTo(999 * DAY + 49);
    f.reopen();
    assertThat(f.store.check()).isEmpty();
  }

  private static Alarm alarm(long closedAt) {
    return new Alarm(
        0,
        0,
        "anomaly",
        Severity.WARNING,
        "m",
        "flow",
        1,
        1,
        closedAt == 0 ? Long.MAX_VALUE : closedAt,
        1,
        closedAt,
        2,
        1,
        2,
        1,
        "flow was 3",
        Map.of(),
        0,
        "",
        0,
        Feedback.NONE,
        "",
        "",
        "");
  }

  @Test
  void alarms_that_are_over_go_by_age_with_what_was_told_of_them_and_open_ones_stay()
      throws Exception {
    AlarmStore alarms = f.store.alarms();
    long[] closed = {0, 900 * DAY, 950 * DAY};
    for (long at : closed) {
      Write write = new Write(alarm(at), null, null, "opened", List.of("ops"));
      assertThat(alarms.write(write, 1)).isPresent();
    }
    Alarm late = alarms.write(new Write(alarm(0), null, null, "", List.of()), 1).orElseThrow();
    assertThat(alarms.open()).isEqualTo(2);
    f.reopen();
    alarms = f.store.alarms();
    sweep();
    assertThat(alarms.list(false, "", Long.MAX_VALUE, 9))
        .extracting(Alarm::id)
        .containsExactly(late.id(), 3L, 1L);
    assertThat(alarms.deliveries(2)).isEmpty();
    assertThat(alarms.deliveries(3)).hasSize(1);
    assertThat(alarms.open()).isEqualTo(2);
  }

  @Test
  void coverage_and_rows_before_the_floor_expire_and_nothing_after_it_is_touched()
      throws Exception {
    f.store.models().create(model(Model.State.ACTIVE, 6000 * MINUTE));
    f.now.set(7000 * MINUTE);
    f.predict(0, 7000, 1, 1);
    sweep();
    assertThat(f.coverage().covered()).isEqualTo(RangeSet.of(6000, 7000));
    assertThat(f.store.coverage().counts(MODEL, 1).predicted()).isEqualTo(1000);
    assertThat(f.store.predictions().origin(MODEL, 6000 * MINUTE)).isEmpty();
    assertThat(f.store.predictions().origin(MODEL, 6001 * MINUTE)).isPresent();
    assertThat(f.heard).noneMatch(s -> s.startsWith("uncovered"));
  }

  @Test
  void of_a_deleted_model_everything_goes() throws Exception {
    f.store.models().create(model(Model.State.ACTIVE, Instants.MIN));
    f.predict(0, 5000, 1, 1);
    Model m = f.store.models().find(MODEL).orElseThrow();
    f.store
        .models()
        .replace(
            new Model(
                m.id(),
                m.definition(),
                m.revisions(),
                Model.State.DELETED,
                m.version(),
                m.floor(),
                m.createdAt()));
    sweep();
    assertThat(f.coverage().runs()).isEmpty();
    assertThat(f.store.status().rows())
        .containsEntry("prediction", 0L)
        .containsEntry("coverage", 0L);
  }

  @Test
  void of_old_forecasts_those_stay_that_are_the_latest_for_some_instant() throws Exception {
    f.store.models().create(model(Model.State.ACTIVE, Instants.MIN));
    long first = 900 * DAY / MINUTE;
    f.predict(first, first + 30, 10, 1);
    f.predict(first + 60, first + 70, 10, 2);
    long recent = 1000 * DAY / MINUTE - 20;
    f.predict(recent, recent + 15, 10, 3);
    Range all = new Range(0, 1001 * DAY);
    Frame before = f.store.predictions().latest(MODEL, all, 0);
    sweep();
    Frame after = f.store.predictions().latest(MODEL, all, 0);
    assertThat(after.times()).isEqualTo(before.times());
    assertThat(after.column(0)).isEqualTo(before.column(0));
    assertThat(f.store.predictions().origins(MODEL, all, 1000)).hasSize(30 + 10 + 15);
    // A re-run with a longer reach makes the old ones of the first run superfluous.
    f.store.coverage().uncover(MODEL, 1, RangeSet.of(first + 29, first + 30), "re-run");
    f.predict(first + 29, first + 30, 1, 1);
    f.reopen();
    sweep();
    assertThat(f.coverage().covered().count()).isEqualTo(55);
  }

  @Test
  void forecasts_that_newer_ones_outdo_are_removed() throws Exception {
    f.store.models().create(model(Model.State.ACTIVE, Instants.MIN));
    long c = 900 * DAY / MINUTE;
    List<io.foretide.core.prediction.PredictionBlock> blocks =
        List.of(
            new io.foretide.core.prediction.PredictionBlock(
                (c + 1) * MINUTE, (c + 5) * MINUTE, MINUTE, new double[][] {{1, 1}}),
            new io.foretide.core.prediction.PredictionBlock(
                (c + 2) * MINUTE, (c + 5) * MINUTE, MINUTE, new double[][] {{2, 2, 2}}));
    f.store.predictions().write(MODEL, 1, List.of("mean"), blocks);
    sweep();
    assertThat(f.store.predictions().origin(MODEL, (c + 1) * MINUTE)).isEmpty();
    assertThat(f.store.predictions().origin(MODEL, (c + 2) * MINUTE)).isPresent();
  }

  @Test
  void old_checkpoints_thin_out_but_the_newest_and_one_a_day_stay() throws Exception {
    f.store.models().create(model(Model.State.ACTIVE, Instants.MIN));
    for (int i = 0; i < 60; i++) {
      f.store
          .coverage()
          .commit(
              new Commit(
                  f.claim(i, i + 1),
                  List.of("mean"),
                  List.of(predicted(i, i + 1, 1, 1)),
                  new Checkpoint(900 * DAY + i * DAY / 5, new byte[] {(byte) i}),
                  1,
                  1,
                  "test"));
    }
    sweep();
    for (int day = 0; day < 10; day++) {
      assertThat(
              f.store
                  .coverage()
                  .checkpoint(MODEL, 1, (901 + day) * DAY - 1)
                  .orElseThrow()
                  .instant())
          .isEqualTo(900 * DAY + (day * 5 + 4) * DAY / 5);
    }
    assertThat(f.store.status().rows()).containsEntry("checkpoint", 20L);
  }

  @Test
  void events_go_by_age_and_number() throws Exception {
    for (int i = 0; i < 12; i++) {
      f.store.events().append(Event.of((i < 3 ? 900 : 999) * DAY, Severity.INFO, "x", "", "n" + i));
    }
    sweep();
    assertThat(f.store.events().list(Filter.latest(100)))
        .extracting(Event::message)
        .containsExactly("n11", "n10", "n9", "n8", "n7");
  }

  @Test
  void runs_go_by_age() throws Exception {
    f.now.set(900 * DAY);
    f.predict(0, 1, 1, 1);
    f.now.set(1000 * DAY);
    f.predict(1, 2, 1, 1);
    sweep();
    assertThat(f.store.runs().runsOf(MODEL, 1, 0)).isEmpty();
    assertThat(f.store.runs().runsOf(MODEL, 1, 1)).hasSize(1);
  }
}
