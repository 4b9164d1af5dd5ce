package io.foretide.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final double NAN = Double.NaN;

  private static Comparison.Forecasts points(double... mean) {
    return new Comparison.Forecasts(mean, new double[0][], new double[0][], new double[0]);
  }

  private static Comparison.Forecasts banded(double[] mean, double half) {
    double[] low = new double[mean.length];
    double[] high = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      low[i] = mean[i] - half;
      high[i] = mean[i] + half;
    }
    return new Comparison.Forecasts(
        mean, new double[][] {low}, new double[][] {high}, new double[] {0.8});
  }

  private static GateResult judge(Comparison c, GateKind kind, String limit) {
    Evidence e = new Evidence();
    e.rows(c);
    return e.judge(List.of(new Gate(kind, Limit.parse(limit), 1))).getFirst();
  }

  /**
   * scikit-learn's documentation of mean_pinball_loss: y = [1, 2, 3] against [0, 2, 3] and so on.
   */
  @Test
  void pinball_loss_is_that_of_the_documentation_of_scikit_learn() {
    assertThat(meanPinball(new double[] {0, 2, 3}, 0.1)).isCloseTo(0.03, within(0.005));
    assertThat(meanPinball(new double[] {1, 2, 4}, 0.1)).isCloseTo(0.3, within(0.005));
    assertThat(meanPinball(new double[] {0, 2, 3}, 0.9)).isCloseTo(0.3, within(0.005));
    assertThat(meanPinball(new double[] {1, 2, 4}, 0.9)).isCloseTo(0.03, within(0.005));
  }

  private static double meanPinball(double[] forecast, double p) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += Comparison.pinball(i + 1, forecast[i], p);
    }
    return sum / 3;
  }

  @Test
  void errors_are_scaled_by_the_seasonal_naive_ones_over_the_same_instants() {
    Comparison c = new Comparison();
    c.forecasts(
        new double[] {10, 12, NAN, 14},
        new double[] {8, 14, 9, 12},
        points(11, 12, 13, 14),
        points(12, 14, 13, NAN));
    GateResult mase = judge(c, GateKind.MASE, "1x");
    assertThat(mase.samples()).isEqualTo(2);
    assertThat(mase.number()).isEqualTo((1.0 + 0) / 2 / 2);
    assertThat(mase.active()).isEqualTo((2.0 + 2) / 2 / 2);
    assertThat(mase.verdict()).isEqualTo(Verdict.PASSES);
  }

  @Test
  void models_in_different_units_weigh_alike() {
    Evidence e = new Evidence();
    for (double unit : new double[] {1, 1000}) {
      Comparison c = new Comparison();
      c.forecasts(
          new double[] {unit, unit}, new double[] {0, 0}, points(0.5 * unit, unit), points(0, 0));
      e.rows(c);
    }
    GateResult mase = e.judge(List.of(new Gate(GateKind.MASE, Limit.parse("1"), 1))).getFirst();
    assertThat(mase.number()).isEqualTo(0.25);
    assertThat(mase.active()).isEqualTo(1);
  }

  @Test
  void coverage_and_agreement_count_what_lies_inside_the_widest_interval() {
    Comparison c = new Comparison();
    double[] actual = {0, 0, 0, 0};
    c.forecasts(
        actual, actual, banded(new double[] {0, 0, 5, 5}, 1), banded(new double[] {0, 3, 5, 9}, 2));
    assertThat(judge(c, GateKind.INTERVAL_COVERAGE, "0.5").number()).isEqualTo(0.5);
    assertThat(judge(c, GateKind.INTERVAL_COVERAGE, "0.5").active()).isEqualTo(0.25);
    assertThat(judge(c, GateKind.AGREEMENT, "0.5").number()).isEqualTo(0.5);
  }

  @Test
  void detectors_agree_where_both_alarm_or_both_do_not() {
    Comparison c = new Comparison();
    c.scores(new double[] {0.5, 2, 2, NAN, 0}, new double[] {0.1, 3, 0.2, 1, 0});
    assertThat(judge(c, GateKind.ALARM_RATE, "+0.1").number()).isEqualTo(0.5);
    assertThat(judge(c, GateKind.ALARM_RATE, "+0.1").active()).isEqualTo(0.25);
    assertThat(judge(c, GateKind.ALARM_RATE, "+0.1").verdict()).isEqualTo(Verdict.FAILS);
    assertThat(judge(c, GateKind.AGREEMENT, "0.7").number()).isEqualTo(0.75);
  }

  @Test
  void columns_are_told_by_their_names() {
    RowKinds kinds = RowKinds.of(List.of("mean", "lo_80", "hi_80", "lo_95", "hi_95", "slo_3"));
    assertThat(kinds.mean()).isEqualTo("mean");
    assertThat(kinds.bands()).extracting(RowKinds.Band::level).containsExactly(0.95, 0.8);
    assertThat(RowKinds.of(List.of("temperature.score")).score()).isEqualTo("temperature.score");
  }
}
