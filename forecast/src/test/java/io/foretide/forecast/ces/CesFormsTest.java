package io.foretide.forecast.ces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Waves;
import io.foretide.forecast.backtest.Accuracy;
import io.foretide.forecast.saved.SavedFit;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CesFormsTest {

  private static final int M = 12;

  /** Drawn from the model itself: a steady season, moved by what the form does with errors. */
  private static double[] drawn(CesForm form, int n, long seed) {
    double[] smoothing = Arrays.copyOf(new double[] {1.2, 1, 0, 0}, form.smoothing());
    if (form == CesForm.PARTIAL) {
      smoothing[2] = 0.1;
    } else if (form == CesForm.FULL) {
      smoothing[2] = 1.4;
      smoothing[3] = 1;
    }
    int m = form.seasonal() ? M : 0;
    double[] seasonal = new double[m];
    double[] hidden = new double[m];
    double scale = form == CesForm.SIMPLE ? 1.2 : 1.4;
    for (int j = 0; j < m; j++) {
      seasonal[j] = 8 * Math.sin(2 * Math.PI * j / M) + (form == CesForm.SIMPLE ? 50 : 0);
      hidden[j] = seasonal[j] / scale;
    }
    CesState state = new CesState(form, smoothing, 50, 50 / 1.2, seasonal, hidden, 0);
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[n];
    for (int t = 0; t < n; t++) {
      double error = random.nextGaussian();
      y[t] = state.mean() + error;
      state.step(error);
    }
    return y;
  }

  @ParameterizedTest
  @EnumSource
  void the_chosen_form_has_no_larger_aicc_than_the_one_that_made_the_series(CesForm form) {
    int same = 0;
    for (long seed = 1; seed <= 8; seed++) {
      double[] y = drawn(form, 480, seed);
      CesFit own = (CesFit) new Ces(M, form).fit(y);
      CesFit chosen = (CesFit) new Ces(M).fit(y);
      assertThat(chosen.criteria().aicc()).isLessThanOrEqualTo(own.criteria().aicc() + 1e-9);
      same += chosen.form().seasonal() == form.seasonal() ? 1 : 0;
    }
    assertThat(same).isGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource
  void errors_are_those_of_the_recursion_and_the_variance_is_found(CesForm form) {
    double[] y = drawn(form, 480, 3);
    CesFit fit = (CesFit) new Ces(M, form).fit(y);

    double[] residuals = fit.inSample().residuals();
    double sum = Arrays.stream(residuals).map(e -> e * e).sum();
    double n = y.length;
    assertThat(fit.criteria().logLikelihood())
        .isCloseTo(-0.5 * n * (Math.log(2 * Math.PI * sum / n) + 1), within(1e-6 * n));
    assertThat(fit.criteria().sigma2()).isBetween(0.8, 1.25);
    assertThat(fit.parameters().get("a0")).isBetween(1.0, 1.45);
  }

  @ParameterizedTest
  @EnumSource
  void a_saved_model_and_one_moved_step_by_step_go_on_the_same(CesForm form) {
    double[] y = drawn(form, 300, 5);
    Fitted fit = new Ces(M, form).fit(Arrays.copyOf(y, 250));
    double[] more = Arrays.copyOfRange(y, 250, 300);

    Fitted moved = fit.update(more);
    Fitted restored = SavedFit.read(SavedFit.read(fit.toBytes()).update(more).toBytes());

    assertThat(restored.forecast(24).mean()).isEqualTo(moved.forecast(24).mean());
    assertThat(restored.method()).isEqualTo(fit.method()).containsIgnoringCase(form.name());
  }

  @Test
  void a_season_is_followed_by_every_form_that_has_one() {
    double[] y = Waves.daily(240, M, 3);
    double[] train = Arrays.copyOf(y, 228);
    double[] test = Arrays.copyOfRange(y, 228, 240);
    for (CesForm form : new CesForm[] {CesForm.SIMPLE, CesForm.PARTIAL, CesForm.FULL}) {
      double error = Accuracy.mae(test, new Ces(M, form).fit(train).forecast(12).mean());
      assertThat(error).as(form.name()).isLessThan(0.5);
    }
    assertThat(Accuracy.mae(test, new Ces(M).fit(train).forecast(12).mean())).isLessThan(0.4);
  }

  @Test
  void a_form_that_the_data_or_the_season_cannot_support_is_refused() {
    assertThat(new Ces(M, CesForm.FULL).fit(new double[20]).forecast(1))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.needs()).contains("25 values"));
    assertThatThrownBy(() -> new Ces(1, CesForm.SIMPLE)).hasMessageContaining("SIMPLE season");
  }
}
