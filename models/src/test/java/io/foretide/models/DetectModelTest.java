package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectModelTest {
  private static final Range[] DAY = Models.grid(144 * Models.STEP, 3 * Models.STEP, 48);

  private static Models of(double[][] data, Map<String, Object> detect, Object... more) {
    return Models.of(data, Models.and(more, "run", Map.of("detect", detect)));
  }

  private static RunNeeds needs(Models models) throws ProviderException {
    return models.provider.needs(models.model.definition());
  }

  @Test
  void limits_yield_one_row_per_bucket_of_the_interval() throws ProviderException {
    double[] data = Models.wave(288, 1, 0);
    data[145] = 200;
    Models models = of(new double[][] {data}, Map.of("method", "limits", "low", 0, "high", 100));
    assertThat(needs(models).outputs()).containsExactly("value", "lo", "hi", "score");
    assertThat(needs(models).lookback()).isZero();
    assertThat(needs(models).horizon()).isZero();
    PredictionBlock block = models.run(DAY, 0, 1, null).parts().getFirst().blocks().getFirst();
    assertThat(block.first()).isEqualTo(144 * Models.STEP);
    assertThat(block.origin()).isEqualTo(147 * Models.STEP);
    assertThat(block.values()[0]).containsExactly(data[144], 200, data[146]);
    assertThat(block.values()[1]).containsOnly(0);
    assertThat(block.values()[2]).containsOnly(100);
    assertThat(block.values()[3][1]).isEqualTo(3.0);
    assertThat(block.values()[3][0]).isBetween(0.0, 1.0);
  }

  @Test
  void mad_finds_a_spike_and_tells_what_it_expected() throws ProviderException {
    double[] data = new double[288];
    for (int i = 0; i < data.length; i++) {
      data[i] = 10 + (i * 7 % 11) * 0.1;
    }
    data[200] = 14;
    Models models = of(new double[][] {data}, Map.of("method", "mad", "window", "12h"));
    assertThat(needs(models).outputs()).containsExactly("value", "expected", "lo", "hi", "score");
    assertThat(needs(models).order()).isEqualTo(Order.ANY);
    RunResult result = models.run(DAY, 0, 48, null);
    List<PredictionBlock> blocks = result.parts().getFirst().blocks();
    assertThat(blocks).hasSize(48);
    int cell = (200 - 144) / 3;
    int row = (200 - 144) % 3;
    assertThat(blocks.get(cell).values()[4][row]).isGreaterThan(1);
    assertThat(blocks.get(cell).values()[1][row]).isBetween(10.4, 10.6);
    assertThat(blocks.get(cell).values()[3][row]).isLessThan(14);
    assertThat(Arrays.stream(blocks.get(0).values()[4])).allMatch(score -> score < 1);
  }

  @Test
  void several_series_yield_a_score_and_what_each_contributed() throws ProviderException {
    double[][] data = {Models.wave(288, 1, 0), Models.wave(288, 2, 0)};
    data[1][150] = 1000;
    Models models = of(data, Map.of("method", "limits", "high", Map.of("a", 100, "b", 100)));
    assertThat(needs(models).outputs())
        .containsExactly("score", "contribution:a", "contribution:b");
    PredictionBlock block = models.run(DAY, 2, 3, null).parts().getFirst().blocks().getFirst();
    assertThat(block.values()[0][0]).isGreaterThan(1);
    assertThat(block.values()[1][0]).isZero();
    assertThat(block.values()[2][0]).isEqualTo(900);
  }

  @Test
  void a_forest_is_sequential_and_its_checkpoint_goes_on_after_a_restart()
      throws ProviderException {
    double[] data = Models.wave(288, 4, 0);
    data[250] = 500;
    Map<String, Object> rcf = Map.of("method", "rcf", "trees", 20, "sample", 64, "shingle", 2);
    Object[] train = {"train", Map.of("window", "1d")};
    Models models = of(new double[][] {data}, rcf, train);
    assertThat(needs(models).order()).isEqualTo(Order.SEQUENTIAL);
    RunResult first = models.run(DAY, 0, 24, null);
    Checkpoint checkpoint = java.util.Objects.requireNonNull(first.checkpoint());
    assertThat(checkpoint.instant()).isEqualTo(DAY[23].to());
    RunResult second = of(new double[][] {data}, rcf, train).run(DAY, 24, 48, checkpoint);
    int cell = (250 - 144) / 3 - 24;
    double[][] rows = second.parts().getFirst().blocks().get(cell).values();
    assertThat(rows[1][(250 - 144) % 3]).isGreaterThan(1);
    // A cold start would have learned other rows.
    RunResult cold = of(new double[][] {data}, rcf, train).run(DAY, 24, 48, null);
    assertThat(Models.lines(cold)).isNotEqualTo(Models.lines(second));
  }

  @Test
  void a_damaged_checkpoint_is_refused_with_its_time() {
    Models models =
        of(new double[][] {Models.wave(288, 4, 0)}, Map.of("method", "rcf", "sample", 64));
    Checkpoint damaged = new Checkpoint(DAY[0].from(), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> models.run(DAY, 0, 1, damaged))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("model 'm': the checkpoint at 1970-01-02T00:00:00Z cannot be read");
  }

  @Test
  void silence_is_empty_except_for_the_method_that_looks_for_it() throws ProviderException {
    double[] data = Models.wave(288, 4, 0);
    Arrays.fill(data, 150, 288, Double.NaN);
    Models mad = of(new double[][] {data}, Map.of("method", "mad", "window", "12h"));
    List<OutcomePart> parts = mad.run(DAY, 0, 48, null).parts();
    assertThat(parts).extracting(OutcomePart::reason).containsExactly(Reason.NONE, Reason.NO_DATA);
    assertThat(parts.get(1).cells()).isEqualTo(new Range(2, 48));
    assertThat(parts.get(1).detail()).startsWith("series 'a' has no value");
    Models gap = of(new double[][] {data}, Map.of("method", "gap", "after", "1h"));
    List<OutcomePart> seen = gap.run(DAY, 0, 48, null).parts();
    assertThat(seen).extracting(OutcomePart::state).containsOnly(CellState.PREDICTED);
    double[][] last = seen.getFirst().blocks().getLast().values();
    assertThat(last[1][2]).isEqualTo((288 - 150) / 6.0);
  }

  @Test
  void too_little_history_is_empty_and_says_so() throws ProviderException {
    double[] data = Models.wave(288, 4, 0);
    Arrays.fill(data, 0, 140, Double.NaN);
    Models models = of(new double[][] {data}, Map.of("method", "rcf", "sample", 64));
    RunResult result = models.run(DAY, 0, 1, null);
    OutcomePart part = result.parts().getFirst();
    assertThat(part.reason()).isEqualTo(Reason.NO_HISTORY);
    assertThat(part.detail()).contains("has 4 values", "at least 72");
    assertThat(result.checkpoint()).isNull();
  }
}
