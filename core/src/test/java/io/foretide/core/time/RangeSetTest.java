package io.foretide.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RangeSetTest {
  private static final int SPACE = 64;

  @Provide
  Arbitrary<Range> ranges() {
    return Combinators.combine(
            Arbitraries.integers().between(0, SPACE), Arbitraries.integers().between(0, 12))
        .as((from, length) -> new Range(from, Math.min(SPACE, from + length)));
  }

  @Provide
  Arbitrary<List<Range>> lists() {
    return ranges().list().ofMaxSize(12);
  }

  private static BitSet bits(List<Range> ranges) {
    BitSet out = new BitSet();
    ranges.forEach(r -> out.set((int) r.from(), (int) r.to()));
    return out;
  }

  private static BitSet bits(RangeSet set) {
    return bits(set.ranges());
  }

  private static void assertSame(RangeSet set, BitSet oracle) {
    assertThat(bits(set)).isEqualTo(oracle);
    assertThat(set.count()).isEqualTo(oracle.cardinality());
    assertThat(set.isEmpty()).isEqualTo(oracle.isEmpty());
    for (int i = 0; i < set.size(); i++) {
      assertThat(set.from(i)).isLessThan(set.to(i));
      assertThat(set.get(i)).isEqualTo(new Range(set.from(i), set.to(i)));
      assertThat(i == 0 || set.to(i - 1) < set.from(i)).as("disjoint and apart").isTrue();
    }
    if (!set.isEmpty()) {
      assertThat(set.first()).isEqualTo(oracle.nextSetBit(0));
      assertThat(set.end()).isEqualTo(oracle.length());
    }
  }

  @Property
  void a_set_of_ranges_is_the_set_of_their_values(@ForAll("lists") List<Range> ranges) {
    assertSame(RangeSet.of(ranges), bits(ranges));
  }

  @Property
  void union_difference_and_intersection_are_those_of_the_values(
      @ForAll("lists") List<Range> left, @ForAll("lists") List<Range> right) {
    RangeSet a = RangeSet.of(left);
    RangeSet b = RangeSet.of(right);
    BitSet union = bits(left);
    union.or(bits(right));
    assertSame(a.plus(b), union);
    BitSet difference = bits(left);
    difference.andNot(bits(right));
    assertSame(a.minus(b), difference);
    BitSet common = bits(left);
    common.and(bits(right));
    assertSame(a.intersect(b), common);
    assertThat(a.containsAll(b)).isEqualTo(common.cardinality() == bits(right).cardinality());
  }

  @Property
  void one_range_is_added_removed_and_cut_like_a_set_of_one(
      @ForAll("lists") List<Range> ranges, @ForAll("ranges") Range range) {
    RangeSet set = RangeSet.of(ranges);
    assertThat(set.plus(range)).isEqualTo(set.plus(RangeSet.of(range)));
    assertThat(set.minus(range)).isEqualTo(set.minus(RangeSet.of(range)));
    assertThat(set.intersect(range)).isEqualTo(set.intersect(RangeSet.of(range)));
    assertThat(set.overlaps(range)).isEqualTo(!set.intersect(range).isEmpty());
    assertSame(
        set.plus(range),
        bits(
            java.util.stream.Stream.concat(ranges.stream(), java.util.stream.Stream.of(range))
                .toList()));
  }

  @Property
  void a_value_is_inside_exactly_if_a_range_holds_it(
      @ForAll("lists") List<Range> ranges, @ForAll @IntRange(min = -2, max = SPACE + 2) int value) {
    assertThat(RangeSet.of(ranges).contains(value))
        .isEqualTo(ranges.stream().anyMatch(r -> r.contains(value)));
  }

  @Property
  void the_laws_of_sets_hold(
      @ForAll("lists") List<Range> x,
      @ForAll("lists") List<Range> y,
      @ForAll("lists") List<Range> z) {
    RangeSet a = RangeSet.of(x);
    RangeSet b = RangeSet.of(y);
    RangeSet c = RangeSet.of(z);
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.intersect(b.plus(c))).isEqualTo(a.intersect(b).plus(a.intersect(c)));
    assertThat(a.minus(b.plus(c))).isEqualTo(a.minus(b).intersect(a.minus(c)));
    assertThat(a.minus(b).plus(a.intersect(b))).isEqualTo(a).hasSameHashCodeAs(a);
  }

  @Test
  void the_largest_longs_can_be_bounds() {
    RangeSet all = RangeSet.of(Long.MIN_VALUE, Long.MAX_VALUE);
    RangeSet hole = all.minus(new Range(-5, 5));
    assertThat(hole.size()).isEqualTo(2);
    assertThat(hole.plus(new Range(-5, 5))).isEqualTo(all);
    assertThat(hole.contains(Long.MIN_VALUE)).isTrue();
    assertThat(hole.contains(Long.MAX_VALUE)).isFalse();
    assertThat(new Range(Long.MIN_VALUE, Long.MAX_VALUE).length()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_builder_joins_what_touches_and_refuses_going_back() {
    RangeSet.Builder builder = new RangeSet.Builder(1).add(0, 2).add(2, 3).add(7, 7).add(8, 9);
    assertThat(builder.build()).hasToString("{[0, 3), [8, 9)}");
    assertThatThrownBy(() -> builder.add(1, 20))
        .hasMessage("range starting at 1 comes after one starting at 8");
    assertThatThrownBy(() -> new Range(2, 1)).hasMessageContaining("expected from <= to");
    assertThat(LongStream.range(0, 3).allMatch(builder.build()::contains)).isTrue();
  }
}
