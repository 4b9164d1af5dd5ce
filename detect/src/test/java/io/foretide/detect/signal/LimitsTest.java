package io.foretide.detect.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.Streams;
import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void one_is_reached_exactly_at_either_limit() {
    Scorer scorer = Limits.of(10, 30).scorer();
    assertThat(value(scorer, 10)).isEqualTo(1.0);
    assertThat(value(scorer, 30)).isEqualTo(1.0);
    assertThat(value(scorer, 20)).isZero();
    assertThat(value(scorer, 50)).isEqualTo(3.0);
  }

  @Test
  void a_single_limit_is_one_at_that_limit_and_rises_beyond_it() {
    Scorer high = Limits.of(Double.NaN, 80).scorer();
    assertThat(value(high, 80)).isEqualTo(1.0);
    assertThat(value(high, 88)).isCloseTo(1.1, within(1e-12));
    assertThat(value(high, -1000)).isZero();
    Scorer low = Limits.of(-5, Double.NaN).scorer();
    assertThat(value(low, -5)).isEqualTo(1.0);
    assertThat(value(low, -6)).isGreaterThan(1.0);
    assertThat(value(low, 3)).isLessThan(1.0);
  }

  @Test
  void the_worst_signal_gives_the_score_and_its_direction() {
    Detector d = Limits.of(new double[] {0, 0}, new double[] {10, 10});
    Score out = new Score(2);
    d.scorer().score(new double[] {4, -5}, out);
    assertThat(out.value()).isEqualTo(2.0);
    assertThat(out.direction()).isEqualTo(-1);
    assertThat(out.culprit()).isEqualTo(1);
    assertThat(out.isAnomaly()).isTrue();
  }

  @Test
  void a_row_without_values_has_no_score() {
    Score out = new Score(1);
    Limits.of(0, 1).scorer().score(new double[] {Double.NaN}, out);
    assertThat(out.value()).isNaN();
    assertThat(out.status()).isEqualTo(Score.Status.MISSING);
  }

  @Test
  void scores_do_not_depend_on_how_a_stream_is_cut() {
    Detector d = Limits.of(new double[] {-2, -1, Double.NaN}, new double[] {2, 4, 5});
    Streams.requireCausal((Causal) d, Streams.rough(3, 400, 1));
  }

  @Test
  void limits_in_the_wrong_order_are_refused_with_a_remedy() {
    Detector d = Limits.of(5, 5);
    assertThat(d).isInstanceOf(Refused.class);
    assertThatThrownBy(d::scorer)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("signal 0 has the limits 5.0 and 5.0");
  }

  private static double value(Scorer scorer, double x) {
    Score out = new Score(1);
    scorer.score(new double[] {x}, out);
    return out.value();
  }
}
