package io.foretide.detect.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NabScorerTest {

  @Test
  void published_per_file_scores_come_out_of_the_published_outputs() throws IOException {
    Path nab = SharedData.require("nab");
    List<NabFile> files = NabCorpus.read(nab);
    assertThat(files).hasSize(31);
    assertThat(files.stream().mapToInt(f -> f.windows().length).sum()).isEqualTo(64);
    Table published = Table.read(nab.resolve("reference_scores_per_file.csv"), ',');
    int compared = 0;
    for (String[] row : published.cells()) {
      Path output =
          nab.resolve(
              "reference_detector_output/" + row[0] + "/" + row[2].replaceAll(".*/", "") + ".gz");
      if (!row[2].startsWith("realKnownCause/") || !java.nio.file.Files.exists(output)) {
        continue;
      }
      NabScorer scorer =
          switch (row[1]) {
            case "standard" -> NabScorer.STANDARD;
            case "reward_low_FP_rate" -> NabScorer.LOW_FP;
            default -> NabScorer.LOW_FN;
          };
      NabFile file = files.stream().filter(f -> f.name().equals(row[2])).findAny().orElseThrow();
      double[] scores = Table.read(output, ',').numbers("anomaly_score");
      double ours = scorer.score(file, scores, Double.parseDouble(row[3]));
      assertThat(ours)
          .as("%s %s %s", row[0], row[1], row[2])
          .isCloseTo(Double.parseDouble(row[4]), within(1e-6));
      compared++;
    }
    assertThat(compared).isEqualTo(24);
  }

  @Test
  void nothing_detected_is_0_and_the_first_row_of_every_window_is_100() {
    NabFile file = new NabFile("x", new double[100], new int[][] {{40, 49}, {80, 89}});
    double[] none = new double[100];
    double[] first = new double[100];
    first[40] = 1;
    first[80] = 1;
    assertThat(NabScorer.STANDARD.normalised(List.of(file), List.of(none), 0.5)).isZero();
    assertThat(NabScorer.STANDARD.normalised(List.of(file), List.of(first), 0.5))
        .isCloseTo(100, within(1e-9));
  }

  @Test
  void the_best_threshold_is_found_in_one_sweep() {
    NabFile file = new NabFile("x", new double[100], new int[][] {{40, 49}});
    double[] scores = new double[100];
    scores[41] = 0.7;
    scores[60] = 0.4;
    scores[20] = 0.6;
    NabScorer.Best best = NabScorer.STANDARD.best(List.of(file), List.of(scores));
    assertThat(best.threshold()).isEqualTo(0.7);
    assertThat(best.score())
        .isEqualTo(NabScorer.STANDARD.normalised(List.of(file), List.of(scores), 0.7));
  }
}
