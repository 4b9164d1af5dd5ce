package io.foretide.detect.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.detect.Causal;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.Score;
import io.foretide.detect.Scores;
import io.foretide.detect.Streams;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.signal.ZScore;
import io.foretide.detect.subspace.Pca;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegimeTest {
  private static final List<String> NAMES = List.of("speed", "p.in", "valve-3");

  @Test
  void expressions_follow_the_usual_precedence() {
    double[] row = {10, 4, -1};
    assertThat(value("speed - p.in * 2", row)).isEqualTo(2);
    assertThat(value("speed > 5 and not p.in == 4 or `valve-3` < 0", row)).isEqualTo(1);
    assertThat(value("abs(`valve-3`) + 1e-1 * (2 + 3)", row)).isEqualTo(1.5);
    assertThat(value("-speed <= -10", row)).isEqualTo(1);
    assertThat(value("3 - 2 - 1", row)).isZero();
  }

  @Test
  void a_missing_value_makes_a_condition_false_only_where_it_matters() {
    double[] row = {Double.NaN, 4, 0};
    assertThat(Expression.of("speed > 1", NAMES).holds(row)).isFalse();
    assertThat(Expression.of("not speed > 1", NAMES).holds(row)).isFalse();
    assertThat(Expression.of("speed > 1 or p.in == 4", NAMES).holds(row)).isTrue();
  }

  @Test
  void an_error_names_the_place_and_what_is_known() {
    assertThatThrownBy(() -> Expression.of("sped > 1", NAMES))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("character 1: there is no signal 'sped', known are [speed, p.in,");
    assertThatThrownBy(() -> Expression.of("(speed > 1", NAMES))
        .hasMessageContaining("')' was expected");
    assertThatThrownBy(() -> Expression.of("speed > 1 2", NAMES))
        .hasMessageContaining("'2' was not expected");
    assertThatThrownBy(() -> Expression.of("(".repeat(5000), NAMES)).hasMessageContaining("nested");
  }

  @Test
  void a_pump_that_is_off_neither_teaches_nor_alarms() {
    double[] speed = new double[400];
    double[] flow = new double[400];
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    for (int i = 0; i < 400; i++) {
      boolean on = i / 50 % 2 == 0;
      speed[i] = on ? 100 : 0;
      flow[i] = on ? 20 + random.nextGaussian() : 0;
    }
    double[][] x = {speed, flow};
    Expression on = Expression.of("speed > 50", List.of("speed", "flow"));
    Causal d = (Causal) Gated.fit(x, on, 3, c -> ZScore.fit(new double[][] {c[0], c[1]}, 4));
    Scores s = d.scores(x);
    for (int i = 0; i < 400; i++) {
      boolean scored = i / 50 % 2 == 0 && (i % 50 >= 3 || i < 3);
      assertThat(Double.isNaN(s.values()[i])).as("row %d", i).isEqualTo(!scored);
      assertThat(s.values()[i] > 1.3).isFalse();
    }
    // With a mean over both states a flow of 0 while running would look ordinary.
    Score out = new Score(2);
    d.scorer().score(new double[] {100, 0}, out);
    assertThat(out.value()).isGreaterThan(3);
    assertThat(out.culprit()).isEqualTo(1);
  }

  @Test
  void each_state_has_its_own_detector() {
    double[] mode = new double[600];
    double[] level = new double[600];
    java.util.SplittableRandom random = new java.util.SplittableRandom(2);
    for (int i = 0; i < 600; i++) {
      mode[i] = i / 100 % 3;
      level[i] = 50 * mode[i] + random.nextGaussian();
    }
    Expression state = Expression.of("mode", List.of("mode", "level"));
    Causal d = (Causal) PerState.fit(new double[][] {mode, level}, state, 0, ZScore::fit);
    Score out = new Score(2);
    d.scorer().score(new double[] {1, 50}, out);
    assertThat(out.isAnomaly()).isFalse();
    d.scorer().score(new double[] {2, 50}, out);
    assertThat(out.value()).isGreaterThan(10);
    d.scorer().score(new double[] {7, 50}, out);
    assertThat(out.status()).isEqualTo(Score.Status.IDLE);
  }

  @Test
  void regimes_stream_and_save_like_any_causal_detector() {
    double[][] x = Streams.rough(2, 600, 5);
    for (int i = 0; i < 600; i++) {
      x[0][i] = i / 40 % 2;
    }
    List<String> names = List.of("mode", "y");
    Expression mode = Expression.of("mode", names);
    Streams.requireCausal((Causal) Gated.fit(x, mode, 2, Pca::fit), x);
    Streams.requireCausal((Causal) PerState.fit(x, mode, 2, c -> Mad.of(2, 10)), x);
  }

  @Test
  void a_state_that_is_a_measurement_is_refused() {
    double[][] x = Streams.rough(2, 600, 6);
    Expression state = Expression.of("y", List.of("x", "y"));
    assertThat(PerState.fit(x, state, 0, ZScore::fit)).isInstanceOf(Refused.class);
  }

  private static double value(String text, double[] row) {
    return Expression.of(text, NAMES).value(row);
  }
}
