package io.foretide.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final long YEARS = 200 * 365 * Instants.DAY;

  @Property
  void every_instant_lies_in_the_cell_that_starts_at_or_before_it(
      @ForAll @LongRange(min = -YEARS, max = YEARS) long instant,
      @ForAll @LongRange(min = -YEARS / 10, max = YEARS / 10) long anchor,
      @ForAll @LongRange(min = 1, max = 400 * Instants.DAY) long every) {
    Grid grid = new Grid(anchor, every);
    long cell = grid.cellAt(instant);
    assertThat(grid.start(cell)).isLessThanOrEqualTo(instant);
    assertThat(grid.end(cell)).isGreaterThan(instant);
    assertThat(grid.cellAt(grid.start(cell))).isEqualTo(cell);
    assertThat(grid.cellAt(grid.end(cell))).isEqualTo(cell + 1);
  }

  @Property
  void no_instant_and_no_cell_overflows(
      @ForAll long instant, @ForAll long cell, @ForAll @LongRange(min = 1) long every) {
    Grid grid = new Grid(0, every);
    long safe = Math.max(Instants.MIN, instant);
    assertThat(grid.start(cell)).isBetween(Instants.MIN, Instants.MAX);
    assertThat(grid.start(cell) <= grid.start(Math.max(cell, cell + 1))).isTrue();
    long start = grid.start(grid.cellAt(safe));
    assertThat(start).isLessThanOrEqualTo(safe);
  }

  @Property
  void cells_within_a_range_lie_inside_and_cells_touching_it_cover_it(
      @ForAll @IntRange(min = -1000, max = 1000) int from,
      @ForAll @IntRange(min = 0, max = 500) int length,
      @ForAll @IntRange(min = -50, max = 50) int anchor,
      @ForAll @IntRange(min = 1, max = 60) int every) {
    Grid grid = new Grid(anchor, every);
    Range range = new Range(from, from + length);
    Range within = grid.cellsWithin(range);
    Range touching = grid.cellsTouching(range);
    for (long cell = grid.cellAt(from) - 2; cell <= grid.cellAt(from + length) + 2; cell++) {
      Range instants = new Range(grid.start(cell), grid.end(cell));
      assertThat(within.contains(cell)).isEqualTo(range.contains(instants));
      assertThat(touching.contains(cell)).isEqualTo(range.overlaps(instants));
    }
  }

  @Property
  void the_first_cell_not_due_is_the_first_whose_due_time_is_after_now(
      @ForAll @IntRange(min = -5000, max = 5000) int now,
      @ForAll @IntRange(min = 0, max = 300) int delay,
      @ForAll @IntRange(min = -50, max = 50) int anchor,
      @ForAll @IntRange(min = 1, max = 60) int every) {
    Grid grid = new Grid(anchor, every);
    long end = grid.dueEnd(now, delay);
    assertThat(grid.dueAt(end, delay)).isGreaterThan(now);
    assertThat(grid.dueAt(end - 1, delay)).isLessThanOrEqualTo(now);
  }

  @Test
  void an_interval_is_due_after_its_delay_but_never_before_its_end() {
    Grid grid = new Grid(0, 30 * Instants.MINUTE);
    long start = Instants.parse("2026-01-01T06:30:00Z");
    long cell = grid.cellAt(start);
    assertThat(grid.start(cell)).isEqualTo(start);
    assertThat(grid.dueAt(cell, 3 * Instants.HOUR))
        .isEqualTo(Instants.parse("2026-01-01T09:30:00Z"));
    assertThat(grid.dueAt(cell, 0)).isEqualTo(Instants.parse("2026-01-01T07:00:00Z"));
    assertThat(grid.dueEnd(Instants.parse("2026-01-01T09:30:00Z"), 3 * Instants.HOUR))
        .isEqualTo(cell + 1);
  }

  @Test
  void a_grid_of_nothing_is_refused() {
    assertThatThrownBy(() -> new Grid(0, 0)).hasMessageContaining("every 0s is not above zero");
    assertThatThrownBy(() -> new Grid(0, -1)).hasMessageContaining("every -1ns");
  }

  @Test
  void an_empty_range_touches_no_cell() {
    assertThat(new Grid(0, 10).cellsTouching(new Range(15, 15)).isEmpty()).isTrue();
    assertThat(new Grid(0, 10).cellsWithin(new Range(15, 15)).isEmpty()).isTrue();
  }
}
