package io.foretide.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.detect.episode.EpisodeTracker.Change;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodeTrackerTest {
  private static final EpisodeRule NOW = EpisodeRule.immediate();

  @Test
  void every_run_above_the_limit_is_an_episode_by_default() {
    List<Episode> e = EpisodeTracker.all(NOW, new double[] {0, 2, 3, 1, 1.5, 0});
    assertThat(e)
        .containsExactly(new Episode(1, 3, 2, 3, 2, false), new Episode(4, 5, 1, 1.5, 4, false));
  }

  @Test
  void an_on_delay_ignores_short_runs_and_dates_long_ones_from_their_start() {
    double[] v = {2, 2, 0, 2, 2, 2, 0};
    List<Episode> e = EpisodeTracker.all(NOW.withOnDelay(2), v);
    assertThat(e).containsExactly(new Episode(3, 6, 3, 2, 3, false));
  }

  @Test
  void an_off_delay_bridges_short_drops() {
    double[] v = {2, 0, 2, 0, 0, 2};
    assertThat(EpisodeTracker.all(NOW.withOffDelay(1), v))
        .containsExactly(new Episode(0, 3, 2, 2, 0, false), new Episode(5, 6, 1, 2, 5, true));
  }

  @Test
  void a_merge_gap_continues_an_episode_that_had_closed() {
    double[] v = {2, 0, 0, 3, 0, 0, 0, 2};
    assertThat(EpisodeTracker.all(NOW.withMergeGap(2), v))
        .containsExactly(new Episode(0, 4, 2, 3, 3, false), new Episode(7, 8, 1, 2, 7, true));
  }

  @Test
  void an_episode_below_the_minimum_size_does_not_count() {
    double[] v = {2, 2, 0, 2, 2, 2};
    assertThat(EpisodeTracker.all(NOW.withMinimumSize(3), v)).hasSize(1);
  }

  @Test
  void rows_without_a_score_change_nothing() {
    double[] v = {2, Double.NaN, Double.NaN, 2, 0};
    assertThat(EpisodeTracker.all(NOW, v)).hasSize(1);
  }

  @Test
  void only_the_wanted_direction_opens() {
    EpisodeTracker t = new EpisodeTracker(NOW.withDirection(1));
    assertThat(t.next(5, -1)).isEqualTo(Change.NONE);
    assertThat(t.next(5, 1)).isEqualTo(Change.OPENED);
    assertThat(t.isOpen()).isTrue();
  }

  @Test
  void saved_in_the_middle_it_announces_the_same() {
    EpisodeRule rule = new EpisodeRule(1, 2, 5, 3, 0);
    java.util.SplittableRandom random = new java.util.SplittableRandom(3);
    EpisodeTracker whole = new EpisodeTracker(rule);
    EpisodeTracker cut = new EpisodeTracker(rule);
    for (int i = 0; i < 2000; i++) {
      double v = 2.2 * random.nextDouble();
      ByteSink out = new ByteSink();
      cut.write(out);
      cut = new EpisodeTracker(rule);
      cut.read(new ByteSource(out.toBytes()));
      assertThat(cut.next(v, 0)).isEqualTo(whole.next(v, 0));
      assertThat(cut.last()).isEqualTo(whole.last());
    }
  }
}
