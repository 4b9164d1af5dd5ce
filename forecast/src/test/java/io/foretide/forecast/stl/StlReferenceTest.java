package io.foretide.forecast.stl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.data.SharedData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the original Fortran program and R's mstl. */
class StlReferenceTest {

  private static final String FOLDER = "reference/thirdparty/";

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "short", "nljump-1", "ntjump-1", "nljump-1-ntjump-1"})
  void parts_and_weights_equal_those_of_the_fortran_program(String scenario) {
    double[] co2 =
        SharedData.rows(FOLDER + "stl_co2_input.csv").stream()
            .mapToDouble(row -> Double.parseDouble(row[0]))
            .toArray();
    double[] y = scenario.equals("short") ? Arrays.copyOf(co2, 347) : co2;
    int low = scenario.contains("nljump-1") ? 1 : 2;
    int trend = scenario.contains("ntjump-1") ? 1 : 2;
    Stl stl = new Stl(12, 35, 1, 19, 1, 13, 1, 4, trend, low, 1, 2);

    Stl.Parts parts = stl.decompose(y);

    List<String[]> rows =
        SharedData.rows(FOLDER + "stl_netlib_fortran.csv.gz").stream()
            .filter(row -> row[0].equals(scenario))
            .toList();
    assertThat(rows).hasSize(y.length);
    for (int t = 0; t < y.length; t++) {
      String[] row = rows.get(t);
      assertThat(parts.seasonal()[t]).isCloseTo(Double.parseDouble(row[2]), within(1e-6));
      assertThat(parts.trend()[t]).isCloseTo(Double.parseDouble(row[3]), within(1e-6));
      assertThat(parts.weights()[t]).isCloseTo(Double.parseDouble(row[4]), within(1e-6));
    }
  }

  @Test
  void two_seasons_equal_those_of_r() {
    List<String[]> rows = SharedData.rows(FOLDER + "mstl_r_vic_elec_results.csv.gz");
    int n = rows.size() - 1;
    double[] y = new double[n];
    for (int t = 0; t < n; t++) {
      y[t] = Double.parseDouble(rows.get(t + 1)[0]);
    }

    Mstl.Parts parts = Mstl.decompose(y, true, 24, 168);

    for (int t = 0; t < n; t++) {
      String[] row = rows.get(t + 1);
      assertThat(parts.trend()[t]).isCloseTo(Double.parseDouble(row[1]), within(1e-3));
      assertThat(parts.seasonal()[0][t]).isCloseTo(Double.parseDouble(row[2]), within(1e-3));
      assertThat(parts.seasonal()[1][t]).isCloseTo(Double.parseDouble(row[3]), within(1e-3));
    }
  }
}
