package io.foretide.detect.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.Causal;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.Scores;
import io.foretide.detect.SharedData;
import io.foretide.detect.Streams;
import io.foretide.detect.bench.NabCorpus;
import io.foretide.detect.bench.NabFile;
import io.foretide.detect.bench.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomCutTest {
  private static final RandomCutSettings SMALL = new RandomCutSettings(15, 64, 2, 1e-3, 11, 6);

  @Test
  void scores_do_not_depend_on_how_a_stream_is_cut() {
    Streams.requireCausal((Causal) RandomCut.of(2, SMALL), Streams.rough(2, 600, 3));
  }

  @Test
  void a_fitted_forest_starts_where_its_training_ended() {
    double[][] train = Streams.correlated(3, 2, 400, 4);
    Causal fitted = (Causal) RandomCut.fit(train, SMALL);
    Streams.requireCausal(fitted, Streams.correlated(3, 2, 200, 5));
    Score out = new Score(3);
    fitted.scorer().score(new double[] {0, 0, 0}, out);
    assertThat(out.status()).isEqualTo(Score.Status.SCORED);
  }

  @Test
  void a_spike_in_one_signal_is_found_and_attributed_to_it() {
    double[][] x = Streams.correlated(3, 2, 600, 6);
    x[1][500] += 40;
    Scorer scorer = RandomCut.of(3, SMALL).scorer();
    Score out = new Score(3);
    double[] row = new double[3];
    for (int i = 0; i <= 500; i++) {
      io.foretide.detect.Columns.row(x, i, row);
      scorer.score(row, out);
    }
    assertThat(out.isAnomaly()).isTrue();
    assertThat(out.culprit()).isEqualTo(1);
  }

  @Test
  void several_scales_stream_and_see_a_slow_shift_that_one_row_hides() {
    RandomCutSettings quick = SMALL.withShingle(1);
    Causal scales = (Causal) MultiScale.of(2, quick, new int[] {1, 20}, 2);
    Streams.requireCausal(scales, Streams.rough(2, 400, 7));
    double[][] x = {Streams.correlated(1, 1, 900, 8)[0]};
    for (int i = 700; i < 900; i++) {
      x[0][i] += 3;
    }
    double alone = max(RandomCut.of(1, quick).scores(x).values(), 700, 760);
    double[] means = MultiScale.of(1, quick, new int[] {20}, 1).scores(x).values();
    assertThat(max(means, 700, 760)).isGreaterThan(1).isGreaterThan(alone);
    assertThat(MultiScale.of(1, quick, new int[] {0}, 1)).isInstanceOf(Refused.class);
  }

  private static double max(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).max().orElseThrow();
  }

  @Test
  void nonsense_settings_and_short_training_are_refused() {
    assertThat(RandomCut.of(0, SMALL)).isInstanceOf(Refused.class);
    assertThat(RandomCut.fit(new double[1][20], SMALL)).isInstanceOf(Refused.class);
  }

  @Test
  void damaged_state_is_refused_and_never_crashes() {
    Causal d = (Causal) RandomCut.of(1, SMALL);
    Scorer scorer = d.scorer();
    Score out = new Score(1);
    for (int i = 0; i < 100; i++) {
      scorer.score(new double[] {Math.sin(i)}, out);
    }
    byte[] state = scorer.state();
    for (int length = 0; length < state.length; length += 97) {
      byte[] cut = Arrays.copyOf(state, length);
      Assertions.assertThatThrownBy(() -> d.scorer(cut)).isInstanceOf(RefusedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ambient_temperature_system_failure, 0.7134",
    "cpu_utilization_asg_misconfiguration, 0.8705",
    "nyc_taxi, 0.5244",
    "rogue_agent_key_updown, 0.5565"
  })
  void the_library_gives_its_recorded_scores_and_auc_through_this_detector(String name, double auc)
      throws IOException {
    // Scores and areas of randomcutforest-core 4.3.0, rcf_scores/SOURCE.md; 6 digits, 4 digits.
    double[] y =
        Table.read(SharedData.require("nab/realKnownCause/" + name + ".csv.gz"), ',').numbers(1);
    Path recorded = SharedData.require("rcf_scores/" + name + "_shingle8_trees50.csv.gz");
    List<String> expected = SharedData.lines(recorded);
    RandomCutSettings settings = new RandomCutSettings(50, 256, 8, 0, 42, 6);
    double[] raw = RandomCut.of(1, settings).scores(new double[][] {y}).raw();
    for (int i = 300; i < y.length; i++) {
      assertThat(raw[i])
          .as("row %d", i)
          .isCloseTo(Double.parseDouble(expected.get(i + 1)), within(6e-6));
    }
    NabFile file =
        NabCorpus.read(SharedData.require("nab")).stream()
            .filter(f -> f.name().endsWith("/" + name + ".csv"))
            .findFirst()
            .orElseThrow();
    assertThat(area(file, raw)).isCloseTo(auc, within(1e-4));
  }

  /** Area under the ROC curve of rows against windows, after the probation (Mann-Whitney). */
  private static double area(NabFile file, double[] scores) {
    boolean[] inside = new boolean[scores.length];
    for (int[] w : file.windows()) {
      Arrays.fill(inside, w[0], w[1] + 1, true);
    }
    Integer[] order =
        IntStream.range(file.probation(), scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double ranks = 0;
    double positives = 0;
    for (int k = 0; k < order.length; ) {
      int same = k;
      while (same < order.length && scores[order[same]] == scores[order[k]]) {
        same++;
      }
      for (int i = k; i < same; i++) {
        ranks += inside[order[i]] ? (k + 1 + same) / 2.0 : 0;
        positives += inside[order[i]] ? 1 : 0;
      }
      k = same;
    }
    double negatives = order.length - positives;
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
  }

  @Test
  void the_papers_outlier_is_the_highest_of_the_tail() throws IOException {
    List<String> lines = SharedData.lines(SharedData.require("rcf/rcf-paper.csv.gz"));
    List<String> expected =
        SharedData.lines(SharedData.require("rcf/reference_scores_core-4.3.0_seed42.csv.gz"));
    double[][] x = new double[3][lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).split(",");
      for (int j = 0; j < 3; j++) {
        x[j][i] = Double.parseDouble(parts[j]);
      }
    }
    Scores s = RandomCut.of(3, new RandomCutSettings(100, 256, 1, 0, 42, 6)).scores(x);
    int offset = expected.size() - lines.size();
    for (int i = 300; i < lines.size(); i++) {
      assertThat(s.raw()[i])
          .as("row %d", i)
          .isCloseTo(Double.parseDouble(expected.get(i + offset)), within(6e-6));
    }
  }
}
