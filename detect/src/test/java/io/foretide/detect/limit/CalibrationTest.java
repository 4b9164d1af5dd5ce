package io.foretide.detect.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Streams;
import io.foretide.detect.episode.EpisodeRule;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.subspace.Pca;
import io.foretide.detect.subspace.PcaSettings;
import io.foretide.detect.tail.GeneralisedPareto;
import io.foretide.detect.tail.PoissonInterval;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final EpisodeRule RULE = new EpisodeRule(1, 3, 12, 2, 0);

  @Test
  void the_stated_rate_lies_in_the_poisson_interval_of_the_achieved_one() {
    // 20 days at 10 minutes to learn from, 60 days later to be judged by.
    FalseAlarms wanted = new FalseAlarms(6, 144, RULE);
    int runs = 60;
    int inside = 0;
    for (int run = 0; run < runs; run++) {
      double[][] clean = Streams.correlated(4, 2, 144 * 20, 1000 + run);
      double[][] later = Streams.correlated(4, 2, 144 * 60, 5000 + run);
      Causal d =
          (Causal)
              Calibration.fit(
                  clean, wanted, x -> Pca.fit(x, PcaSettings.usual().withComponents(2)));
      Calibration.Achieved achieved = Calibration.achieved(d, later, wanted);
      inside += achieved.interval().contains(wanted.per30Days()) ? 1 : 0;
    }
    assertThat(inside).as("runs inside, of %d", runs).isGreaterThanOrEqualTo(48);
  }

  @Test
  void the_same_holds_for_a_streaming_method_without_training() {
    FalseAlarms wanted = new FalseAlarms(8, 144, EpisodeRule.immediate().withMergeGap(6));
    int runs = 60;
    int inside = 0;
    for (int run = 0; run < runs; run++) {
      Causal mad = (Causal) Mad.of(2, 288);
      double[][] clean = Streams.correlated(2, 1, 144 * 30, 100 + run);
      Causal d = (Causal) Calibration.on(mad, clean, wanted);
      double[][] later = Streams.correlated(2, 1, 144 * 60, 900 + run);
      inside +=
          Calibration.achieved(d, later, wanted).interval().contains(wanted.per30Days()) ? 1 : 0;
    }
    assertThat(inside).as("runs inside, of %d", runs).isGreaterThanOrEqualTo(48);
  }

  @Test
  void a_history_that_is_too_short_reports_the_lowest_rate_it_supports() {
    FalseAlarms wanted = new FalseAlarms(0.1, 144, RULE);
    double[][] clean = Streams.correlated(3, 1, 144 * 10, 1);
    Calibrated d = (Calibrated) Calibration.fit(clean, wanted, Pca::fit);
    assertThat(d.limit().isSupported()).isFalse();
    assertThat(d.limit().lowestSupported()).isBetween(1.4, 1.6);
    assertThat(d.limit().expected()).isEqualTo(d.limit().lowestSupported());
  }

  @Test
  void a_calibrated_detector_streams_and_saves_like_its_inner_one() {
    FalseAlarms wanted = new FalseAlarms(10, 144, RULE);
    double[][] clean = Streams.correlated(3, 1, 1000, 2);
    Causal d = (Causal) Calibration.fit(clean, wanted, Pca::fit);
    Streams.requireCausal(d, Streams.rough(3, 300, 4));
  }

  @Test
  void a_smoothed_detector_finds_what_stays_and_streams_like_its_inner_one() {
    double[][] clean = Streams.correlated(3, 1, 600, 5);
    Causal pca = (Causal) Pca.fit(clean);
    Causal smooth = new Smoothed(pca, 20, 1);
    Streams.requireCausal(smooth, Streams.rough(3, 300, 6));
    double[][] later = Streams.correlated(3, 1, 400, 7);
    later[0][100] += 50;
    double[] values = smooth.scores(later).values();
    assertThat(values[100]).as("one row").isLessThan(1);
    for (int i = 300; i < 400; i++) {
      later[0][i] += 3;
    }
    assertThat(smooth.scores(later).values()[350]).as("a fault that stays").isGreaterThan(1);
  }

  @Test
  void the_band_of_a_signal_moves_with_the_limit() {
    double[][] clean = Streams.correlated(1, 1, 2000, 9);
    FalseAlarms wanted = new FalseAlarms(5, 144, EpisodeRule.immediate());
    Causal limits = (Causal) io.foretide.detect.signal.Limits.of(-1, 1);
    Causal d = (Causal) Calibration.on(limits, clean, wanted);
    io.foretide.detect.Scorer scorer = d.scorer();
    io.foretide.detect.Score out = new io.foretide.detect.Score(1);
    scorer.score(new double[] {0}, out);
    double hi = out.hi();
    assertThat(hi).isGreaterThan(1);
    scorer.score(new double[] {hi}, out);
    assertThat(out.value()).isCloseTo(1, Assertions.within(1e-12));
  }

  @Test
  void a_method_that_refuses_its_data_passes_its_refusal_on() {
    Detector d = Calibration.fit(new double[2][10], new FalseAlarms(1, 1, RULE), Pca::fit);
    assertThat(d).isInstanceOf(Refused.class);
    Assertions.assertThatThrownBy(() -> new FalseAlarms(0, 144, RULE))
        .hasMessageContaining("0.0 false episodes per 30 days");
  }

  @Test
  void poisson_intervals_equal_the_tables() {
    assertThat(PoissonInterval.of(0, 0.95).high()).isCloseTo(3.6889, Assertions.within(1e-4));
    assertThat(PoissonInterval.of(10, 0.95).low()).isCloseTo(4.7954, Assertions.within(1e-4));
    assertThat(PoissonInterval.of(10, 0.95).high()).isCloseTo(18.3904, Assertions.within(1e-4));
  }

  @Test
  void a_pareto_tail_is_recovered_from_its_own_quantiles() {
    int n = 2000;
    double[] x = new double[n];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < n; i++) {
      x[i] = 2 / 0.2 * (Math.pow(random.nextDouble(), -0.2) - 1);
    }
    java.util.Arrays.sort(x);
    double[] descending = new double[n];
    for (int i = 0; i < n; i++) {
      descending[i] = x[n - 1 - i];
    }
    GeneralisedPareto g = GeneralisedPareto.fit(descending);
    assertThat(g.shape()).isCloseTo(0.2, Assertions.within(0.08));
    assertThat(g.scale()).isCloseTo(2, Assertions.within(0.2));
  }
}
