package io.foretide.detect.subspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.Scores;
import io.foretide.detect.Streams;
import io.foretide.detect.subspace.PcaSettings.Statistic;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PcaTest {
  private static final double[][] CLEAN = Streams.correlated(5, 2, 800, 1);

  static Stream<Detector> every_detector() {
    PcaSettings usual = PcaSettings.usual();
    return Stream.of(
        Pca.fit(CLEAN),
        Pca.fit(CLEAN, usual.withComponents(2).withStatistic(Statistic.T2)),
        Pca.fit(CLEAN, usual.withComponents(2).withStatistic(Statistic.Q)),
        Pca.fit(CLEAN, usual.withComponents(2).withStatistic(Statistic.COMBINED)),
        Pca.fit(CLEAN, usual.withLags(2)),
        Mahalanobis.fit(CLEAN),
        SubPca.fit(CLEAN, 6));
  }

  @ParameterizedTest
  @MethodSource("every_detector")
  void scores_do_not_depend_on_how_a_stream_is_cut_and_contributions_sum_up(Detector detector) {
    double[][] rough = Streams.correlated(5, 2, 500, 2);
    rough[1][100] = Double.NaN;
    rough[3][101] = Double.POSITIVE_INFINITY;
    rough[2][200] = 1e150;
    for (int i = 300; i < 310; i++) {
      for (double[] column : rough) {
        column[i] = Double.NaN;
      }
    }
    Streams.requireCausal((Causal) detector, rough);
  }

  @Test
  void t2_and_q_equal_their_definitions() {
    Pca pca = (Pca) Pca.fit(CLEAN, PcaSettings.usual().withComponents(2));
    double[][] z = new double[5][800];
    for (int j = 0; j < 5; j++) {
      for (int i = 0; i < 800; i++) {
        z[j][i] = pca.standard.z(j, CLEAN[j][i]);
      }
    }
    // The mean of T² over its own training rows is k (n - 1) / n.
    PcaScorer scorer = (PcaScorer) pca.scorer();
    double t2 = 0;
    double total = 0;
    double[] row = new double[5];
    for (int i = 0; i < 800; i++) {
      Columns.row(CLEAN, i, row);
      scorer.project(row);
      t2 += scorer.t2() / 800;
      total += scorer.q() / 799;
    }
    assertThat(t2).isCloseTo(2 * 799.0 / 800, within(1e-9));
    // Q over all rows is what the other eigenvalues add up to.
    SubspaceFit.Fitted fitted = new SubspaceFit(CLEAN, 0).fit(0, 0, 2, 0.9);
    double[] values = fitted.eigen().values();
    assertThat(total).isCloseTo(values[2] + values[3] + values[4], within(1e-9));
  }

  @Test
  void mahalanobis_equals_the_distance_by_the_inverse_covariance() {
    double[][] x = {CLEAN[0], CLEAN[1]};
    Causal d = (Causal) Mahalanobis.fit(x);
    double[] m = new double[2];
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (int i = 0; i < 800; i++) {
      m[0] += x[0][i] / 800;
      m[1] += x[1][i] / 800;
    }
    for (int i = 0; i < 800; i++) {
      sxx += (x[0][i] - m[0]) * (x[0][i] - m[0]) / 799;
      syy += (x[1][i] - m[1]) * (x[1][i] - m[1]) / 799;
      sxy += (x[0][i] - m[0]) * (x[1][i] - m[1]) / 799;
    }
    double a = 3 - m[0];
    double b = -2 - m[1];
    double expected = (syy * a * a - 2 * sxy * a * b + sxx * b * b) / (sxx * syy - sxy * sxy);
    Score out = new Score(2);
    d.scorer().score(new double[] {3, -2}, out);
    assertThat(out.raw()).isCloseTo(expected, within(1e-8 * expected));
  }

  @ParameterizedTest
  @EnumSource(
      value = Statistic.class,
      names = {"Q", "LARGER", "COMBINED"})
  void a_fault_in_one_sensor_is_found_and_that_sensor_named(Statistic statistic) {
    Detector d = Pca.fit(CLEAN, PcaSettings.usual().withComponents(2).withStatistic(statistic));
    double[][] later = Streams.correlated(5, 2, 300, 3);
    Scorer scorer = d.scorer();
    Score out = new Score(5);
    double[] row = new double[5];
    int named = 0;
    for (int i = 0; i < 300; i++) {
      Columns.row(later, i, row);
      row[i % 5] += 25;
      scorer.score(row, out);
      assertThat(out.isAnomaly()).isTrue();
      named += out.culprit() == i % 5 ? 1 : 0;
    }
    assertThat(named).isGreaterThan(285);
  }

  @Test
  void the_limit_holds_on_later_clean_rows() {
    double[][] later = Streams.correlated(5, 2, 5000, 4);
    for (Detector d : new Detector[] {Pca.fit(CLEAN), Mahalanobis.fit(CLEAN)}) {
      Scores s = d.scores(later);
      assertThat(s.anomalies()).isBetween(5, 125);
    }
  }

  @Test
  void dynamic_pca_sees_a_broken_rhythm_that_static_pca_cannot() {
    double[][] clean = new double[2][600];
    double[][] broken = new double[2][200];
    java.util.SplittableRandom random = new java.util.SplittableRandom(5);
    for (int i = 0; i < 600; i++) {
      clean[0][i] = Math.sin(0.4 * i) + 0.02 * random.nextGaussian();
      clean[1][i] = Math.cos(0.4 * i) + 0.02 * random.nextGaussian();
    }
    for (int i = 0; i < 200; i++) {
      double phase = i < 100 ? 0.4 * i : 0.8 * i;
      broken[0][i] = Math.sin(phase) + 0.02 * random.nextGaussian();
      broken[1][i] = Math.cos(phase) + 0.02 * random.nextGaussian();
    }
    Scores dynamic =
        Pca.fit(clean, PcaSettings.usual().withLags(3).withComponents(2)).scores(broken);
    Scores still = Pca.fit(clean, PcaSettings.usual().withComponents(1)).scores(broken);
    assertThat(dynamic.values()[150]).isGreaterThan(5);
    assertThat(still.values()[150]).isLessThan(3);
  }

  @Test
  void a_missing_sensor_is_reconstructed_from_the_others() {
    Detector d = Pca.fit(CLEAN, PcaSettings.usual().withComponents(2));
    double[][] later = Streams.correlated(5, 2, 2000, 6);
    java.util.Arrays.fill(later[2], Double.NaN);
    assertThat(d.scores(later).anomalies()).isLessThan(60);
    for (double v : d.scores(later).values()) {
      assertThat(v).isNotNaN();
    }
  }

  @Test
  void a_signal_that_never_moved_alarms_when_it_does() {
    double[][] clean = Streams.correlated(3, 1, 300, 7);
    java.util.Arrays.fill(clean[2], 10);
    Score out = new Score(3);
    Scorer scorer = Pca.fit(clean).scorer();
    scorer.score(new double[] {0, 0, 10}, out);
    assertThat(out.isAnomaly()).isFalse();
    scorer.score(new double[] {0, 0, 14}, out);
    assertThat(out.isAnomaly()).isTrue();
    assertThat(out.culprit()).isEqualTo(2);
  }

  @Test
  void too_little_data_is_refused_with_what_is_needed() {
    Detector d = Pca.fit(new double[][] {new double[5], new double[5]});
    assertThat(d).isInstanceOf(Refused.class);
    assertThat(((Refused) d).needs()).isEqualTo("at least 20 values per signal");
  }
}
