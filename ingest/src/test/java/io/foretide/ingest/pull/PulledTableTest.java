package io.foretide.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.ingest.FixedClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.MemorySink;
import io.foretide.ingest.PatientWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PulledTableTest {
  private static final long HOUR = Instants.HOUR;
  private final FixedClock clock = new FixedClock("2026-01-03T12:00:00Z");
  private final MemorySink sink = new MemorySink();
  private final List<String> asked = new ArrayList<>();
  private final List<Long> pauses = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private RangeSet holes = RangeSet.empty();
  private int failures;
  private ProviderException failure = new ProviderException.Transient("db is down", null);

  /** A table with a row each hour, of which some come late. */
  private final PullSource hourly =
      new PullSource() {
        @Override
        public String description() {
          return "test table";
        }

        @Override
        public Answer read(Range range) throws ProviderException {
          asked.add(range.asTime());
          if (failures > 0) {
            failures--;
            throw failure;
          }
          PointBatch points = new PointBatch();
          for (long t = Math.ceilDiv(range.from(), HOUR) * HOUR; t < range.to(); t += HOUR) {
            points.add("p.a", t, t / (double) HOUR);
          }
          return new Answer(points, IngestReport.NOTHING);
        }
      };

  private final PulledTable table =
      new PulledTable(
          PullOptions.of("t", List.of(), "p.", Instants.parse("2026-01-01T00:00:00Z")),
          hourly,
          new StoredSeries(sink),
          new PatientWriter(sink, nanos -> {}, new SplittableRandom(1)),
          clock,
          pauses::add,
          new SplittableRandom(2),
          () -> holes,
          events::add);

  @Test
  void an_empty_store_is_filled_from_the_start_in_spans() throws Exception {
    IngestReport report = table.pull();
    assertThat(asked)
        .containsExactly(
            "[2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z)",
            "[2026-01-02T00:00:00Z, 2026-01-03T00:00:00Z)",
            "[2026-01-03T00:00:00Z, 2026-01-03T12:00:00Z)");
    assertThat(report.points()).isEqualTo(60);
  }

  @Test
  void the_next_pull_goes_on_from_what_is_stored_with_an_overlap() throws Exception {
    PointBatch before = new PointBatch();
    before.add("p.a", Instants.parse("2026-01-03T09:00:00Z"), 1);
    before.add("p.b", Instants.parse("2026-01-03T08:00:00Z"), 1);
    before.add("p.ended", Instants.parse("2025-11-01T00:00:00Z"), 1);
    before.add("q.other", Instants.parse("2025-12-01T00:00:00Z"), 1);
    sink.write(before);
    table.pull();
    assertThat(asked).containsExactly("[2026-01-03T07:00:00Z, 2026-01-03T12:00:00Z)");
    asked.clear();
    clock.advance(HOUR);
    table.pull();
    assertThat(asked).containsExactly("[2026-01-03T11:00:00Z, 2026-01-03T13:00:00Z)");
  }

  @Test
  void holes_are_asked_again_and_nothing_beyond_now_is() throws Exception {
    table.pull();
    asked.clear();
    long hole = Instants.parse("2026-01-01T05:00:00Z");
    holes =
        RangeSet.of(hole, hole + 2 * HOUR)
            .plus(new Range(clock.now() + HOUR, clock.now() + 2 * HOUR));
    table.pull();
    assertThat(asked)
        .containsExactly(
            "[2026-01-01T05:00:00Z, 2026-01-01T07:00:00Z)",
            "[2026-01-03T11:00:00Z, 2026-01-03T12:00:00Z)");
  }

  @Test
  void a_short_failure_is_tried_again_with_growing_waits_and_is_no_event() throws Exception {
    failures = 3;
    assertThat(table.pull().points()).isEqualTo(60);
    assertThat(pauses).hasSize(3);
    for (int i = 0; i < 3; i++) {
      long wait = Instants.SECOND << i;
      assertThat(pauses.get(i)).isBetween(wait / 2, wait);
    }
    assertThat(events).isEmpty();
  }

  @Test
  void an_outage_is_one_event_and_its_end_another_and_nothing_is_lost() throws Exception {
    failures = 4 + 5;
    for (int i = 0; i < 6; i++) {
      table.pull();
    }
    assertThat(asked).as("one try per pull in an outage").hasSize(4 + 5);
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().kind()).isEqualTo("pull.outage");
    assertThat(events.getFirst().subject()).isEqualTo("table:t");
    assertThat(events.getFirst().message()).contains("db is down");
    assertThat(table.pull().points()).isEqualTo(60);
    assertThat(events).extracting(Event::kind).containsExactly("pull.outage", "pull.recovered");
  }

  @Test
  void a_table_that_says_when_to_ask_again_is_given_that_time() throws Exception {
    failures = 1;
    failure = new ProviderException.NotReady("busy", 20 * Instants.SECOND);
    table.pull();
    assertThat(pauses.getFirst()).isBetween(20 * Instants.SECOND, 31 * Instants.SECOND);
  }

  @Test
  void a_refused_question_is_an_error_and_not_tried_again_at_once() throws Exception {
    failures = 1;
    failure = new ProviderException.Rejected("no such table");
    table.pull();
    assertThat(asked).hasSize(1);
    assertThat(events).extracting(Event::kind).containsExactly("pull.rejected");
  }

  @Test
  void an_outage_in_the_middle_keeps_what_was_read_and_goes_on_there() throws Exception {
    failures = 0;
    PullSource inner = hourly;
    assertThat(inner.description()).isEqualTo("test table");
    table.pull();
    asked.clear();
    clock.advance(3 * Instants.DAY);
    failures = 4;
    table.pull();
    asked.clear();
    table.pull();
    assertThat(asked.getFirst()).startsWith("[2026-01-03T11:00:00Z, ");
    assertThat(sink.points()).isEqualTo(60 + 72);
  }
}
