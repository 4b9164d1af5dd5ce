package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.naive.SeasonalNaive;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastModelTest {
  private static final int DAY = 144;
  private static final Map<String, Object> NAIVE =
      Map.of(
          "method", "seasonal_naive",
          "season", "1d",
          "horizon", "24h",
          "levels", List.of(95, 80));

  private static Models naive(double[] data) {
    return Models.of(new double[][] {data}, "run", Map.of("forecast", NAIVE));
  }

  private static Range[] at(int bucket, int n) {
    return Models.grid((bucket - 3L) * Models.STEP, 3 * Models.STEP, n);
  }

  @Test
  void it_tells_what_it_needs() throws ProviderException {
    RunNeeds needs = naive(new double[0]).provider.needs(naive(new double[0]).model.definition());
    assertThat(needs.outputs()).containsExactly("mean", "lo_80", "hi_80", "lo_95", "hi_95");
    assertThat(needs.lookback()).isEqualTo(14 * Instants.DAY);
    assertThat(needs.horizon()).isEqualTo(Instants.DAY);
    assertThat(needs.order()).isEqualTo(Order.ANY);
    assertThat(needs.summary()).contains("1d ahead", "season of 1d", "last 14d", "80 %, 95 %");
  }

  @Test
  void rows_start_at_the_origin_and_equal_the_librarys_seasonal_naive() throws ProviderException {
    double[] data = Models.wave(DAY * 16, 1, 0);
    int origin = DAY * 15 + 3;
    RunResult result = naive(data).run(at(origin, 1), 0, 1, null);
    PredictionBlock block = result.parts().getFirst().blocks().getFirst();
    assertThat(block.origin()).isEqualTo(origin * Models.STEP);
    assertThat(block.first()).isEqualTo(origin * Models.STEP);
    assertThat(block.step()).isEqualTo(Models.STEP);
    assertThat(block.rows()).isEqualTo(DAY);
    double[] window = Arrays.copyOfRange(data, origin - 14 * DAY, origin);
    Forecast library = SeasonalNaive.of(DAY).fit(window).forecast(DAY).orThrow();
    assertThat(block.values()[0]).containsExactly(library.mean());
    assertThat(block.values()[1]).containsExactly(library.interval(80).lower());
    assertThat(block.values()[4]).containsExactly(library.interval(95).upper());
  }

  @Test
  void holt_winters_is_fitted_daily_and_moved_forward_between() throws ProviderException {
    double[] data = Models.wave(DAY * 9, 2, 0);
    Models models =
        Models.of(
            new double[][] {data},
            "run",
            Map.of(
                "forecast",
                Map.of("method", "holt-winters", "season", "2h", "horizon", "1h", "levels", 90)),
            "train",
            Map.of("window", "2d", "every", "1d"));
    int origin = DAY * 5 + 60;
    Range[] cells = at(origin, 30);
    PredictionBlock block = models.run(cells, 0, 1, null).parts().getFirst().blocks().getFirst();
    Fitted fit = Ets.holtWinters(12).fit(Arrays.copyOfRange(data, DAY * 3, DAY * 5));
    Forecast library = fit.update(Arrays.copyOfRange(data, DAY * 5, origin)).forecast(6).orThrow();
    assertThat(block.values()[0]).containsExactly(library.mean());
    assertThat(block.values()[2]).containsExactly(library.interval(90).upper());
    // The second time the fit is a kept one.
    assertThat(Models.lines(models.run(cells, 0, 1, null)))
        .isEqualTo(Models.lines(models.run(cells, 0, 1, null)));
    models.provider.unregister(models.model.id());
    assertThat(Models.lines(models.run(cells, 0, 30, null)))
        .isEqualTo(Models.lines(models.run(cells, 0, 30, null)));
  }

  @Test
  void a_kept_fit_is_not_used_for_other_data() throws ProviderException {
    double[] data = Models.wave(DAY * 9, 2, 0);
    Object[] settings = {
      "run",
      Map.of("forecast", Map.of("method", "holt_winters", "season", "2h", "horizon", "1h")),
      "train",
      Map.of("window", "2d")
    };
    Models models = Models.of(new double[][] {data}, settings);
    Range[] cells = at(DAY * 5 + 60, 1);
    models.run(cells, 0, 1, null);
    double[] changed = data.clone();
    changed[DAY * 4] += 0.5;
    Models other = Models.of(new double[][] {changed}, settings);
    RunRequest request =
        new RunRequest(
            models.model,
            models.model.latest(),
            new Range(0, 1),
            cells,
            other.frame(0, cells[0].to()),
            null,
            Models.TIMEOUT);
    assertThat(Models.lines(models.provider.execute(request)))
        .isEqualTo(Models.lines(other.provider.execute(request)));
  }

  @Test
  void an_interval_without_a_value_is_empty_and_names_the_silent_series() throws ProviderException {
    double[] data = Models.wave(DAY * 16, 1, 0);
    Arrays.fill(data, DAY * 15, DAY * 16, Double.NaN);
    Range[] cells = at(DAY * 15, 6);
    List<OutcomePart> parts = naive(data).run(cells, 0, 6, null).parts();
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).state()).isEqualTo(CellState.PREDICTED);
    OutcomePart silent = parts.get(1);
    assertThat(silent.cells()).isEqualTo(new Range(1, 6));
    assertThat(silent.state()).isEqualTo(CellState.EMPTY);
    assertThat(silent.reason()).isEqualTo(Reason.NO_DATA);
    assertThat(silent.detail())
        .isEqualTo("series 'a' has no value since 1970-01-16T00:00:00Z (2h30m)");
  }

  @Test
  void too_little_history_is_empty_and_says_what_is_needed() throws ProviderException {
    double[] data = Models.wave(DAY * 16, 1, 0);
    Arrays.fill(data, 0, DAY * 14, Double.NaN);
    OutcomePart part = naive(data).run(at(DAY * 15, 1), 0, 1, null).parts().getFirst();
    assertThat(part.state()).isEqualTo(CellState.EMPTY);
    assertThat(part.reason()).isEqualTo(Reason.NO_HISTORY);
    assertThat(part.detail()).contains("needs values over 2d", "1970-01-15T00:00:00Z");
  }

  @Test
  void a_place_of_the_season_that_is_missing_comes_from_the_season_before()
      throws ProviderException {
    double[] data = Models.wave(DAY * 16, 1, 0);
    int origin = DAY * 15;
    data[origin - DAY + 5] = Double.NaN;
    PredictionBlock block =
        naive(data).run(at(origin, 1), 0, 1, null).parts().getFirst().blocks().getFirst();
    assertThat(block.values()[0][5]).isEqualTo(data[origin - 2 * DAY + 5]);
    double near = block.values()[4][4] - block.values()[0][4];
    double far = block.values()[4][5] - block.values()[0][5];
    assertThat(far).isNotEqualTo(near);
  }

  @Test
  void numbers_that_overflow_fail_their_interval_only() throws ProviderException {
    double[] data = Models.wave(DAY * 20, 1, 0);
    int origin = DAY * 15;
    // Seen by the second interval on.
    data[origin + 1] = Double.MAX_VALUE;
    Models models =
        Models.of(
            new double[][] {data},
            "run",
            Map.of(
                "forecast",
                Map.of(
                    "method", "seasonal_naive",
                    "season", "1d",
                    "horizon", "24h",
                    "levels", 99.99)));
    List<OutcomePart> parts = models.run(at(origin, 2), 0, 2, null).parts();
    assertThat(parts).extracting(OutcomePart::state).last().isEqualTo(CellState.FAILED);
    assertThat(parts.getLast().reason()).isEqualTo(Reason.MODEL_ERROR);
    assertThat(parts.getLast().detail()).contains("overflowed");
    assertThat(parts.getFirst().state()).isEqualTo(CellState.PREDICTED);
  }

  @Test
  void a_run_that_takes_too_long_stops_as_a_passing_trouble() {
    Models models = naive(Models.wave(DAY * 16, 1, 0));
    RunRequest request =
        new RunRequest(
            models.model,
            models.model.latest(),
            new Range(0, 1),
            at(DAY * 15, 1),
            models.frame(0, DAY * 15 * Models.STEP),
            null,
            -1);
    assertThatThrownBy(() -> models.provider.execute(request))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("model 'm' computed 0 of 1 intervals")
        .hasMessageContaining("task_span");
  }

  @Test
  void the_odds_of_a_limit_agree_with_the_prediction_intervals() throws ProviderException {
    double[] data = Models.wave(DAY * 6, 1, 0);
    int origin = DAY * 5;
    Map<String, Object> run =
        Map.of("method", "holt_winters", "season", "2h", "horizon", "2h", "levels", List.of(80));
    RunResult plain =
        Models.of(new double[][] {data}, "run", Map.of("forecast", run))
            .run(at(origin, 1), 0, 1, null);
    double[][] rows = plain.parts().getFirst().blocks().getFirst().values();
    Map<String, Object> limited = new java.util.HashMap<>(run);
    limited.put("limits", Map.of("low", rows[1][4], "high", rows[2][4]));
    Models models = Models.of(new double[][] {data}, "run", Map.of("forecast", limited));
    assertThat(models.provider.needs(models.model.definition()).outputs())
        .containsExactly(
            "mean", "lo_80", "hi_80", "p_below", "reach_below", "p_above", "reach_above");
    double[][] odds =
        models.run(at(origin, 1), 0, 1, null).parts().getFirst().blocks().getFirst().values();
    assertThat(odds[3][4]).isCloseTo(0.1, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(odds[5][4]).isCloseTo(0.1, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(odds[0]).containsExactly(rows[0]);
    for (int side = 3; side <= 5; side += 2) {
      double least = 0;
      double alone = 0;
      for (int step = 0; step < odds[side].length; step++) {
        double reached = odds[side + 1][step];
        least = Math.max(least, odds[side][step]);
        alone += odds[side][step];
        // Bounds of the chance of any of several events (Boole, Frechet); a thousand draws.
        assertThat(reached).isBetween(least - 0.05, Math.min(1, alone) + 0.05);
        assertThat(step == 0 || reached >= odds[side + 1][step - 1]).as("never falls").isTrue();
      }
    }
  }

  @Test
  void the_chance_that_a_random_walk_reaches_a_limit_is_that_of_the_reflection_principle()
      throws ProviderException {
    // A walk of steps N(0, 1) passes a within n steps with about twice the chance that it ends
    // beyond a + 0.5826, the correction for whole steps (Siegmund 1979): 0.4646 for n = 24, a = 3.
    java.util.Random random = new java.util.Random(7);
    double[] data = new double[DAY * 20];
    double at = 0;
    for (int i = 0; i < data.length; i++) {
      at += random.nextGaussian();
      data[i] = at;
    }
    int origin = data.length - 30;
    Map<String, Object> run =
        Map.of(
            "method",
            "arima",
            "p",
            0,
            "d",
            1,
            "q",
            0,
            "season",
            "none",
            "horizon",
            "4h",
            "limits",
            Map.of("high", data[origin - 1] + 3));
    Models models =
        Models.of(
            new double[][] {data},
            "run",
            Map.of("forecast", run),
            "train",
            Map.of("window", "18d"));
    double[][] rows =
        models.run(at(origin, 1), 0, 1, null).parts().getFirst().blocks().getFirst().values();
    double[] reach = rows[rows.length - 1];
    assertThat(reach).hasSize(24);
    assertThat(reach[23]).isCloseTo(0.465, org.assertj.core.data.Offset.offset(0.06));
    assertThat(rows[rows.length - 2][23])
        .as("of the last step alone")
        .isCloseTo(0.27, org.assertj.core.data.Offset.offset(0.04));
  }

  @Test
  void a_forecast_does_without_a_silent_input_and_says_so() throws ProviderException {
    double[] a = Models.wave(DAY * 6, 1, 0);
    double[] b = Models.wave(DAY * 6, 2, 0);
    int origin = DAY * 5;
    Arrays.fill(b, origin - 6, b.length, Double.NaN);
    Map<String, Object> run =
        Map.of(
            "method",
            "lagged_ridge",
            "season",
            "2h",
            "horizon",
            "1h",
            "dead_time",
            Map.of("b", "auto"));
    Models models =
        Models.of(
            new double[][] {a, b}, "run", Map.of("forecast", run), "train", Map.of("window", "2d"));
    OutcomePart part = models.run(at(origin, 1), 0, 1, null).parts().getFirst();
    assertThat(part.state()).isEqualTo(CellState.PREDICTED);
    assertThat(part.detail())
        .isEqualTo("predicted without series 'b', which had no value in the interval");
  }
}
