package io.foretide.forecast.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void figures_have_four_digits_and_whole_numbers_are_whole() {
    assertThat(Shown.of(9.990752640891516)).isEqualTo("9.991");
    assertThat(Shown.of(0.0001)).isEqualTo("0.0001");
    assertThat(Shown.of(-4.0104e-8)).isEqualTo("-4.01E-8");
    assertThat(Shown.of(123456.7)).isEqualTo("123500");
    assertThat(Shown.of(1234567)).isEqualTo("1234567");
    assertThat(Shown.of(6.0)).isEqualTo("6");
    assertThat(Shown.of(-0.0)).isEqualTo("0");
    assertThat(Shown.of(1e150)).isEqualTo("1E+150");
    assertThat(Shown.of(Double.NaN)).isEqualTo("unknown");
  }

  @Test
  void one_is_not_many() {
    assertThat(Shown.count(1, "step")).isEqualTo("1 step");
    assertThat(Shown.count(0, "step")).isEqualTo("0 steps");
  }
}
