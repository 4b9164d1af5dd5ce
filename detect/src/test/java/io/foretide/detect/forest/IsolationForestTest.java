package io.foretide.detect.forest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.detect.Causal;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Streams;
import org.junit.jupiter.api.Test;

class IsolationForestTest {
  private static final double[][] CLEAN = Streams.correlated(4, 2, 800, 1);

  @Test
  void outliers_score_above_the_limit_and_clean_rows_rarely_do() {
    Causal d = (Causal) IsolationForest.fit(CLEAN, 1);
    assertThat(d.scores(Streams.correlated(4, 2, 2000, 2)).anomalies()).isLessThan(60);
    Score out = new Score(4);
    d.scorer().score(new double[] {30, -30, 30, -30}, out);
    assertThat(out.isAnomaly()).isTrue();
    assertThat(out.raw()).isBetween(0.6, 1.0);
  }

  @Test
  void contributions_are_marked_as_a_ranking_and_rank_the_culprit_first() {
    Causal d = (Causal) IsolationForest.fit(CLEAN, 1);
    Score out = new Score(4);
    d.scorer().score(new double[] {60, 0, 60, 60}, out);
    assertThat(out.isAnomaly()).isTrue();
    assertThat(out.isRanking()).isTrue();
    assertThat(out.contributions()[1]).isLessThan(out.contributions()[out.culprit()]);
    assertThat(out.culprit()).isNotEqualTo(1);
  }

  @Test
  void the_same_seed_gives_the_same_scores_and_streams_do_not_matter() {
    double[][] later = Streams.rough(4, 300, 3);
    Causal d = (Causal) IsolationForest.fit(CLEAN, 30, 64, 5);
    Streams.requireCausal(d, later);
    assertThat(((Causal) IsolationForest.fit(CLEAN, 30, 64, 5)).scores(later).values())
        .isEqualTo(d.scores(later).values());
  }

  @Test
  void the_expected_path_follows_the_harmonic_numbers() {
    assertThat(IsolationForest.meanPath(2)).isEqualTo(1);
    assertThat(IsolationForest.meanPath(256)).isBetween(10.24, 10.25);
  }

  @Test
  void too_few_rows_are_refused() {
    assertThat(IsolationForest.fit(new double[2][5], 1)).isInstanceOf(Refused.class);
  }
}
