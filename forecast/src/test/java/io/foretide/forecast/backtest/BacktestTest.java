package io.foretide.forecast.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Waves;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.naive.SeasonalNaive;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacktestTest {

  private static final double[] Y = Waves.daily(300, 12, 4);
  private static final double[] LEVELS = {80, 95};

  private static Backtest backtest(Backtest.Mode mode) {
    return new Backtest(12, 10, 6, mode, LEVELS, 12);
  }

  @Test
  void a_good_method_beats_the_naive_one_and_covers_as_promised() {
    Outcome ets = backtest(Backtest.Mode.REFIT).run(Ets.of("ANA", 12), Y);
    Outcome naive = backtest(Backtest.Mode.REFIT).run(SeasonalNaive.of(12), Y);

    assertThat(ets.held()).hasSize(10);
    assertThat(ets.rmse()).isCloseTo(0.3, within(0.06)).isLessThan(naive.rmse());
    assertThat(ets.coverage())
        .hasEntrySatisfying(95.0, parts -> assertThat(parts[3]).isGreaterThan(0.88));
    assertThat(ets.mase()).isLessThan(1);
    assertThat(ets.msis().get(95.0)).isLessThan(naive.msis().get(95.0));
  }

  @Test
  void updating_and_fixed_parameters_agree() {
    Outcome update = backtest(Backtest.Mode.UPDATE).run(Ets.of("ANA", 12), Y);
    Outcome fixed = backtest(Backtest.Mode.FIXED).run(Ets.of("ANA", 12), Y);

    assertThat(update.mae()).isEqualTo(fixed.mae());
    assertThat(update.rmse()).isCloseTo(0.3, within(0.06));
  }

  @Test
  void the_probability_of_crossing_a_limit_is_scored() {
    Outcome low = backtest(Backtest.Mode.UPDATE).withLimits(0, 10).run(Ets.of("ANA", 12), Y);
    Outcome near = backtest(Backtest.Mode.UPDATE).withLimits(0, 13.2).run(Ets.of("ANA", 12), Y);
    Outcome none = backtest(Backtest.Mode.UPDATE).run(Ets.of("ANA", 12), Y);

    assertThat(low.brier()).as("crossed in every season").isLessThan(0.001);
    assertThat(near.brier()).as("crossed by chance").isBetween(0.02, 0.5);
    int crossed = 0;
    double score = 0;
    for (Backtest.Held held : near.held()) {
      boolean above = java.util.Arrays.stream(held.actual()).anyMatch(v -> v > 13.2);
      assertThat(held.crossed()).isEqualTo(above);
      crossed += above ? 1 : 0;
      score += Math.pow(held.crossing() - (above ? 1 : 0), 2) / near.held().size();
    }
    assertThat(crossed).isPositive();
    assertThat(near.brier()).isCloseTo(score, within(1e-12));
    assertThat(none.brier()).isNaN();
    assertThat(Report.html("limits", Y, List.of(near))).contains("<th>Brier");
  }

  @Test
  void origins_before_the_series_are_left_out() {
    Outcome outcome =
        new Backtest(12, 100, 6, Backtest.Mode.REFIT, LEVELS, 12).run(SeasonalNaive.of(12), Y);

    assertThat(outcome.held()).hasSize(48);
  }

  @Test
  void the_report_is_one_page_that_loads_nothing() {
    Outcome outcome = backtest(Backtest.Mode.UPDATE).run(Ets.of("ANA", 12), Y);

    String page = Report.html("pump <7>", Y, List.of(outcome));

    assertThat(page).contains("pump &lt;7&gt;", "<svg", "ets-ana", "95 %");
    assertThat(page).doesNotContain("http", "<script", "NaN");
  }

  @Test
  void measures_have_their_textbook_values() {
    double[] actual = {1, 2, Double.NaN, 4};
    double[] forecast = {2, 2, 9, 2};

    assertThat(Accuracy.mae(actual, forecast)).isEqualTo(1);
    assertThat(Accuracy.rmse(actual, forecast)).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
    assertThat(Accuracy.smape(actual, forecast))
        .isCloseTo((200.0 / 3 + 0 + 400.0 / 6) / 3, within(1e-12));
    assertThat(Accuracy.pinball(new double[] {3}, new double[] {1}, 0.9))
        .isCloseTo(1.8, within(1e-12));
    assertThat(
            Accuracy.msis(
                new double[] {5},
                new double[] {0},
                new double[] {4},
                95,
                new double[] {1, 2, 3},
                1))
        .isCloseTo(44, within(1e-9));
    assertThat(Accuracy.brier(new boolean[] {true, false}, new double[] {0.9, 0.2}))
        .isCloseTo(0.025, within(1e-12));
  }
}
