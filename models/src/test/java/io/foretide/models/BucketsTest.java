package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.frame.Frame;
import io.foretide.models.window.Buckets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static Frame frame(double... values) {
    long[] times = new long[values.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = 50 + 10L * i;
    }
    return new Frame(List.of("a"), times, new double[][] {values});
  }

  @Test
  void infinite_values_are_none_whether_looked_at_before_or_later() {
    Frame frame = frame(1, Double.POSITIVE_INFINITY, 3);
    assertThat(Buckets.of(frame, 10, 5, 8).column(0)).containsExactly(1, Double.NaN, 3);
    Buckets later = Buckets.unchecked(frame, 10, 5, 8);
    assertThat(later.any(0, 6, 7)).isFalse();
    assertThat(later.last(5, 7)).isZero();
    assertThat(later.checked().column(0)).containsExactly(1, Double.NaN, 3);
    assertThat(frame.column(0)).as("the frame stays").contains(Double.POSITIVE_INFINITY);
  }

  @Test
  void buckets_that_the_frame_lacks_are_none_and_whole_frames_are_not_copied() {
    Frame frame = frame(1, 2, 3);
    assertThat(Buckets.of(frame, 10, 4, 7).column(0)).containsExactly(Double.NaN, 1, 2);
    assertThat(Buckets.of(frame, 10, 6, 9).column(0)).containsExactly(2, 3, Double.NaN);
    assertThat(Buckets.of(frame, 20, 2, 5).column(0)).containsExactly(1, 3, Double.NaN);
    assertThat(Buckets.of(frame, 10, 5, 8).column(0)).isSameAs(frame.column(0));
  }
}
