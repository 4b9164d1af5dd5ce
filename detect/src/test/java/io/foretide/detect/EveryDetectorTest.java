package io.foretide.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.detect.change.OnlineChange;
import io.foretide.detect.change.Pelt;
import io.foretide.detect.episode.EpisodeRule;
import io.foretide.detect.forest.IsolationForest;
import io.foretide.detect.forest.MultiScale;
import io.foretide.detect.forest.RandomCut;
import io.foretide.detect.forest.RandomCutSettings;
import io.foretide.detect.gordo.GordoDetector;
import io.foretide.detect.gordo.GordoSettings;
import io.foretide.detect.gordo.LinearTags;
import io.foretide.detect.gordo.TagScaler;
import io.foretide.detect.limit.Calibration;
import io.foretide.detect.limit.FalseAlarms;
import io.foretide.detect.limit.Smoothed;
import io.foretide.detect.neural.Autoencoder;
import io.foretide.detect.neural.TrainSettings;
import io.foretide.detect.regime.Expression;
import io.foretide.detect.regime.Gated;
import io.foretide.detect.regime.PerState;
import io.foretide.detect.saved.SavedDetector;
import io.foretide.detect.signal.Cusum;
import io.foretide.detect.signal.Esd;
import io.foretide.detect.signal.Ewma;
import io.foretide.detect.signal.Gap;
import io.foretide.detect.signal.Limits;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.signal.PageHinkley;
import io.foretide.detect.signal.RateOfChange;
import io.foretide.detect.signal.SeasonalProfile;
import io.foretide.detect.signal.SeasonalResidual;
import io.foretide.detect.signal.Stuck;
import io.foretide.detect.signal.ZScore;
import io.foretide.detect.subspace.Mahalanobis;
import io.foretide.detect.subspace.Pca;
import io.foretide.detect.subspace.PcaSettings;
import io.foretide.detect.subspace.SubPca;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryDetectorTest {
  private static final RandomCutSettings FOREST = new RandomCutSettings(5, 16, 2, 1e-3, 1, 6);
  private static final Map<String, Function<double[][], Detector>> METHODS = methods();

  private static Map<String, Function<double[][], Detector>> methods() {
    Map<String, Function<double[][], Detector>> m = new LinkedHashMap<>();
    m.put("limits", x -> Limits.of(new double[] {-1, -1, -1}, new double[] {1, 1, 1}));
    m.put("mad", x -> Mad.of(3, 10));
    m.put("rate-of-change", x -> RateOfChange.of(3, 1, 1));
    m.put("stuck", x -> Stuck.of(3, 5, 0));
    m.put("gap", x -> Gap.of(3, 5));
    m.put("z-score", ZScore::fit);
    m.put("ewma", Ewma::fit);
    m.put("cusum", Cusum::fit);
    m.put("page-hinkley", PageHinkley::fit);
    SeasonalProfile profile = new SeasonalProfile(5, 3, 4);
    m.put("seasonal-residual", x -> SeasonalResidual.of(profile, profile, profile));
    m.put("sub-pca", x -> SubPca.fit(x, 4));
    m.put("pca", Pca::fit);
    m.put("dynamic-pca", x -> Pca.fit(x, PcaSettings.usual().withLags(2)));
    m.put("mahalanobis", Mahalanobis::fit);
    m.put("random-cut-forest", x -> RandomCut.fit(x, FOREST));
    m.put("multi-scale", x -> MultiScale.of(3, FOREST, new int[] {1, 5}, 2));
    m.put("isolation-forest", x -> IsolationForest.fit(x, 10, 32, 1));
    m.put("autoencoder", x -> Autoencoder.fit(x, TrainSettings.usual(1).withEpochs(2)));
    LinearTags tags = new LinearTags(TagScaler.Kind.MIN_MAX, 2, TagScaler.Kind.NONE);
    m.put("gordo", x -> GordoDetector.fit(x, GordoSettings.diffBased(tags)));
    m.put("online-change", x -> OnlineChange.fit(x, new OnlineChange.Settings(100, 3, 30)));
    FalseAlarms wanted = new FalseAlarms(5, 144, EpisodeRule.immediate());
    m.put("calibrated", x -> Calibration.fit(x, wanted, Pca::fit));
    m.put("smoothed", x -> Pca.fit(x) instanceof Causal c ? new Smoothed(c, 5, 1) : Pca.fit(x));
    Expression on = Expression.of("a < 1e9", List.of("a", "b", "c"));
    m.put("gated", x -> Gated.fit(x, on, 2, Pca::fit));
    m.put("per-state", x -> PerState.fit(x, on, 2, Pca::fit));
    m.put("esd", x -> Esd.of(3, 0.05, 0.05, 4));
    m.put("pelt", x -> Pelt.of(3));
    return m;
  }

  static Stream<String> names() {
    return METHODS.keySet().stream();
  }

  static Stream<String> causal_names() {
    return names().filter(n -> !n.equals("esd") && !n.equals("pelt"));
  }

  private static Detector make(String name, double[][] x) {
    return java.util.Objects.requireNonNull(METHODS.get(name)).apply(x);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatever_the_numbers_a_row_has_a_score_of_0_or_more_or_none(String name) {
    double[][][] hard = hard();
    for (int train = 0; train < hard.length; train++) {
      Detector d = make(name, hard[train]);
      if (d instanceof Refused refused) {
        assertThat(refused.reason()).isNotBlank();
        assertThat(refused.needs()).isNotBlank();
        continue;
      }
      for (int k = 0; k < hard.length; k++) {
        for (double v : d.scores(hard[k]).values()) {
          assertThat(Double.isNaN(v) || v >= 0)
              .as("%s trained on %d scores %s on %d", name, train, v, k)
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("causal_names")
  void scores_are_the_same_bit_for_bit_however_a_stream_is_cut(String name) {
    Causal d = (Causal) make(name, Streams.correlated(3, 2, 400, 1));
    Streams.requireCausal(d, Streams.rough(3, 240, 3));
    Streams.requireCausal(d, Streams.rough(3, 240, 4));
  }

  @ParameterizedTest
  @MethodSource("names")
  void gaps_and_bad_quality_in_any_signal_are_borne_in_learning_and_in_scoring(String name) {
    double[][] clean = Streams.correlated(3, 2, 400, 1);
    double[][] later = Streams.correlated(3, 2, 240, 2);
    SplittableRandom random = new SplittableRandom(5);
    for (int j = 0; j < 3; j++) {
      byte[] quality = new byte[240];
      for (int i = 0; i < 400; i++) {
        clean[j][i] = random.nextDouble() < 0.1 || i / 40 == j + 1 ? Double.NaN : clean[j][i];
      }
      for (int i = 0; i < 240; i++) {
        quality[i] = (byte) (random.nextDouble() < 0.1 || i / 30 == j + 1 ? 1 : 0);
        later[j][i] += quality[i] == 0 ? 0 : 1e9;
      }
      assertThat(Quality.drop(later[j], quality)).isPositive();
    }
    Detector d = make(name, clean);
    assertThat(d).as("%s", d).isNotInstanceOf(Refused.class);
    Scores s = d.scores(later);
    double[] finite = Arrays.stream(s.values()).filter(v -> !Double.isNaN(v)).toArray();
    assertThat(finite.length).as("rows with a score").isGreaterThan(60);
    for (double v : finite) {
      assertThat(v).isBetween(0.0, 1e6);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void an_offline_detector_refuses_a_stream_and_a_causal_one_does_not(String name) {
    switch (make(name, Streams.correlated(3, 2, 400, 1))) {
      case Causal causal -> assertThat(causal.scorer()).isNotNull();
      case Offline offline ->
          org.assertj.core.api.Assertions.assertThatThrownBy(offline::scorer)
              .isInstanceOf(RefusedException.class)
              .hasMessageContaining("cannot score a stream");
      case Refused refused -> throw refused.asException();
    }
  }

  @ParameterizedTest
  @MethodSource("causal_names")
  void a_saved_detector_writes_the_same_bytes_again(String name) {
    Causal d = (Causal) make(name, Streams.correlated(3, 2, 400, 1));
    byte[] bytes = SavedDetector.write(d);
    assertThat(SavedDetector.write(SavedDetector.read(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("causal_names")
  void truncated_bytes_are_refused_and_never_crash(String name) {
    byte[] bytes = SavedDetector.write((Causal) make(name, Streams.correlated(3, 2, 400, 1)));
    for (int cut = 0; cut < bytes.length; cut += 1 + bytes.length / 200) {
      byte[] part = Arrays.copyOf(bytes, cut);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> SavedDetector.read(part))
          .as("%s cut at %d", name, cut)
          .isInstanceOf(RefusedException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("causal_names")
  void scoring_allocates_nothing_outside_the_forest_library(String name) {
    if (name.equals("random-cut-forest") || name.equals("multi-scale")) {
      return;
    }
    double[][] x = Streams.correlated(3, 2, 400, 1);
    Scorer scorer = make(name, x).scorer();
    Score out = new Score(3);
    double[] row = new double[3];
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().threadId();
    for (int round = 0; round < 20; round++) {
      long before = threads.getThreadAllocatedBytes(id);
      for (int i = 0; i < 400; i++) {
        Columns.row(x, i, row);
        scorer.score(row, out);
      }
      if (threads.getThreadAllocatedBytes(id) - before < 400) {
        return;
      }
    }
    throw new AssertionError(name + " allocates while scoring");
  }

  @Test
  void a_refusal_throws_where_a_result_is_demanded() {
    Detector d = Pca.fit(new double[0][]);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> d.scores(new double[0][]))
        .isInstanceOf(RefusedException.class)
        .hasMessage("there are no signals; needs at least one column");
  }

  @Test
  void columns_that_do_not_fit_are_refused_by_name() {
    Detector d = Mad.of(2, 10);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> d.scores(new double[][] {{1}, {1, 2}}))
        .hasMessageContaining("column 1 has 2 rows, column 0 has 1");
  }

  private static double[][][] hard() {
    int n = 120;
    double[][] ordinary = Streams.correlated(3, 2, n, 1);
    double[][] missing = new double[3][n];
    for (double[] c : missing) {
      Arrays.fill(c, Double.NaN);
    }
    double[][] constant = new double[3][n];
    Arrays.fill(constant[1], 7);
    double[][] huge = new double[3][n];
    double[][] tiny = new double[3][n];
    double[][] mixed = new double[3][n];
    SplittableRandom random = new SplittableRandom(2);
    for (int j = 0; j < 3; j++) {
      for (int i = 0; i < n; i++) {
        huge[j][i] = 1e150 * random.nextGaussian();
        tiny[j][i] = 1e-150 * random.nextGaussian();
        mixed[j][i] =
            switch (random.nextInt(8)) {
              case 0 -> Double.NaN;
              case 1 -> Double.NEGATIVE_INFINITY;
              case 2 -> Math.pow(10, random.nextInt(301) - 150);
              case 3 -> -0.0;
              case 4 -> Double.MAX_VALUE;
              default -> random.nextGaussian();
            };
      }
    }
    double[][] dead = {ordinary[0], ordinary[1], missing[2]};
    return new double[][][] {ordinary, missing, constant, huge, tiny, mixed, dead};
  }
}
