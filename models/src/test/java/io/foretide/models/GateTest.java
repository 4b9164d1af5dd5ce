package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final int DAY = 144;
  private static final Object[] SCORES = {
    "inputs",
    List.of("a"),
    "run",
    Map.of("detect", Map.of("method", "z_score")),
    "train",
    Map.of("window", "2d", "every", "1d")
  };

  /** A pump that runs for half of each day: about 50 while it runs, about 5 while it does not. */
  private static double[][] pump() {
    double[][] data = new double[2][8 * DAY];
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < data[0].length; i++) {
      boolean on = i % DAY < DAY / 2;
      data[1][i] = on ? 1 : 0;
      data[0][i] = (on ? 50 : 5) + random.nextGaussian();
    }
    return data;
  }

  private static List<OutcomePart> run(double[][] data, Object... more) throws ProviderException {
    Range[] intervals = Models.grid(6 * DAY * Models.STEP, 6 * Models.STEP, 24);
    return Models.of(data, Models.and(SCORES, more)).run(intervals, 0, 24, null).parts();
  }

  private static double[] scores(List<OutcomePart> parts) {
    return parts.stream()
        .flatMap(p -> p.blocks().stream())
        .map(PredictionBlock::values)
        .flatMapToDouble(v -> Arrays.stream(v[v.length - 1]))
        .toArray();
  }

  @Test
  void intervals_outside_the_regime_are_not_applicable_and_say_so() throws ProviderException {
    List<OutcomePart> parts = run(pump(), "when", "b > 0.5");
    assertThat(parts).hasSize(2);
    assertThat(parts.getFirst().blocks()).hasSize(12);
    assertThat(parts.getLast().reason()).isEqualTo(Reason.NOT_APPLICABLE);
    assertThat(parts.getLast().detail()).isEqualTo("b > 0.5 does not hold");
  }

  @Test
  void values_outside_the_regime_are_not_learned_from() throws ProviderException {
    double[][] data = pump();
    data[0][6 * DAY + 20] = 60;
    double ungated =
        Arrays.stream(scores(run(new double[][] {data[0]}))).limit(72).max().orElseThrow();
    double gated = Arrays.stream(scores(run(data, "when", "b > 0.5"))).max().orElseThrow();
    // The standard deviation is about 22 over both states and 1 while the pump runs.
    assertThat(ungated).isLessThan(1);
    assertThat(gated).isGreaterThan(2.5);
  }

  @Test
  void rows_that_have_not_settled_have_no_score() throws ProviderException {
    List<OutcomePart> parts = run(pump(), "when", "b > 0.5", "settle", "30m");
    assertThat(scores(parts)).startsWith(Double.NaN, Double.NaN, Double.NaN);
    assertThat(scores(parts)[3]).isFinite();
  }

  @Test
  void each_state_has_a_model_of_its_own() throws ProviderException {
    double[][] data = pump();
    data[0][6 * DAY + 20] = 5;
    data[0][6 * DAY + 100] = 50;
    double[] scores = scores(run(data, "regime", "b"));
    assertThat(scores).hasSize(144);
    assertThat(scores[20]).isGreaterThan(10);
    assertThat(scores[100]).isGreaterThan(10);
    assertThat(Arrays.stream(scores).filter(s -> s > 2).count()).isEqualTo(2);
  }

  @Test
  void a_broken_expression_is_refused_with_its_place() {
    assertThatThrownBy(() -> run(pump(), "when", "b >"))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("model 'm': when:")
        .hasMessageContaining("at character 4");
  }
}
