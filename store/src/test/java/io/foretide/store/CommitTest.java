package io.foretide.store;

import static io.foretide.store.Fixture.MINUTE;
import static io.foretide.store.Fixture.MODEL;
import static io.foretide.store.Fixture.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog.Filter;
import io.foretide.core.event.Severity;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class CommitTest {
  private final Engine engine;

  CommitTest(Engine engine) {
    this.engine = engine;
  }

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

  @Test
  void rows_coverage_and_the_end_of_the_claim_become_durable_together() throws Exception {
    Task task = f.claim(10, 13);
    CommitReceipt receipt =
        f.commit(
            task,
            predicted(10, 12, 3, 7),
            OutcomePart.empty(new Range(12, 13), Reason.NO_DATA, ""));
    assertThat(receipt.covered()).isEqualTo(RangeSet.of(10, 13));
    assertThat(receipt.refused().isEmpty()).isTrue();
    assertThat(f.claims.size()).isZero();
    f.reopen();
    assertThat(f.store.coverage().counts(MODEL, 1)).isEqualTo(new Counts(2, 1, 0));
    assertThat(f.coverage().cells(CellState.PREDICTED)).isEqualTo(RangeSet.of(10, 12));
    assertThat(f.store.predictions().origin(MODEL, 11 * MINUTE)).isPresent();
    assertThat(f.store.predictions().origin(MODEL, 13 * MINUTE)).isEmpty();
  }

  @Test
  void superseded_cells_are_refused_and_leave_no_trace_while_the_rest_is_accepted()
      throws Exception {
    Task task = f.claim(0, 4);
    f.store.coverage().uncover(MODEL, 1, RangeSet.of(1, 3), "re-run");
    CommitReceipt receipt = f.commit(task, predicted(0, 4, 2, 1));
    assertThat(receipt.refused()).isEqualTo(RangeSet.of(1, 3));
    assertThat(f.coverage().covered())
        .isEqualTo(RangeSet.of(List.of(new Range(0, 1), new Range(3, 4))));
    assertThat(f.store.predictions().origin(MODEL, 2 * MINUTE)).isEmpty();
    assertThat(f.store.predictions().origin(MODEL, 4 * MINUTE)).isPresent();
  }

  @Test
  void a_commit_without_a_claim_is_refused_whole() throws Exception {
    Task task = f.claim(0, 2);
    f.claims.release(task);
    CommitReceipt receipt = f.commit(task, predicted(0, 2, 2, 1));
    assertThat(receipt.refused()).isEqualTo(RangeSet.of(0, 2));
    assertThat(f.coverage().covered().isEmpty()).isTrue();
    assertThat(f.store.predictions().origin(MODEL, MINUTE)).isEmpty();
    assertThat(f.store.runs().runsOf(MODEL, 1, 0)).isEmpty();
  }

  @Test
  void the_same_task_committed_twice_counts_once() throws Exception {
    Task task = f.claim(0, 2);
    f.commit(task, predicted(0, 2, 2, 1));
    assertThat(f.commit(task, predicted(0, 2, 2, 9)).covered().isEmpty()).isTrue();
    assertThat(f.store.coverage().counts(MODEL, 1).predicted()).isEqualTo(2);
    assertThat(f.store.predictions().origin(MODEL, MINUTE).orElseThrow().block().values()[0][0])
        .isEqualTo(1);
  }

  @Test
  void cells_in_no_part_are_not_covered() throws Exception {
    f.commit(f.claim(0, 5), predicted(1, 2, 2, 1));
    assertThat(f.coverage().covered()).isEqualTo(RangeSet.of(1, 2));
    assertThat(f.claims.size()).isZero();
  }

  @Test
  void a_repeated_interval_replaces_state_counts_and_rows() throws Exception {
    f.store.models().create(Fixture.model("m"));
    f.predict(0, 3, 2, 1);
    f.store.coverage().uncover(MODEL, 1, RangeSet.of(0, 3), "re-run");
    f.commit(
        f.claim(0, 3),
        predicted(0, 1, 2, 5),
        OutcomePart.failed(new Range(1, 3), Reason.MODEL_ERROR, "no luck"));
    assertThat(f.store.coverage().counts(MODEL, 1)).isEqualTo(new Counts(1, 0, 2));
    assertThat(f.store.predictions().origin(MODEL, MINUTE).orElseThrow().block().values()[0][0])
        .isEqualTo(5);
    assertThat(f.store.predictions().origin(MODEL, 2 * MINUTE)).isEmpty();
  }

  @Test
  void what_is_handed_off_is_counted_apart_until_it_is_read_back() throws Exception {
    f.store.models().create(Fixture.model("m"));
    Range all = new Range(4090, 4100);
    f.commit(
        f.claim(4090, 4100),
        new OutcomePart(all, CellState.PREDICTED, Reason.HANDED_OFF, "", List.of()));
    assertThat(f.store.coverage().counts(MODEL, 1)).isEqualTo(new Counts(0, 0, 0, 10));
    f.commit(
        f.claim(4090, 4093),
        new OutcomePart(
            new Range(4090, 4093), CellState.PREDICTED, Reason.READ_BACK, "", List.of()));
    f.reopen();
    assertThat(f.store.coverage().counts(MODEL, 1)).isEqualTo(new Counts(3, 0, 0, 7));
    assertThat(f.coverage().handedOff()).isEqualTo(RangeSet.of(4093, 4100));
    assertThat(f.store.check()).isEmpty();
  }

  @Test
  void un_covering_tells_what_was_covered_and_keeps_the_rows_until_they_are_replaced()
      throws Exception {
    f.predict(0, 5000, 1, 1);
    RangeSet gone =
        f.store.coverage().uncover(MODEL, 1, RangeSet.of(4000, Long.MAX_VALUE), "re-run");
    assertThat(gone).isEqualTo(RangeSet.of(4000, 5000));
    assertThat(f.store.coverage().counts(MODEL, 1).covered()).isEqualTo(4000);
    assertThat(f.store.predictions().origin(MODEL, 4500 * MINUTE)).isPresent();
    assertThat(f.heard).containsExactly("covered {[0, 5000)}", "uncovered {[4000, 5000)}");
  }

  @Test
  void stale_cells_are_un_covered_once_their_settling_time_is_over() throws Exception {
    Task task = f.claim(0, 3);
    f.claims.markStale(MODEL, 1, RangeSet.of(1, 2));
    assertThat(f.commit(task, predicted(0, 3, 1, 1)).stale()).isEqualTo(RangeSet.of(1, 2));
    assertThat(f.coverage().covered()).isEqualTo(RangeSet.of(0, 3));
    f.reopen();
    assertThat(f.store.coverage().settle(f.now.get())).isEmpty();
    f.now.addAndGet(MINUTE);
    assertThat(f.store.coverage().settle(f.now.get()).getFirst().cells())
        .isEqualTo(RangeSet.of(1, 2));
    assertThat(f.store.coverage().settle(f.now.get())).isEmpty();
    assertThat(f.store.coverage().counts(MODEL, 1).covered()).isEqualTo(2);
  }

  @Test
  void a_checkpoint_commits_with_the_rows_but_not_when_cells_were_refused() throws Exception {
    f.store.coverage().commit(withCheckpoint(f.claim(0, 2), 2 * MINUTE, 1));
    Task task = f.claim(2, 4);
    f.claims.supersede(MODEL, 1, RangeSet.of(2, 3));
    f.store.coverage().commit(withCheckpoint(task, 4 * MINUTE, 2));
    Checkpoint found = f.store.coverage().checkpoint(MODEL, 1, Long.MAX_VALUE).orElseThrow();
    assertThat(found.instant()).isEqualTo(2 * MINUTE);
    assertThat(found.state()).containsExactly(1);
    assertThat(f.store.coverage().checkpoint(MODEL, 1, 2 * MINUTE - 1)).isEmpty();
  }

  private static Commit withCheckpoint(Task task, long instant, int state) {
    return new Commit(
        task,
        List.of("mean"),
        List.of(predicted(task.cells().from(), task.cells().to(), 1, 1)),
        new Checkpoint(instant, new byte[] {(byte) state}),
        1,
        1,
        "test");
  }

  @Test
  void the_same_failure_of_many_intervals_is_one_event_with_a_count() throws Exception {
    f.store.models().create(Fixture.model("pump"));
    for (long c = 0; c < 6; c += 2) {
      f.commit(
          f.claim(c, c + 2),
          OutcomePart.failed(new Range(c, c + 2), Reason.MODEL_ERROR, "division by zero"));
    }
    f.reopen();
    List<Event> events = f.store.events().list(Filter.latest(10));
    assertThat(events).hasSize(1);
    Event event = events.getFirst();
    assertThat(event.kind()).isEqualTo("interval.failed");
    assertThat(event.subject()).isEqualTo("model:pump");
    assertThat(event.message()).isEqualTo("division by zero");
    assertThat(event.details()).containsEntry("times", "3").containsEntry("intervals", "6");
  }

  @Test
  void events_are_found_by_an_exact_subject_or_by_a_part_of_a_name() throws Exception {
    for (String subject : List.of("model:Plant/pump-7", "model:Plant/pump-77", "series:pump-7")) {
      f.store.events().append(Event.of(1, Severity.INFO, "test.said", subject, "said"));
    }
    f.reopen();
    assertThat(subjects("pump-77")).containsExactly("model:Plant/pump-77");
    assertThat(subjects("plant/PUMP")).hasSize(2);
    assertThat(subjects("model:Plant/pump-7")).containsExactly("model:Plant/pump-7");
    assertThat(subjects("model:Plant")).isEmpty();
    assertThat(subjects("%")).isEmpty();
  }

  private List<String> subjects(String subject) {
    Filter filter =
        new Filter(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            10,
            Severity.INFO,
            "test.",
            subject,
            null);
    return f.store.events().list(filter).stream().map(Event::subject).toList();
  }

  @Test
  void a_run_is_remembered_for_each_of_its_cells() throws Exception {
    f.predict(0, 3, 1, 1);
    assertThat(f.store.runs().runsOf(MODEL, 1, 2))
        .singleElement()
        .satisfies(r -> {
          assertThat(r.cells()).isEqualTo(new Range(0, 3));
          assertThat(r.counts()).isEqualTo(new Counts(3, 0, 0));
          assertThat(r.points()).isEqualTo(10);
          assertThat(r.owner()).isEqualTo("test");
        });
    assertThat(f.store.runs().runsOf(MODEL, 1, 3)).isEmpty();
  }

  @Test
  void a_forecast_part_without_one_block_per_interval_is_rejected_and_the_claim_stays()
      throws Exception {
    Task task = f.claim(0, 2);
    OutcomePart wrong = OutcomePart.predicted(new Range(0, 2), List.of(Fixture.block(0, 1, 1)));
    assertThatThrownBy(() -> f.commit(task, wrong))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("one block per interval");
    assertThat(f.claims.check(task).accepted()).isEqualTo(RangeSet.of(0, 2));
  }
}
