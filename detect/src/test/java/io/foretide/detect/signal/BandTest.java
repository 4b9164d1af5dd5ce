package io.foretide.detect.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.Detector;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BandTest {
  private static double[] noise(int n) {
    Random random = new Random(7);
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = 100 + 5 * random.nextGaussian();
    }
    return out;
  }

  @Test
  void a_value_is_anomalous_exactly_outside_its_band() {
    double[] clean = noise(400);
    List<Detector> detectors =
        List.of(
            Limits.of(92, 108),
            Mad.of(1, 50, 1.5),
            ZScore.fit(new double[][] {clean}, 1.2),
            SeasonalResidual.of(new SeasonalProfile(10, 5, 1)));
    for (Detector detector : detectors) {
      Scorer scorer = detector.scorer();
      Score score = new Score(1);
      int inside = 0;
      int outside = 0;
      for (double x : noise(600)) {
        scorer.score(new double[] {x}, score);
        if (score.status() == Score.Status.SCORED) {
          boolean out = x < score.lo() || x > score.hi();
          assertThat(score.isAnomaly()).as("%s at %s", detector, x).isEqualTo(out);
          inside += out ? 0 : 1;
          outside += out ? 1 : 0;
        }
      }
      assertThat(inside).isGreaterThan(100);
      assertThat(outside).isGreaterThan(5);
    }
  }

  @Test
  void a_band_has_its_expectation_in_the_middle_or_none() {
    Scorer mad = Mad.of(1, 20).scorer();
    Score score = new Score(1);
    for (double x : noise(40)) {
      mad.score(new double[] {x}, score);
    }
    assertThat(score.expected()).isCloseTo((score.lo() + score.hi()) / 2, within(1e-9));
    Scorer limits = Limits.of(Double.NaN, 5).scorer();
    limits.score(new double[] {3}, score);
    assertThat(score.expected()).isNaN();
    assertThat(score.lo()).isNaN();
    assertThat(score.hi()).isEqualTo(5);
  }

  @Test
  void a_row_without_a_score_has_no_band() {
    Scorer limits = Limits.of(1, 5).scorer();
    Score score = new Score(1);
    limits.score(new double[] {3}, score);
    limits.score(new double[] {Double.NaN}, score);
    assertThat(score.lo()).isNaN();
    assertThat(score.hi()).isNaN();
  }
}
