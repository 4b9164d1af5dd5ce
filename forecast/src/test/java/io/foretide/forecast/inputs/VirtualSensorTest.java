package io.foretide.forecast.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.boost.Boosting;
import io.foretide.forecast.naive.Drift;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VirtualSensorTest {

  private static final int N = 600;
  private static final int TAUGHT = 450;
  private static final double[] FLOW = new double[N];

  /** Follows the flow closely, so that either can stand in for the other. */
  private static final double[] POWER = new double[N];

  private static final double[] HEAT = new double[N];
  private static final double[] Y = new double[N];

  static {
    SplittableRandom random = new SplittableRandom(31);
    for (int t = 0; t < N; t++) {
      FLOW[t] = (t > 0 ? 0.9 * FLOW[t - 1] : 0) + random.nextGaussian();
      POWER[t] = 20 + 2 * FLOW[t] + 0.3 * random.nextGaussian();
      HEAT[t] = (t > 0 ? 0.8 * HEAT[t - 1] : 0) + random.nextGaussian();
      Y[t] = 3 + FLOW[t] - (t >= 4 ? 0.8 * HEAT[t - 4] : 0) + 0.2 * random.nextGaussian();
    }
  }

  private static final VirtualSensor SENSOR =
      new VirtualSensor(
          List.of(
              Input.past("flow"), Input.past("power"), Input.past("heat").after(Input.ESTIMATED)),
          1,
          Learner.RIDGE);

  static List<Learner> learners() {
    return List.of(Learner.RIDGE, new Learner.Pls(6), new Learner.Trees(Boosting.USUAL));
  }

  private static VirtualSensorFit fit(Learner learner) {
    return SENSOR.with(learner).fit(Arrays.copyOf(Y, TAUGHT), until(TAUGHT));
  }

  private static double[][] until(int n) {
    return new double[][] {Arrays.copyOf(FLOW, n), Arrays.copyOf(POWER, n), Arrays.copyOf(HEAT, n)};
  }

  @ParameterizedTest
  @MethodSource("learners")
  void it_reads_what_the_others_imply_and_is_as_wrong_as_it_says(Learner learner) {
    VirtualSensorFit fit = fit(learner);
    int inside = 0;
    for (int t = TAUGHT; t < N; t++) {
      Result result = fit.estimate(until(t + 1));
      Interval limits = result.interval(90);
      assertThat(result.mean()[0]).isCloseTo(Y[t], within(1.2));
      inside += Y[t] >= limits.lower()[0] && Y[t] <= limits.upper()[0] ? 1 : 0;
    }

    assertThat(fit.deadTimes()).containsExactly(0, 0, 4);
    assertThat(fit.reads(2)).isEqualTo(6);
    assertThat((double) inside / (N - TAUGHT)).isBetween(0.82, 0.97);
    assertThat(fit.explained()).isGreaterThan(0.95);
    assertThat(fit.explain())
        .contains("flow, power, heat 4 steps ago", "% of the variation")
        .endsWith(".");
  }

  @Test
  void a_missing_input_is_stood_in_for_by_the_others_with_wider_limits() {
    VirtualSensorFit fit = fit(Learner.RIDGE);
    double whole = 0;
    double without = 0;
    double blind = 0;
    for (int t = TAUGHT; t < N; t++) {
      double[][] x = until(t + 1);
      whole += Math.abs(fit.estimate(x).mean()[0] - Y[t]);
      double width = width(fit.estimate(x));
      Arrays.fill(x[0], Double.NaN);
      without += Math.abs(fit.estimate(x).mean()[0] - Y[t]);
      double wider = width(fit.estimate(x));
      Arrays.fill(x[1], Double.NaN);
      blind += Math.abs(fit.estimate(x).mean()[0] - Y[t]);
      assertThat(wider).isGreaterThanOrEqualTo(width);
      assertThat(width(fit.estimate(x))).isGreaterThan(3 * width);
    }

    assertThat(without).isLessThan(1.5 * whole);
    assertThat(blind).isGreaterThan(3 * whole);
  }

  private static double width(Result result) {
    Interval limits = result.interval(90);
    return limits.upper()[0] - limits.lower()[0];
  }

  @Test
  void without_any_input_or_any_data_it_says_what_it_needs() {
    VirtualSensorFit fit = fit(Learner.RIDGE);

    assertThat(fit.estimate(new double[][] {{Double.NaN}, {}, {Double.NaN, 1.0 / 0}}))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.needs()).contains("flow, power, heat"));
    assertThat(fit.estimate(new double[][] {{1}}))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).contains("1 inputs"));
    assertThat(SENSOR.fit(new double[2], new double[3][2]).estimate(until(9)))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> SENSOR.fit(new double[5], new double[2][5]))
        .hasMessageContaining("2 input rows for 3 declared inputs");
    assertThatThrownBy(() -> VirtualSensor.from()).hasMessageContaining("expected 1 or more");
  }

  @ParameterizedTest
  @MethodSource("learners")
  void contributions_sum_to_the_estimate(Learner learner) {
    VirtualSensorFit fit = fit(learner);
    Map<String, Double> parts = fit.contributions(until(TAUGHT));

    assertThat(parts).containsOnlyKeys("usual", "flow", "power", "heat");
    assertThat(parts.values().stream().mapToDouble(v -> v).sum())
        .isCloseTo(fit.estimate(until(TAUGHT)).mean()[0], within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void a_saved_one_reads_the_same_and_damage_is_refused(Learner learner) {
    VirtualSensorFit fit = fit(learner);
    byte[] bytes = fit.toBytes();
    VirtualSensorFit restored = VirtualSensorFit.read(bytes);

    double[][] gapped = until(500);
    gapped[1][499] = Double.NaN;
    for (double[][] x : List.of(until(500), gapped)) {
      assertThat(restored.estimate(x).mean()).isEqualTo(fit.estimate(x).mean());
      assertThat(restored.estimate(x).interval(80).upper())
          .isEqualTo(fit.estimate(x).interval(80).upper());
    }
    assertThat(restored.toBytes()).isEqualTo(bytes);
    bytes[bytes.length / 2] ^= 1;
    assertThatThrownBy(() -> VirtualSensorFit.read(bytes)).hasMessageContaining("damaged");
    byte[] other = new Drift().fit(Y).toBytes();
    assertThatThrownBy(() -> VirtualSensorFit.read(other)).hasMessageContaining("kind 'drift'");
  }

  @Test
  void a_history_is_read_at_once_as_step_by_step() {
    VirtualSensorFit fit = fit(Learner.RIDGE);
    double[] all = fit.estimates(until(N));

    assertThat(all[0]).as("older values are missing").isFinite();
    for (int t = 10; t < N; t += 37) {
      assertThat(all[t]).isEqualTo(fit.estimate(until(t + 1)).mean()[0]);
    }
  }

  @Test
  void readings_far_outside_of_what_was_learned_are_marked() {
    VirtualSensorFit fit = VirtualSensor.from("flow").fit(Y, new double[][] {FLOW});

    assertThat(((Forecast) fit.estimate(new double[][] {{1}})).assumed()).isFalse();
    assertThat(((Forecast) fit.estimate(new double[][] {{80}})).assumed()).isTrue();
  }

  @Test
  void no_numbers_break_it() {
    double[][] hard = {
      new double[60], filled(60, 7), filled(60, Double.NaN), filled(60, 1e150), filled(60, 1e-150)
    };
    SplittableRandom random = new SplittableRandom(2);
    for (double[] y : hard) {
      for (double[] x : hard) {
        for (boolean noisy : new boolean[] {false, true}) {
          double[] a = y.clone();
          double[] b = x.clone();
          for (int t = 0; t < 60 && noisy; t++) {
            a[t] *= 1 + random.nextGaussian();
            b[t] *= t % 7 == 0 ? Double.POSITIVE_INFINITY : 1 + random.nextGaussian();
          }
          for (Learner learner : learners()) {
            VirtualSensorFit fit = VirtualSensor.from("x").with(learner).fit(a, new double[][] {b});
            if (fit.estimate(new double[][] {{x[0]}}) instanceof Forecast forecast) {
              Interval limits = forecast.interval(95);
              assertThat(forecast.mean(0)).isFinite();
              assertThat(limits.lower()[0]).isFinite().isLessThanOrEqualTo(forecast.mean(0));
              assertThat(limits.upper()[0]).isFinite().isGreaterThanOrEqualTo(forecast.mean(0));
            }
          }
        }
      }
    }
  }

  private static double[] filled(int n, double value) {
    double[] out = new double[n];
    Arrays.fill(out, value);
    return out;
  }
}
