package io.foretide.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.model.Order;
import io.foretide.core.task.Lane;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlannerTest {
  @Test
  void missing_is_desired_minus_covered() {
    RangeSet covered = RangeSet.of(3, 5).plus(new Range(7, 8));
    assertThat(Planner.missing(new Range(2, 9), covered).ranges())
        .containsExactly(new Range(2, 3), new Range(5, 7), new Range(8, 9));
  }

  @Test
  void the_newest_due_interval_goes_live_and_first() {
    List<Piece> pieces = Planner.pieces(RangeSet.of(0, 10), 10, Order.ANY, 4, 10);
    assertThat(pieces)
        .containsExactly(
            new Piece(new Range(9, 10), Lane.LIVE),
            new Piece(new Range(0, 4), Lane.BACKLOG),
            new Piece(new Range(4, 8), Lane.BACKLOG),
            new Piece(new Range(8, 9), Lane.BACKLOG));
  }

  @Test
  void backlog_is_oldest_first_and_joined_up_to_the_span() {
    RangeSet open = RangeSet.of(0, 3).plus(new Range(5, 6));
    assertThat(Planner.pieces(open, 100, Order.ANY, 48, 10))
        .containsExactly(
            new Piece(new Range(0, 3), Lane.BACKLOG), new Piece(new Range(5, 6), Lane.BACKLOG));
  }

  @Test
  void a_sequential_model_gets_only_its_oldest_piece() {
    RangeSet open = RangeSet.of(2, 4).plus(new Range(8, 10));
    assertThat(Planner.pieces(open, 10, Order.SEQUENTIAL, 48, 10))
        .containsExactly(new Piece(new Range(2, 4), Lane.BACKLOG));
  }

  @Test
  void a_sequential_model_at_its_frontier_is_live() {
    assertThat(Planner.pieces(RangeSet.of(9, 10), 10, Order.SEQUENTIAL, 48, 10))
        .containsExactly(new Piece(new Range(9, 10), Lane.LIVE));
  }

  @Property
  void pieces_are_disjoint_inside_the_open_cells_and_within_slots(
      @ForAll @IntRange(min = 0, max = 40) int a,
      @ForAll @IntRange(min = 0, max = 20) int hole,
      @ForAll @IntRange(min = 1, max = 9) int span,
      @ForAll @IntRange(min = 0, max = 8) int slots) {
    RangeSet open = RangeSet.of(0, a).plus(new Range(a + 1L + hole, a + 9L + hole));
    RangeSet seen = RangeSet.empty();
    List<Piece> pieces = Planner.pieces(open, a + 9L + hole, Order.ANY, span, slots);
    for (Piece p : pieces) {
      assertThat(seen.overlaps(p.cells())).isFalse();
      assertThat(p.cells().length()).isBetween(1L, (long) span);
      seen = seen.plus(RangeSet.of(p.cells()));
    }
    assertThat(open.containsAll(seen)).isTrue();
    assertThat(pieces.size()).isLessThanOrEqualTo(slots);
  }
}
