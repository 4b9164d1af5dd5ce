package io.foretide.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ResamplerTest {
  private static final double NAN = Double.NaN;

  private static double[] of(Aggregation how, Range range, long step, long[] t, double[] v) {
    return Resampler.resample(t, v, t.length, range, step, how);
  }

  @Test
  void a_point_on_a_boundary_belongs_to_the_bucket_that_starts_there() {
    double[] out =
        of(
            Aggregation.SUM,
            new Range(0, 30),
            10,
            new long[] {0, 9, 10, 29},
            new double[] {1, 2, 4, 8});
    assertThat(out).containsExactly(3, 4, 8);
  }

  @Test
  void buckets_are_aligned_to_the_epoch_and_labelled_with_their_start() {
    assertThat(Resampler.starts(new Range(-15, 21), 10)).containsExactly(-10, 0, 10, 20);
    assertThat(Resampler.starts(new Range(-20, 20), 10)).containsExactly(-20, -10, 0, 10);
    assertThat(Resampler.starts(new Range(11, 19), 10)).isEmpty();
  }

  @Test
  void a_bucket_without_points_is_nan_for_every_aggregation() {
    for (Aggregation how : Aggregation.values()) {
      double[] out = of(how, new Range(0, 20), 10, new long[] {3, 12}, new double[] {5, NAN});
      assertThat(out[0]).as(how.text()).isEqualTo(how == Aggregation.COUNT ? 1 : 5);
      assertThat(out[1]).as(how.text()).isNaN();
    }
  }

  @Test
  void each_aggregation_does_what_its_name_says() {
    long[] t = {0, 1, 2, 3, 4};
    double[] v = {7, 1, NAN, 9, 3};
    Range r = new Range(0, 10);
    assertThat(of(Aggregation.MEAN, r, 10, t, v)).containsExactly(5);
    assertThat(of(Aggregation.MIN, r, 10, t, v)).containsExactly(1);
    assertThat(of(Aggregation.MAX, r, 10, t, v)).containsExactly(9);
    assertThat(of(Aggregation.FIRST, r, 10, t, v)).containsExactly(7);
    assertThat(of(Aggregation.LAST, r, 10, t, v)).containsExactly(3);
    assertThat(of(Aggregation.SUM, r, 10, t, v)).containsExactly(20);
    assertThat(of(Aggregation.COUNT, r, 10, t, v)).containsExactly(4);
    assertThat(of(Aggregation.MEDIAN, r, 10, t, v)).containsExactly(5);
  }

  @Test
  void nothing_after_the_end_of_the_range_leaks_into_its_last_bucket() {
    double[] out =
        of(
            Aggregation.MAX,
            new Range(0, 15),
            10,
            new long[] {12, 15, 17},
            new double[] {1, 99, 99});
    assertThat(out[1]).isEqualTo(1);
  }

  @Test
  void the_whole_of_time_can_be_resampled_with_a_long_step() {
    long[] t = {Instants.MIN, 0, Instants.MAX};
    double[] out =
        of(
            Aggregation.COUNT,
            new Range(Instants.MIN, Instants.MAX),
            365 * Instants.DAY,
            t,
            new double[] {1, 1, 1});
    assertThat(Arrays.stream(out).filter(x -> !Double.isNaN(x)).sum()).isEqualTo(1);
  }

  @Test
  void too_many_buckets_are_refused_with_the_way_out() {
    assertThatThrownBy(() -> Resampler.starts(new Range(0, Instants.DAY), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer step");
  }

  @Property
  void agrees_with_a_plain_loop_over_all_points(
      @ForAll @Size(max = 40) long @LongRange(min = -200, max = 200) [] raw,
      @ForAll @LongRange(min = 1, max = 37) long step,
      @ForAll @IntRange(min = -150, max = 0) int from,
      @ForAll @IntRange(min = 0, max = 150) int length) {
    long[] t = Arrays.stream(raw).sorted().distinct().toArray();
    double[] v = Arrays.stream(t).mapToDouble(x -> x % 7 == 0 ? NAN : x * 0.5).toArray();
    Range range = new Range(from, from + length);
    long[] starts = Resampler.starts(range, step);
    double[] sums = of(Aggregation.SUM, range, step, t, v);
    for (int b = 0; b < starts.length; b++) {
      double sum = 0;
      int n = 0;
      for (int i = 0; i < t.length; i++) {
        if (Math.floorDiv(t[i], step) * step == starts[b]
            && t[i] < range.to()
            && !Double.isNaN(v[i])) {
          sum += v[i];
          n++;
        }
      }
      assertThat(sums[b]).isEqualTo(Double.valueOf(n == 0 ? NAN : sum));
    }
  }
}
