package io.foretide.forecast.stl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.data.MonthlyFits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Monthly series by statsmodels 0.13.5's robust STL. */
class StlMonthlyTest {

  @ParameterizedTest
  @ValueSource(strings = {"air_passengers", "retail_sales"})
  void season_and_trend_are_those_of_statsmodels(String series) {
    Stl stl = new Stl(12, 13, 1, 21, 1, 13, 1, 1, 1, 1, 2, 15);

    Stl.Parts parts = stl.decompose(MonthlyFits.logs(series));

    String[] row =
        MonthlyFits.rows("statsmodels-0.13.5.csv").stream()
            .filter(r -> r[0].equals(series) && r[1].equals("stl"))
            .findFirst()
            .orElseThrow();
    double[] seasonal = MonthlyFits.numbers(row[4]);
    double[] trend = MonthlyFits.numbers(row[5]);
    assertThat(seasonal).hasSize(24);
    for (int t = 0; t < 24; t++) {
      assertThat(parts.seasonal()[t]).isCloseTo(seasonal[t], within(1e-7));
      assertThat(parts.trend()[t]).isCloseTo(trend[t], within(1e-7));
    }
  }
}
