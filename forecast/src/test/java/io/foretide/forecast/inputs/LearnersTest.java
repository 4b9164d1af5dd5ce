package io.foretide.forecast.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Waves;
import io.foretide.forecast.backtest.Accuracy;
import io.foretide.forecast.boost.Boosting;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodRequest;
import io.foretide.forecast.saved.SavedFit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearnersTest {

  private static final int N = 900;
  private static final int H = 12;

  /** A valve between 0 and 1 that opens a flow only above a half; a pressure that adds to it. */
  private static final double[] VALVE = new double[N];

  private static final double[] PRESSURE = new double[N];
  private static final double[] FLOW = new double[N];

  static {
    SplittableRandom random = new SplittableRandom(12);
    for (int t = 0; t < N; t++) {
      VALVE[t] = t % 10 == 0 ? random.nextDouble() : VALVE[t - 1];
      PRESSURE[t] = (t > 0 ? 0.8 * PRESSURE[t - 1] : 0) + random.nextGaussian();
      double open = t >= 3 && VALVE[t - 3] > 0.5 ? 10 : 0;
      FLOW[t] = open + (t > 0 ? PRESSURE[t - 1] : 0) + 0.3 * random.nextGaussian();
    }
  }

  private static final List<Input> INPUTS =
      List.of(Input.known("valve").after(3), Input.past("pressure").after(1));

  static List<Learner> learners() {
    return List.of(Learner.RIDGE, new Learner.Pls(8), new Learner.Trees(Boosting.USUAL));
  }

  private static InputFit fit(Learner learner, int n) {
    return new InputRegression(INPUTS, H, 3, 1)
        .with(learner)
        .fit(
            Arrays.copyOf(FLOW, n),
            new double[][] {Arrays.copyOf(VALVE, n), Arrays.copyOf(PRESSURE, n)});
  }

  private static double[][] future(int n) {
    return new double[][] {Arrays.copyOfRange(VALVE, n, n + H)};
  }

  private static double error(Learner learner) {
    double sum = 0;
    InputFit fit = fit(learner, 600);
    for (int n = 600; n + H < N; n++) {
      double[] actual = Arrays.copyOfRange(FLOW, n, n + H);
      sum += Accuracy.mae(actual, fit.forecast(H, future(n)).mean());
      fit = fit.update(FLOW[n], new double[] {VALVE[n], PRESSURE[n]});
    }
    return sum / (N - H - 600);
  }

  @Test
  void trees_follow_a_threshold_that_lines_cannot() {
    double line = error(Learner.RIDGE);
    double trees = error(new Learner.Trees(Boosting.USUAL));

    assertThat(trees).isLessThan(0.7 * line);
    assertThat(error(new Learner.Pls(8))).isCloseTo(line, within(0.15 * line));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void intervals_cover_later_values_about_as_often_as_they_say(Learner learner) {
    InputFit fit = fit(learner, 600);
    int inside = 0;
    int count = 0;
    for (int n = 600; n + H < N; n++) {
      Interval interval = fit.forecast(H, future(n)).interval(90);
      for (int h = 0; h < H; h++) {
        double value = FLOW[n + h];
        inside += value >= interval.lower()[h] && value <= interval.upper()[h] ? 1 : 0;
        count++;
      }
      fit = fit.update(FLOW[n], new double[] {VALVE[n], PRESSURE[n]});
    }
    assertThat((double) inside / count).isBetween(0.80, 0.97);
  }

  @ParameterizedTest
  @MethodSource("learners")
  void contributions_sum_to_the_forecast(Learner learner) {
    InputFit fit = fit(learner, 700);
    double[] mean = fit.forecast(H, future(700)).mean();

    for (int h = 1; h <= H; h++) {
      Map<String, Double> parts = fit.contributions(h, future(700));
      double sum = parts.values().stream().mapToDouble(v -> v).sum();
      assertThat(sum).isCloseTo(mean[h - 1], within(1e-9));
      assertThat(parts).containsKeys("usual", "valve", "pressure");
    }
    assertThat(fit.explain()).contains("valve (known) acting after 3 steps", "valve");
  }

  @ParameterizedTest
  @MethodSource("learners")
  void a_saved_model_goes_on_the_same_and_two_fits_are_the_same(Learner learner) {
    InputFit fit = fit(learner, 700);
    InputFit restored = (InputFit) SavedFit.read(fit.toBytes());

    InputFit on = fit.update(3, new double[] {0.7, 1}).update(Double.NaN, new double[] {1, 0});
    InputFit onRestored =
        restored.update(3, new double[] {0.7, 1}).update(Double.NaN, new double[] {1, 0});
    Forecast forecast = on.forecast(H, future(702)).orThrow();

    assertThat(onRestored.forecast(H, future(702)).mean()).isEqualTo(forecast.mean());
    assertThat(onRestored.forecast(H, future(702)).interval(95).upper())
        .isEqualTo(forecast.interval(95).upper());
    assertThat(onRestored.paths(H, future(702), 9, 4).values())
        .isDeepEqualTo(on.paths(H, future(702), 9, 4).values());
    assertThat(fit(learner, 700).toBytes()).isEqualTo(fit.toBytes());
  }

  @Test
  void updating_equals_the_lengthened_past_at_the_same_weights() {
    InputFit fit = fit(new Learner.Trees(Boosting.USUAL), 700);
    double[] expected = new double[H];
    InputFit moved = fit;
    for (int t = 700; t < 720; t++) {
      moved = moved.update(FLOW[t], new double[] {VALVE[t], PRESSURE[t]});
    }
    Rows rows = new Rows(new InputRegression(INPUTS, H, 3, 1), new int[] {3, 1});
    double[] row = new double[rows.columns()];
    for (int h = 1; h <= H; h++) {
      rows.fill(719, h, Arrays.copyOf(FLOW, 720), new double[][] {VALVE, PRESSURE}, row);
      expected[h - 1] = fit.step(h).at(row);
    }

    assertThat(moved.forecast(H, future(720)).mean()).containsExactly(expected, within(1e-9));
  }

  @Test
  void past_inputs_are_never_needed_ahead_and_known_ones_always() {
    InputFitted past =
        MethodCatalog.withInputs(
                "boosted_trees",
                MethodRequest.of().forHorizon(5).with(Map.of("lags", 4, "trees", 20)),
                List.of(Input.past("pressure")))
            .fit(FLOW, new double[][] {PRESSURE});

    assertThat(past.forecast(5)).isInstanceOf(Forecast.class);
    assertThat(past.forecast(6)).isInstanceOf(Refused.class);
    assertThat(fit(Learner.RIDGE, 700).forecast(H))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).contains("'valve'"));
    // The valve acts three steps late, so that three steps need no future of it.
    assertThat(fit(Learner.RIDGE, 700).forecast(3)).isInstanceOf(Forecast.class);
    assertThatThrownBy(() -> MethodCatalog.withInputs("theta", MethodRequest.of(), INPUTS))
        .hasMessageContaining(
            "takes no inputs. These do: lagged_ridge, pls, boosted_trees, and with known");
  }

  @Test
  void extreme_inputs_neither_overflow_nor_vanish() {
    double[] huge = new double[300];
    double[] small = new double[300];
    double[] y = Arrays.copyOf(FLOW, 300);
    for (int t = 0; t < 300; t++) {
      huge[t] = 1e150 * VALVE[t];
      small[t] = t % 50 == 0 ? Double.POSITIVE_INFINITY : 1e-150 * PRESSURE[t];
      y[t] *= 1e140;
    }
    InputFit fit =
        new InputRegression(List.of(Input.past("a"), Input.past("b")), 4, 2, 1)
            .with(new Learner.Trees(Boosting.USUAL))
            .fit(y, new double[][] {huge, small});

    Forecast forecast = fit.forecast(4).orThrow();
    for (int h = 0; h < 4; h++) {
      assertThat(Math.abs(forecast.mean(h))).isBetween(1e137, 1e142);
      assertThat(forecast.interval(95).upper()[h]).isFinite();
    }
  }

  @Test
  void without_inputs_it_is_a_plain_forecaster() {
    double[] y = Waves.daily(400, 12, 5);
    for (Learner learner : learners()) {
      InputRegression method = new InputRegression(List.of(), 12, 3, 12).with(learner);
      double[] mean = method.fit(Arrays.copyOf(y, 388)).forecast(12).mean();
      assertThat(Accuracy.mae(Arrays.copyOfRange(y, 388, 400), mean)).isLessThan(0.5);
    }
    assertThat(new InputRegression(INPUTS, 12, 3, 12).fit(y).forecast(1))
        .isInstanceOf(Refused.class);
  }
}
