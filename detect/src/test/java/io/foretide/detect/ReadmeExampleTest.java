package io.foretide.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.detect.subspace.Pca;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

  @Test
  void the_five_lines_of_the_readme_compile_and_find_the_sensor() {
    double[][] clean = Streams.correlated(4, 2, 500, 1);
    double[] row = {0, 0, 40, 0};

    Detector d = Pca.fit(clean);
    Scorer s = d.scorer();
    Score out = new Score(d.signals());
    s.score(row, out);
    boolean alarm = out.isAnomaly();

    assertThat(alarm).isTrue();
    assertThat(out.culprit()).isEqualTo(2);
  }
}
