package io.foretide.forecast.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Refused;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodRequest;
import io.foretide.forecast.prophet.Feature;
import io.foretide.forecast.prophet.Prophet;
import io.foretide.forecast.prophet.ProphetFit;
import io.foretide.forecast.saved.SavedFit;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InputProphetTest {

  private static final int N = 700;
  private static final int KNOWN = 600;
  private static final int DELAY = 2;
  private static final double[] HEAT = new double[N];
  private static final double[] LOAD = new double[N];
  private static final List<Input> INPUTS = List.of(Input.known("heat").after(DELAY));

  static {
    SplittableRandom random = new SplittableRandom(11);
    for (int t = 0; t < N; t++) {
      HEAT[t] = t % 5 == 0 ? 10 * random.nextDouble() : HEAT[t - 1];
      double daily = 4 * Math.sin(2 * Math.PI * t / 24);
      double heat = t >= DELAY ? HEAT[t - DELAY] : HEAT[0];
      LOAD[t] = 30 + 0.02 * t + daily + 3 * heat + 0.5 * random.nextGaussian();
    }
  }

  private static MethodRequest hourly() {
    return MethodRequest.of().onDays(20_000, 1 / 24.0);
  }

  private static InputFitted fit(int n) {
    return MethodCatalog.withInputs("prophet", hourly(), INPUTS)
        .fit(Arrays.copyOf(LOAD, n), new double[][] {Arrays.copyOf(HEAT, n)});
  }

  private static double[][] future(int n, int steps) {
    return new double[][] {Arrays.copyOfRange(HEAT, n, n + steps)};
  }

  @Test
  void it_is_prophet_with_the_inputs_as_regressors_where_they_act() {
    double[] days = new double[KNOWN];
    double[] acting = new double[KNOWN + 24];
    Arrays.setAll(days, t -> 20_000 + t / 24.0);
    Arrays.setAll(acting, t -> HEAT[Math.max(0, t - DELAY)]);
    Prophet model = Prophet.on(20_000, 1 / 24.0).with(new Feature.Regressor("heat", 0, 10, false));
    ProphetFit plain =
        (ProphetFit)
            model.fit(
                days, Arrays.copyOf(LOAD, KNOWN), new double[][] {Arrays.copyOf(acting, KNOWN)});
    double[][] ahead = {Arrays.copyOfRange(acting, KNOWN, KNOWN + 24)};

    Forecast forecast = (Forecast) fit(KNOWN).forecast(24, future(KNOWN, 24));

    Forecast same = (Forecast) plain.forecast(24, ahead);
    assertThat(forecast.mean()).containsExactly(same.mean(), within(1e-9));
    assertThat(forecast.interval(95).upper())
        .containsExactly(same.interval(95).upper(), within(1e-9));
  }

  @Test
  void it_finds_what_a_step_of_the_input_does_and_follows_it() {
    InputFitted fit = fit(KNOWN);
    double[] mean = ((Forecast) fit.forecast(24, future(KNOWN, 24))).mean();
    double worst = 0;
    for (int h = 0; h < 24; h++) {
      worst = Math.max(worst, Math.abs(mean[h] - LOAD[KNOWN + h]));
    }
    assertThat(fit.parameters().getOrDefault("heat", Double.NaN)).isCloseTo(3, within(0.05));
    assertThat(worst).isLessThan(2.5);
  }

  @Test
  void contributions_sum_to_the_forecast() {
    InputFitted fit = fit(KNOWN);
    var parts = fit.contributions(5, future(KNOWN, 5));
    assertThat(parts).containsOnlyKeys("usual", "heat");
    assertThat(parts.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(((Forecast) fit.forecast(5, future(KNOWN, 5))).mean(4), within(1e-9));
  }

  @Test
  void a_missing_future_value_is_refused_by_name_and_step() {
    double[][] gap = future(KNOWN, 6);
    gap[0][1] = Double.NaN;
    assertThat(fit(KNOWN).forecast(2)).isInstanceOf(Forecast.class);
    assertThat(fit(KNOWN).forecast(6, gap))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> assertThat(r.reason()).isEqualTo("known input 'heat' has no value 2 steps ahead"));
    assertThat(fit(KNOWN).paths(6, gap, 10, 1).values()).isEmpty();
  }

  @Test
  void moving_forward_equals_fitting_again_and_a_saved_model_forecasts_the_same() {
    InputFitted moved = fit(KNOWN);
    for (int t = KNOWN; t < KNOWN + 8; t++) {
      moved = moved.update(LOAD[t], new double[] {HEAT[t]});
    }
    double[][] ahead = future(KNOWN + 8, 12);
    double[] again = ((Forecast) fit(KNOWN + 8).forecast(12, ahead)).mean();
    assertThat(((Forecast) moved.forecast(12, ahead)).mean()).containsExactly(again, within(1e-6));

    InputFitted restored = (InputFitted) SavedFit.read(moved.toBytes());
    assertThat(((Forecast) restored.forecast(12, ahead)).mean())
        .containsExactly(((Forecast) moved.forecast(12, ahead)).mean());
    assertThat(restored.paths(12, ahead, 50, 3).values())
        .isDeepEqualTo(moved.paths(12, ahead, 50, 3).values());
  }

  @Test
  void values_of_extreme_size_come_back_in_their_units() {
    double[] huge = Arrays.stream(LOAD).map(v -> v * 1e80).toArray();
    double[] tiny = Arrays.stream(HEAT).map(v -> v * 1e-80).toArray();
    double[][] ahead = {Arrays.copyOfRange(tiny, KNOWN, KNOWN + 12)};
    InputFitted fit =
        MethodCatalog.withInputs("prophet", hourly(), INPUTS)
            .fit(Arrays.copyOf(huge, KNOWN), new double[][] {Arrays.copyOf(tiny, KNOWN)});
    double[] plain = ((Forecast) fit(KNOWN).forecast(12, future(KNOWN, 12))).mean();
    double[] mean = ((Forecast) fit.forecast(12, ahead)).mean();
    for (int h = 0; h < 12; h++) {
      assertThat(mean[h] / 1e80).isCloseTo(plain[h], within(1e-3 * plain[h]));
    }
  }

  @Test
  void inputs_of_which_only_the_past_is_known_are_refused() {
    assertThatThrownBy(
            () -> MethodCatalog.withInputs("prophet", hourly(), List.of(Input.past("heat"))))
        .hasMessageContaining("Input 'heat' of Prophet's model is past")
        .hasMessageContaining("lagged_ridge");
  }

  @Test
  void nothing_to_learn_from_is_a_refusal() {
    InputFitted fit =
        MethodCatalog.withInputs("prophet", hourly(), INPUTS)
            .fit(new double[] {Double.NaN, 1}, new double[][] {{1, 2}});
    assertThat(fit.forecast(3, new double[][] {{1, 2, 3}})).isInstanceOf(Refused.class);
  }
}
