package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.error.ProviderException;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainResult;
import io.foretide.core.time.Range;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.ets.Ets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainedModelTest {
  private static final int DAY = 144;
  private static final int LEARNED = 6 * DAY + 7;
  private static final Map<String, Object> WINTERS =
      Map.of("method", "holt_winters", "season", "1d", "horizon", "6h", "levels", List.of(80));
  private static final Map<String, Object> TRAIN = Map.of("window", "3d", "every", "12h");

  private static Models forecaster(double[] data, Object... more) {
    return Models.of(
        new double[][] {data},
        Models.and(new Object[] {"run", Map.of("forecast", WINTERS), "train", TRAIN}, more));
  }

  private static Models detector(String method, Object... more) {
    Map<String, Object> run =
        method.equals("rcf")
            ? Map.of("method", "rcf", "trees", 5, "sample", 32, "shingle", 4)
            : Map.of("method", method);
    return Models.of(
        new double[][] {Models.wave(DAY * 12, 4, 0.05)},
        Models.and(new Object[] {"run", Map.of("detect", run), "train", TRAIN}, more));
  }

  private static Range[] intervals(int bucket, int n) {
    return Models.grid(bucket * Models.STEP, 3 * Models.STEP, n);
  }

  private static double[][] rows(RunResult result) {
    return result.parts().getFirst().blocks().getFirst().values();
  }

  @Test
  void it_predicts_by_the_fit_of_its_training_moved_forward_to_the_origin() throws Exception {
    double[] data = Models.wave(DAY * 9, 1, 0.02);
    Models m = forecaster(data);
    byte[] artifact = m.train(LEARNED).artifact();
    Fitted fit = Ets.holtWinters(DAY).fit(Arrays.copyOfRange(data, LEARNED - 3 * DAY, LEARNED));
    int origin = LEARNED + 23;
    Forecast expected =
        (Forecast) fit.update(Arrays.copyOfRange(data, LEARNED, origin)).forecast(36);
    double[][] rows = rows(m.run(intervals(origin - 3, 1), 0, 1, null, artifact));
    assertThat(rows[0]).containsExactly(expected.mean(), within(1e-9));
    assertThat(rows[1]).containsExactly(expected.interval(80).lower(), within(1e-9));
  }

  @Test
  void a_training_reads_nothing_from_after_its_data() throws Exception {
    double[] data = Models.wave(DAY * 9, 1, 0);
    double[] poisoned = data.clone();
    Arrays.fill(poisoned, LEARNED, poisoned.length, 1e6);
    TrainResult clean = forecaster(data).train(LEARNED);
    TrainResult other = forecaster(poisoned).train(LEARNED);
    assertThat(other.artifact()).isEqualTo(clean.artifact());
    assertThat(other.metrics()).isEqualTo(clean.metrics());
  }

  @Test
  void its_metrics_are_those_of_forecasts_that_it_could_not_know() throws Exception {
    TrainResult wave = forecaster(Models.wave(DAY * 9, 1, 0)).train(LEARNED);
    assertThat(wave.metrics()).containsOnlyKeys("mase", "mae", "smape", "coverage_80");
    // The wave has noise of deviation 2; the seasonal naive errors have twice the variance.
    assertThat(wave.metrics().get("mase")).isBetween(0.6, 0.95);
    assertThat(wave.metrics().get("coverage_80")).isBetween(0.6, 0.95);
    double[] broken = Models.wave(DAY * 9, 1, 0);
    for (int i = LEARNED - 100; i < broken.length; i++) {
      broken[i] += 40;
    }
    assertThat(forecaster(broken).train(LEARNED).metrics().get("mase")).isGreaterThan(3);
  }

  @Test
  void intervals_before_its_training_are_predicted_as_without_it() throws Exception {
    Models m = forecaster(Models.wave(DAY * 9, 1, 0.02));
    byte[] artifact = m.train(LEARNED).artifact();
    Range[] before = intervals(LEARNED - 40, 10);
    assertThat(Models.lines(m.run(before, 0, 10, null, artifact)))
        .isEqualTo(Models.lines(m.run(before, 0, 10, null)));
  }

  @Test
  void too_little_data_is_told_with_how_much_is_needed() {
    Models m = forecaster(Models.wave(100, 1, 0));
    assertThatThrownBy(() -> m.train(100))
        .isInstanceOf(ProviderException.NotReady.class)
        .hasMessageContaining("has 100 values")
        .hasMessageContaining("expected at least");
  }

  static List<Arguments> models() {
    double[] wave = Models.wave(DAY * 12, 3, 0.05);
    return List.of(
        Arguments.of(forecaster(wave)),
        Arguments.of(forecaster(wave, "order", "sequential")),
        Arguments.of(detector("rcf")),
        Arguments.of(detector("rcf", "order", "any")),
        Arguments.of(detector("z_score")),
        Arguments.of(detector("ewma")),
        Arguments.of(detector("z_score", "regime", "a > 50")),
        Arguments.of(forecaster(wave, "when", "a > 35")));
  }

  @ParameterizedTest
  @MethodSource("models")
  void how_its_intervals_are_cut_and_who_goes_on_never_shows(Models m) throws Exception {
    byte[] artifact = m.train(LEARNED).artifact();
    Range[] all = intervals(LEARNED + 2, 4 * DAY / 3);
    List<String> whole = Models.lines(m.run(all, 0, all.length, null, artifact));
    for (int size : new int[] {1, 7, 50}) {
      List<String> cut = new ArrayList<>();
      Checkpoint checkpoint = null;
      for (int from = 0; from < all.length; from += size) {
        RunResult part = m.run(all, from, Math.min(all.length, from + size), checkpoint, artifact);
        checkpoint = part.checkpoint();
        cut.addAll(Models.lines(part));
      }
      assertThat(cut).isEqualTo(whole);
    }
    assertThat(whole).isNotEqualTo(Models.lines(untrained(m, all)));
  }

  private static RunResult untrained(Models m, Range[] all) throws ProviderException {
    return m.run(all, 0, all.length, null, (byte @Nullable []) null);
  }

  @Test
  void a_detector_goes_on_from_what_it_learned_and_not_from_a_new_fit() throws Exception {
    Models m = detector("z_score", "order", "sequential");
    byte[] artifact = m.train(LEARNED).artifact();
    double[] far = m.data[0].clone();
    // What comes after the training is on another level: a fit on it would find it normal.
    for (int i = LEARNED; i < far.length; i++) {
      far[i] += 500;
    }
    Range[] late = intervals(LEARNED + 2 * DAY, 1);
    double[][] rows = rows(m.with(new double[][] {far}).run(late, 0, 1, null, artifact));
    assertThat(rows[rows.length - 1][0]).isGreaterThan(1);
    assertThat(m.train(LEARNED).metrics()).containsOnlyKeys("false_alarm_rate");
  }

  @Test
  void drift_is_how_much_worse_it_has_become() throws Exception {
    double[] data = Models.wave(DAY * 12, 1, 0);
    Models m = forecaster(data);
    TrainResult learned = m.train(LEARNED);
    Range later = new Range(LEARNED * Models.STEP, (LEARNED + 3L * DAY) * Models.STEP);
    Models calm = m.trained(learned.metrics());
    assertThat(calm.provider.drift(calm.training(later), learned.artifact()).orElseThrow())
        .isBetween(0.7, 1.4);
    double[] faster = data.clone();
    for (int i = LEARNED; i < faster.length; i++) {
      faster[i] = 50 + 20 * Math.sin(2 * Math.PI * i / 60);
    }
    Models changed = calm.with(new double[][] {faster});
    assertThat(changed.provider.drift(changed.training(later), learned.artifact()).orElseThrow())
        .isGreaterThan(1.5);
    Range tooShort = new Range(LEARNED * Models.STEP, (LEARNED + 40L) * Models.STEP);
    assertThat(calm.provider.drift(calm.training(tooShort), learned.artifact())).isEmpty();
  }

  @Test
  void methods_without_parameters_have_nothing_to_train() throws Exception {
    Models naive =
        Models.of(
            new double[][] {new double[0]},
            "run",
            Map.of("forecast", Map.of("method", "seasonal_naive", "season", "1d")));
    assertThat(naive.provider.training(naive.model.definition())).isEmpty();
    Models limits =
        Models.of(
            new double[][] {new double[0]},
            "run",
            Map.of("detect", Map.of("method", "limits", "high", 60)));
    assertThat(limits.provider.training(limits.model.definition())).isEmpty();
  }
}
