package io.foretide.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.detect.signal.Limits;
import org.junit.jupiter.api.Test;

class QualityTest {

  @Test
  void values_of_bad_quality_become_missing_and_do_not_alarm() {
    double[] row = {5, 100, Double.NaN};
    assertThat(Quality.drop(row, new byte[] {0, 1, -1})).isEqualTo(1);
    assertThat(row).containsExactly(5, Double.NaN, Double.NaN);
    Detector d = Limits.of(new double[] {0, 0, 0}, new double[] {10, 10, 10});
    Score out = new Score(3);
    d.scorer().score(row, out);
    assertThat(out.isAnomaly()).isFalse();
  }

  @Test
  void a_quality_is_needed_for_every_value() {
    assertThatThrownBy(() -> Quality.drop(new double[2], new byte[1]))
        .hasMessageContaining("1 qualities for 2 values");
  }
}
