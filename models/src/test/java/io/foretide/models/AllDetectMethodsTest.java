package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Order;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import io.foretide.detect.catalog.DetectorCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every detector of the library runs as a model, and order, cuts and restarts never show. */
class AllDetectMethodsTest {
  private static final int BUCKETS = 600;
  private static final int CELLS = 40;
  private static final int SPIKE = 560;

  /** What a method needs to be told, and what keeps the slow ones quick. */
  private static final Map<String, Map<String, Object>> SETTINGS =
      Map.of(
          "limits", Map.of("low", 0, "high", 70),
          "rate_of_change", Map.of("rise", 12),
          "seasonal", Map.of("season", "2h"),
          "rcf", Map.of("trees", 10, "sample", 64, "shingle", 4),
          "multi_scale", Map.of("trees", 10, "sample", 64, "spans", List.of(1, "1h")),
          "autoencoder", Map.of("epochs", 5),
          "gordo_kfcv", Map.of("components", 1),
          "gordo_diff", Map.of("stateful", true, "window", 6, "components", 1),
          "esd", Map.of("season", "2h"));

  static Stream<String> methods() {
    return DetectorCatalog.names().stream();
  }

  private static Models model(String name, @Nullable String order, double[][] data) {
    Map<String, Object> run = new HashMap<>(SETTINGS.getOrDefault(name, Map.of()));
    run.put("method", name);
    Map<String, Object> train =
        switch (name) {
          case "limits", "rate_of_change", "mad", "seasonal" -> Map.of();
          case "esd", "pelt" -> Map.of("window", "2d");
          default -> Map.of("window", "2d", "every", "6h");
        };
    Object[] settings = {"run", Map.of("detect", run), "train", train};
    return Models.of(data, order == null ? settings : Models.and(settings, "order", order));
  }

  private static double[][] data() {
    double[] a = new double[BUCKETS];
    double[] b = new double[BUCKETS];
    Random random = new Random(7);
    for (int i = 0; i < BUCKETS; i++) {
      b[i] = 10 + random.nextGaussian();
      a[i] = 50 + 5 * Math.sin(2 * Math.PI * i / 12) + b[i] + 0.3 * random.nextGaussian();
    }
    Arrays.fill(a, 492, 494, Double.NaN);
    Arrays.fill(b, 500, 509, Double.NaN);
    for (int i = SPIKE; i < SPIKE + 8; i++) {
      a[i] += 40;
    }
    return new double[][] {a, b};
  }

  private static Range[] intervals() {
    return Models.grid(470 * Models.STEP, 3 * Models.STEP, CELLS);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void any_order_of_any_cuts_and_any_restart_gives_the_same_bits(String name)
      throws ProviderException {
    double[][] data = data();
    Models whole = model(name, "any", data);
    List<String> joined = Models.lines(whole.run(intervals(), 0, CELLS, null));
    // Gordo needs every input
    int silent = name.startsWith("gordo") ? 3 : 0;
    assertThat(joined).as(name).filteredOn(l -> l.contains("PREDICTED")).hasSize(CELLS - silent);

    List<int[]> cuts = new ArrayList<>();
    for (int at = 0; at < CELLS; ) {
      int end = Math.min(CELLS, at + 1 + at % 4);
      cuts.add(new int[] {at, end});
      at = end;
    }
    Collections.shuffle(cuts, new Random(3));
    String[] lines = new String[CELLS];
    for (int[] cut : cuts) {
      List<String> some =
          Models.lines(model(name, "any", data).run(intervals(), cut[0], cut[1], null));
      for (int i = 0; i < some.size(); i++) {
        lines[cut[0] + i] = some.get(i);
      }
    }
    assertThat(List.of(lines)).isEqualTo(joined);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void a_checkpoint_carries_a_sequential_model_over_any_restart(String name)
      throws ProviderException {
    Models whole = model(name, null, data());
    if (whole.provider.needs(whole.model.definition()).order() != Order.SEQUENTIAL) {
      return;
    }
    List<String> joined = Models.lines(whole.run(intervals(), 0, CELLS, null));
    List<String> lines = new ArrayList<>();
    Checkpoint checkpoint = null;
    for (int at = 0; at < CELLS; ) {
      int end = Math.min(CELLS, at + 1 + at % 4);
      RunResult part = model(name, null, data()).run(intervals(), at, end, checkpoint);
      lines.addAll(Models.lines(part));
      checkpoint = part.checkpoint();
      at = end;
    }
    assertThat(lines).isEqualTo(joined);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void a_shift_that_stays_for_eight_rows_is_an_alarm(String name) throws ProviderException {
    // a forest of isolation cannot tell a value that is far out from the largest that it knows
    if (Set.of("gap", "stuck", "isolation_forest").contains(name)) {
      return;
    }
    Models models = model(name, "any", data());
    RunResult result = models.run(intervals(), 0, CELLS, null);
    int score = models.provider.needs(models.model.definition()).outputs().indexOf("score");
    double most =
        result.parts().stream()
            .flatMap(p -> p.blocks().stream())
            .filter(b -> b.first() >= (SPIKE - 2) * Models.STEP)
            .flatMapToDouble(b -> Arrays.stream(b.values()[score]))
            .max()
            .orElse(Double.NaN);
    assertThat(most).as(name).isGreaterThan(1);
  }

  @Test
  void a_detector_that_needs_all_inputs_names_the_silent_one() throws ProviderException {
    RunResult result = model("gordo_diff", "any", data()).run(intervals(), 0, CELLS, null);
    assertThat(result.parts())
        .anySatisfy(p -> {
          assertThat(p.reason()).isEqualTo(Reason.NO_DATA);
          assertThat(p.detail())
              .isEqualTo(
                  "gordo_diff needs a value of each input, and series 'b' had no value in the"
                      + " interval");
        });
  }

  @Test
  void a_detector_without_one_of_its_inputs_goes_on_and_says_so() throws ProviderException {
    Models models = model("mahalanobis", "any", data());
    RunResult result = models.run(intervals(), 0, CELLS, null);
    assertThat(result.parts())
        .anySatisfy(p ->
            assertThat(p.detail())
                .isEqualTo("predicted without series 'b', which had no value in the interval"));
  }
}
