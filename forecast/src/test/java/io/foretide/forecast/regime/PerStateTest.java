package io.foretide.forecast.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.grid.Condition;
import io.foretide.forecast.grid.Regime;
import io.foretide.forecast.naive.MeanForecaster;
import io.foretide.forecast.saved.SavedFit;
import io.foretide.forecast.stl.Mstl;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PerStateTest {

  private static final int N = 400;

  /** Off, then slow, then fast, in runs of ten to thirty steps. */
  private static final double[] MODE = new double[N];

  /** About 5 when slow and 20 when fast; noise of a stopped pump when off. */
  private static final double[] FLOW = new double[N];

  static {
    SplittableRandom random = new SplittableRandom(8);
    int left = 0;
    double mode = 0;
    for (int t = 0; t < N; t++) {
      if (left-- == 0) {
        left = 10 + random.nextInt(20);
        mode = (mode + 1) % 3;
      }
      MODE[t] = mode;
      boolean fresh = t > 0 && MODE[t] != MODE[t - 1];
      double level = mode == 0 ? 300 * random.nextGaussian() : mode == 1 ? 5 : 20;
      FLOW[t] = level + (fresh ? 100 : 0) + 0.3 * random.nextGaussian();
    }
  }

  private static double[] running(int n) {
    Map<String, double[]> signals = Map.of("mode", Arrays.copyOf(MODE, n));
    return Regime.states(Arrays.copyOf(MODE, n), Condition.parse("mode > 0").over(signals, n));
  }

  private static PerStateFit fit(int n) {
    return new PerState(Ets.simple(), 1).fit(Arrays.copyOf(FLOW, n), running(n));
  }

  @Test
  void a_pump_that_is_off_or_has_just_changed_does_not_teach() {
    PerStateFit fit = fit(N);

    assertThat(fit.states()).containsExactly(1, 2);
    assertThat(fit.in(1).forecast(1).mean()[0]).isCloseTo(5, within(0.3));
    assertThat(fit.in(2).forecast(1).mean()[0]).isCloseTo(20, within(0.3));
    assertThat(fit.in(2).criteria().sigma2()).isLessThan(0.2);
    assertThat(new PerState(Ets.simple(), 0).fit(FLOW, running(N)).in(2).criteria().sigma2())
        .as("without time to settle")
        .isGreaterThan(100);
  }

  @Test
  void the_present_state_goes_on_unless_states_are_given() {
    int slow = 0;
    while (MODE[slow + 200] != 1) {
      slow++;
    }
    PerStateFit fit = fit(slow + 201);

    assertThat(fit.state()).isEqualTo(1);
    assertThat(fit.forecast(3).mean()).containsExactly(new double[] {5, 5, 5}, within(0.5));
    Forecast given = fit.forecast(3, new double[] {1, 2, 1}).orThrow();
    assertThat(given.mean()).containsExactly(new double[] {5, 20, 5}, within(0.5));
    assertThat(given.interval(95).lower()[1]).isBetween(18.0, 20.0);
    assertThat(given.interval(95).upper()[2]).isBetween(5.0, 7.0);
    Paths paths = fit.paths(3, new double[] {1, 2, 1}, 500, 4);
    assertThat(paths.sorted(1)[250]).isCloseTo(20, within(0.5));
    assertThat(paths.sorted(2)[250]).isCloseTo(5, within(0.5));
    assertThat(fit.paths(3, 5, 1).values()).isDeepEqualTo(fit.paths(3, 5, 1).values());
  }

  @Test
  void steps_without_a_model_are_refused_by_name() {
    PerStateFit off = fit(N).update(0, Double.NaN);

    assertThat(off.forecast(2))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.reason()).contains("outside of every state"));
    assertThat(off.forecast(2, new double[] {1, 7}))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.needs()).contains("seen were [1.0, 2.0]"));
    assertThat(off.forecast(2, new double[] {1})).isInstanceOf(Refused.class);
    assertThat(off.paths(2, 3, 1).count()).isZero();
    assertThat(off.assumed()).isTrue();
    assertThatThrownBy(() -> off.in(3)).hasMessageContaining("expected one of [1.0, 2.0]");
    assertThatThrownBy(() -> PerState.of(Ets.simple()).fit(FLOW, new double[3]))
        .hasMessageContaining("3 states for 400 values");
    assertThatThrownBy(() -> PerState.of(Ets.simple()).fit(FLOW, FLOW))
        .hasMessageContaining("different states: expected at most 100");
  }

  @Test
  void updating_through_changes_of_state_equals_one_model_per_state_updated_with_its_own_values() {
    double[] states = running(N);
    PerStateFit fit =
        new PerState(Arima.of(1, 0, 0), 2)
            .fit(Arrays.copyOf(FLOW, 250), Arrays.copyOf(states, 250));
    Fitted slow = fit.in(1);
    PerStateFit moved = fit;
    for (int t = 250; t < N; t++) {
      moved = moved.update(FLOW[t], states[t]);
      boolean counts = states[t] == 1 && states[t - 1] == 1 && states[t - 2] == 1;
      slow = slow.update(counts ? FLOW[t] : Double.NaN);
      if (t == 300) {
        moved = (PerStateFit) SavedFit.read(moved.toBytes());
      }
    }

    double[] ones = new double[5];
    Arrays.fill(ones, 1);
    assertThat(moved.forecast(5, ones).mean())
        .containsExactly(slow.forecast(5).mean(), within(1e-9));
    assertThat(moved.recursive()).isTrue();
  }

  @Test
  void it_is_saved_and_tells_what_it_is() {
    PerStateFit fit = fit(N);
    Fitted restored = SavedFit.read(fit.toBytes());
    double[] both = {1, 2};

    assertThat(((PerStateFit) restored).forecast(2, both).mean())
        .isEqualTo(fit.forecast(2, both).mean());
    assertThat(fit.explain()).contains("2 states", "In state 1: ETS(A,N,N)", "In state 2");
    assertThat(fit.parameters()).containsKeys("state 1: alpha", "state 2: alpha");
    assertThat(fit.inSample().fitted()).hasSize(N);
    for (int t = 0; t < N; t++) {
      assertThat(Double.isNaN(fit.inSample().fitted()[t]) || MODE[t] > 0).isTrue();
    }
    assertThat(PerState.of(new Mstl(new MeanForecaster(), 5)).fit(FLOW, running(N)).recursive())
        .isFalse();
  }

  @Test
  void one_condition_alone_makes_one_state() {
    boolean[] on = new boolean[N];
    for (int t = 0; t < N; t++) {
      on[t] = MODE[t] == 2;
    }
    PerStateFit fit = new PerState(new MeanForecaster(), 1).fit(FLOW, Regime.states(on));

    assertThat(fit.states()).containsExactly(0);
    assertThat(fit.forecast(1, new double[] {0}).mean()[0]).isCloseTo(20, within(0.2));
    PerStateFit never = PerState.of(Ets.simple()).fit(FLOW, Regime.states(new boolean[N]));
    assertThat(never.forecast(1)).isInstanceOf(Refused.class);
    assertThat(never.update(3).explain()).contains("0 states");
  }
}
