package io.foretide.forecast.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Refused;
import io.foretide.forecast.arima.ArimaOrder;
import io.foretide.forecast.arima.ArimaRegression;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodRequest;
import io.foretide.forecast.saved.SavedFit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InputArimaTest {

  private static final int N = 1200;
  private static final int KNOWN = 260;
  private static final int DELAY = 3;
  private static final double[] VALVE = new double[N];
  private static final double[] FLOW = new double[N];
  private static final List<Input> INPUTS = List.of(Input.known("valve").after(DELAY));

  static {
    SplittableRandom random = new SplittableRandom(5);
    double error = 0;
    for (int t = 0; t < N; t++) {
      VALVE[t] = t % 7 == 0 ? random.nextDouble() : VALVE[t - 1];
      error = 0.7 * error + 0.2 * random.nextGaussian();
      FLOW[t] = 4 + 6 * (t >= DELAY ? VALVE[t - DELAY] : VALVE[0]) + error;
    }
  }

  private static InputFitted fit(Map<String, Object> own, int n) {
    return MethodCatalog.withInputs("arima", MethodRequest.of().with(own), INPUTS)
        .fit(Arrays.copyOf(FLOW, n), new double[][] {Arrays.copyOf(VALVE, n)});
  }

  private static double[][] future(int n, int steps) {
    return new double[][] {Arrays.copyOfRange(VALVE, n, n + steps)};
  }

  @Test
  void it_is_the_regression_with_arima_errors_on_the_inputs_as_they_act() {
    InputFitted fit = fit(Map.of("q", 0), KNOWN);
    double[][] column = {new double[N]};
    Arrays.setAll(column[0], t -> VALVE[Math.max(0, t - DELAY)]);
    var plain =
        new ArimaRegression(new ArimaOrder(1, 0, 0, 0, 0, 0, 1, true))
            .fit(Arrays.copyOf(FLOW, KNOWN), new double[][] {Arrays.copyOf(column[0], KNOWN)});
    double[][] ahead = {Arrays.copyOfRange(column[0], KNOWN, KNOWN + 9)};

    double[] more = Arrays.copyOfRange(FLOW, KNOWN, 300);
    var moved = plain;
    InputFitted movedFit = fit;
    for (int t = KNOWN; t < 300; t++) {
      double value = t == 270 ? Double.NaN : more[t - KNOWN];
      moved = moved.update(value, column[0][t]);
      movedFit = movedFit.update(value, new double[] {VALVE[t]});
    }

    assertThat(movedFit.forecast(9, future(300, 9)).mean())
        .containsExactly(
            moved.forecast(9, new double[][] {Arrays.copyOfRange(column[0], 300, 309)}).mean(),
            within(1e-9));
    assertThat(fit.forecast(9, future(KNOWN, 9)).mean())
        .containsExactly(plain.forecast(9, ahead).mean(), within(1e-9));
    assertThat(fit.parameters().getOrDefault("valve", Double.NaN)).isCloseTo(6, within(0.3));
    assertThat(fit.criteria().logLikelihood()).isEqualTo(plain.criteria().logLikelihood());
    assertThat(fit.explain()).contains("A step of valve moves the values by");
    double[] residuals = fit.inSample().residuals();
    assertThat(residuals).hasSize(KNOWN);
    assertThat(fit.inSample().fitted()[99] + residuals[99]).isCloseTo(FLOW[99], within(1e-9));
  }

  @Test
  void intervals_cover_and_updates_go_on_as_the_values_come() {
    InputFitted fit = fit(Map.of("q", 0), 200);
    int inside = 0;
    for (int n = 200; n < N - 5; n++) {
      Interval limits = fit.forecast(5, future(n, 5)).interval(90);
      for (int h = 0; h < 5; h++) {
        boolean in = FLOW[n + h] >= limits.lower()[h] && FLOW[n + h] <= limits.upper()[h];
        inside += in ? 1 : 0;
      }
      fit = fit.update(FLOW[n], new double[] {VALVE[n]});
      if (n == 230) {
        fit = (InputFitted) SavedFit.read(fit.toBytes());
      }
    }

    assertThat(inside / (5.0 * (N - 205))).isBetween(0.82, 0.97);
  }

  @Test
  void dead_time_spares_the_future_and_is_estimated() {
    InputFitted fit =
        new InputArima(
                List.of(Input.known("valve").after(Input.ESTIMATED)),
                new ArimaOrder(1, 0, 0, 0, 0, 0, 1, true))
            .fit(FLOW, new double[][] {VALVE});

    assertThat(fit.deadTimes()).containsExactly(DELAY);
    assertThat(fit.forecast(DELAY)).isInstanceOf(Forecast.class);
    assertThat(fit.forecast(DELAY + 1))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> assertThat(r.reason()).contains("'valve' has no value 1 steps ahead"));
    assertThat(fit.forecast(5, new double[][] {{0.5, Double.NaN}})).isInstanceOf(Refused.class);
    assertThat(fit.paths(5, 3, 1).count()).isZero();
    assertThat(fit.paths(5, new double[][] {{1, 1}}, 3, 1).values()).hasDimensions(3, 5);
  }

  @Test
  void contributions_sum_to_the_forecast_and_the_saved_model_is_the_same() {
    InputFitted fit = fit(Map.of("p", 2, "q", 1), KNOWN).update(9, new double[] {0.9});
    InputFitted restored = (InputFitted) SavedFit.read(fit.toBytes());
    double[][] ahead = {{0.2, 0.8, 0.1}};
    for (int step = 1; step <= 6; step++) {
      double sum = fit.contributions(step, ahead).values().stream().mapToDouble(v -> v).sum();
      assertThat(sum).isCloseTo(fit.forecast(step, ahead).mean()[step - 1], within(1e-9));
    }
    assertThat(fit.contributions(6, ahead)).containsOnlyKeys("usual", "valve");
    assertThat(fit.contributions(7, ahead)).isEmpty();
    assertThat(restored.forecast(6, ahead).mean()).isEqualTo(fit.forecast(6, ahead).mean());
    assertThat(restored.paths(6, ahead, 9, 2).values())
        .isDeepEqualTo(fit.paths(6, ahead, 9, 2).values());
    assertThat(restored.toBytes()).isEqualTo(fit.toBytes());
  }

  @Test
  void orders_are_chosen_where_none_are_given_and_past_inputs_are_refused() {
    InputFitted fit =
        MethodCatalog.withInputs("auto_arima", MethodRequest.of(), INPUTS)
            .fit(FLOW, new double[][] {VALVE});

    assertThat(fit.method()).contains("ARIMA(", "with 1 input");
    assertThat(fit.parameters().getOrDefault("valve", Double.NaN)).isCloseTo(6, within(0.3));
    assertThatThrownBy(() ->
            MethodCatalog.withInputs("arima", MethodRequest.of(), List.of(Input.past("load"))))
        .hasMessageContaining("Input 'load' of an ARIMA model is past");
  }

  @Test
  void no_numbers_break_it() {
    double[][] hard = new double[6][80];
    SplittableRandom random = new SplittableRandom(1);
    for (int t = 0; t < 80; t++) {
      hard[1][t] = 7;
      hard[2][t] = Double.NaN;
      hard[3][t] = 1e150 * random.nextGaussian();
      hard[4][t] = 1e-150 * random.nextGaussian();
      hard[5][t] = t % 5 == 0 ? Double.POSITIVE_INFINITY : random.nextGaussian();
    }
    for (double[] y : hard) {
      for (double[] x : hard) {
        for (int n : new int[] {0, 1, 5, 80}) {
          InputFitted fit =
              new InputArima(INPUTS, new ArimaOrder(1, 1, 1, 0, 0, 0, 1, true))
                  .fit(Arrays.copyOf(y, n), new double[][] {Arrays.copyOf(x, n)});
          if (fit.forecast(4, new double[][] {{x[0]}}) instanceof Forecast forecast) {
            for (int h = 0; h < 4; h++) {
              assertThat(forecast.mean(h)).isFinite();
              assertThat(forecast.interval(90).upper()[h])
                  .isFinite()
                  .isGreaterThanOrEqualTo(forecast.mean(h));
            }
          }
          assertThat(fit.update(1).explain()).isNotBlank();
        }
      }
    }
  }
}
