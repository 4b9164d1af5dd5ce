package io.foretide.detect.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.tail.Gamma;
import io.foretide.detect.tail.StudentT;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlgebraTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 23, 64, 65, 130})
  void eigenvectors_are_orthonormal_and_rebuild_the_matrix(int n) {
    SplittableRandom random = new SplittableRandom(1);
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * n + j] = a[j * n + i] = random.nextGaussian();
      }
    }
    Eigen e = Eigen.of(a, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double dot = 0;
        double rebuilt = 0;
        for (int c = 0; c < n; c++) {
          dot += e.vectors()[i * n + c] * e.vectors()[j * n + c];
          rebuilt += e.values()[c] * e.vectors()[c * n + i] * e.vectors()[c * n + j];
        }
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-11));
        assertThat(rebuilt).isCloseTo(a[i * n + j], within(1e-11));
      }
    }
    for (int c = 1; c < n; c++) {
      assertThat(e.values()[c]).isLessThanOrEqualTo(e.values()[c - 1]);
    }
  }

  @Test
  void a_large_matrix_of_low_rank_has_zero_eigenvalues_and_no_failure() {
    int n = 100;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] = Math.sin(i) * Math.sin(j) + Math.cos(i) * Math.cos(j);
      }
    }
    double[] values = Eigen.of(a, n).values();
    assertThat(values[0] + values[1]).isCloseTo(n, within(1e-9));
    for (int c = 2; c < n; c++) {
      assertThat(values[c]).isCloseTo(0, within(1e-10));
    }
    assertThat(Eigen.of(new double[n * n], n).values()[0]).isZero();
  }

  @Test
  void a_positive_definite_system_is_solved_and_another_is_reported() {
    double[] b = {1, 2};
    assertThat(Solve.positive(new double[] {4, 2, 2, 3}, b, 2)).isTrue();
    assertThat(b[0]).isCloseTo(-0.125, within(1e-15));
    assertThat(b[1]).isCloseTo(0.75, within(1e-15));
    assertThat(Solve.positive(new double[] {1, 2, 2, 1}, new double[2], 2)).isFalse();
  }

  @Test
  void quantiles_interpolate_and_leave_nan_out() {
    assertThat(Quantile.of(new double[] {4, Double.NaN, 1, 3, 2}, 0.5)).isEqualTo(2.5);
    assertThat(Quantile.of(new double[] {Double.NaN}, 0.5)).isNaN();
  }

  @Test
  void distribution_quantiles_equal_the_tables() {
    assertThat(Gamma.chiSquareQuantile(0.95, 1)).isCloseTo(3.841458820694124, within(1e-9));
    assertThat(Gamma.chiSquareQuantile(0.99, 10)).isCloseTo(23.209251158954356, within(1e-9));
    assertThat(StudentT.quantile(0.975, 10)).isCloseTo(2.2281388519649385, within(1e-9));
    assertThat(StudentT.quantile(0.9995, 52)).isCloseTo(3.4877, within(5e-3));
  }
}
