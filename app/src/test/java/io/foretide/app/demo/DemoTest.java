package io.foretide.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static Configuration on(Path folder) {
    return Configuration.read(
        new Layer(
            Map.of("store", Map.of("folder", folder.toString()), "hub", Map.of("port", 0)),
            Map.of()),
        folder);
  }

  private static DemoResult once(Path folder) throws Exception {
    try (Demo demo =
        Demo.open(
            "plant",
            on(folder),
            false,
            1,
            e -> {
              throw new AssertionError(e);
            })) {
      demo.play(file -> {}, () -> false);
      return demo.finish((left, due) -> {}, () -> false);
    }
  }

  @Test
  void the_whole_backlog_is_filled_and_a_second_start_goes_on(@TempDir Path folder)
      throws Exception {
    DemoResult first = once(folder);
    assertThat(first.missing()).isZero();
    assertThat(first.failed()).isZero();
    assertThat(first.models()).isBetween(10L, 15L);
    assertThat(first.predicted()).isGreaterThan(50_000);
    assertThat(first.asMap().keySet())
        .containsExactly(
            "models",
            "intervals_due",
            "predicted",
            "empty",
            "failed",
            "missing",
            "points_read",
            "points_written",
            "seconds");
    DemoResult second = once(folder);
    assertThat(second.missing()).isZero();
    assertThat(second.predicted()).isGreaterThanOrEqualTo(first.predicted());
    assertThat(second.pointsRead()).as("nothing is computed twice").isLessThan(first.pointsRead());
  }

  @Test
  void a_folder_of_another_scenario_is_refused(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("demo.json"), "{\"scenario\":\"other\",\"shifts\":{}}");
    assertThatThrownBy(() -> Demo.open("plant", on(folder), false, 1, e -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to scenario 'other'");
  }

  @Test
  void the_last_recorded_day_happens_now_at_the_same_time_of_day() throws Exception {
    long now = Instants.parse("2026-03-04T05:06:07Z");
    for (Tape tape : Scenario.load("plant").tapes().values()) {
      long shift = tape.shiftTo(now);
      assertThat(shift % Instants.DAY).isZero();
      PointBatch ahead = new PointBatch();
      tape.shifted(shift).play(now, now + Instants.DAY, ahead);
      PointBatch behind = new PointBatch();
      tape.shifted(shift).play(now - 30 * Instants.DAY, now, behind);
      assertThat(ahead.isEmpty()).as("something is still to come").isFalse();
      assertThat(behind.size()).isGreaterThan(ahead.size());
      for (int i = 0; i < behind.size(); i++) {
        assertThat(behind.timeAt(i)).isBetween(now - 30 * Instants.DAY + 1, now);
      }
    }
  }

  @Test
  void a_tape_repeats_itself_after_its_period() throws Exception {
    Scenario plant = Scenario.load("plant");
    Tape tape = Objects.requireNonNull(plant.tapes().get("hall.csv.gz"));
    long period = 168 * Instants.DAY;
    long from = Instants.parse("2020-05-05");
    PointBatch one = new PointBatch();
    PointBatch next = new PointBatch();
    tape.play(from, from + 3 * Instants.DAY, one);
    tape.play(from + period, from + period + 3 * Instants.DAY, next);
    assertThat(one.size()).isPositive().isEqualTo(next.size());
    for (int i = 0; i < one.size(); i++) {
      assertThat(next.timeAt(i) - one.timeAt(i)).isEqualTo(period);
      assertThat(next.valueAt(i)).isEqualTo(one.valueAt(i));
    }
  }

  @Test
  void the_same_span_in_pieces_plays_the_same_points() throws Exception {
    Tape tape = Objects.requireNonNull(Scenario.load("plant").tapes().get("server.csv.gz"));
    long from = Instants.parse("2021-01-01T00:00:30Z");
    PointBatch whole = new PointBatch();
    tape.play(from, from + 40 * Instants.DAY, whole);
    PointBatch pieces = new PointBatch();
    for (long at = from; at < from + 40 * Instants.DAY; at += 5 * Instants.HOUR) {
      tape.play(at, Math.min(at + 5 * Instants.HOUR, from + 40 * Instants.DAY), pieces);
    }
    assertThat(pieces.size()).isEqualTo(whole.size());
    assertThat(pieces.timeAt(pieces.size() - 1)).isEqualTo(whole.timeAt(whole.size() - 1));
  }
}
