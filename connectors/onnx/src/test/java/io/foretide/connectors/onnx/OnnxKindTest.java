package io.foretide.connectors.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.prediction.PredictionBlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The models and their predictions come from src/test/reference/models.py: scikit-learn 1.2.1 fits,
 * written as ONNX graphs. Graphs compute in single precision, scikit-learn in double: 1e-4 of a
 * value of about 50 is the tolerance.
 */
class OnnxKindTest {
  private static final Path MODELS = Path.of("src", "test", "resources", "models");
  private static final List<Object> FEATURES =
      List.of(
          "flow",
          Map.of("series", "temp"),
          Map.of("lag", "flow", "by", "1h"),
          Map.of("mean", "flow", "over", "1h"),
          "hour");

  @TempDir Path folder;
  private OnnxKind kind;

  @BeforeEach
  void copyModels() throws Exception {
    try (var all = Files.list(MODELS)) {
      for (Path file : all.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    kind = new OnnxKind(folder, folder.resolve("kept"));
  }

  @AfterEach
  void close() {
    kind.close();
  }

  private static ModelDefinition model(String file, Object... settings) {
    Map<String, Object> run = new HashMap<>(Map.of("file", file));
    for (int i = 0; i < settings.length; i += 2) {
      run.put((String) settings[i], settings[i + 1]);
    }
    return Run.definition(run);
  }

  private static JsonNode expected() throws Exception {
    return new ObjectMapper().readTree(MODELS.resolve("expected.json").toFile());
  }

  private static double[] column(List<OutcomePart> parts, int c) {
    return parts.stream()
        .flatMapToDouble(p -> java.util.Arrays.stream(p.blocks().getFirst().values()[c]))
        .toArray();
  }

  @Test
  void a_regression_and_a_forest_predict_what_scikit_learn_predicts() throws Exception {
    for (String name : List.of("ridge", "forest")) {
      ModelDefinition d = kind.prepare(model(name + ".onnx", "inputs", FEATURES));
      double[] got = column(Run.cells(kind, d, 120, 122, List.of()), 0);
      assertThat(got).hasSize(12);
      for (int i = 0; i < 12; i++) {
        assertThat(got[i])
            .as("%s %d", name, i)
            .isCloseTo(expected().path(name).get(i).asDouble(), within(1e-4));
      }
    }
  }

  @Test
  void a_network_forecasts_steps_ahead_from_an_interval_with_two_outputs() throws Exception {
    ModelDefinition d =
        kind.prepare(
            model(
                "network.onnx",
                "inputs",
                FEATURES,
                "rows",
                "interval",
                "horizon",
                "30m",
                "outputs",
                Map.of("mean", "steps", "size", Map.of("output", "size"))));
    assertThat(kind.needs(d).outputs()).containsExactly("mean", "size");
    List<OutcomePart> out = Run.cells(kind, d, 120, 122, List.of());
    PredictionBlock block = out.get(1).blocks().getFirst();
    assertThat(block.first()).isEqualTo(block.origin());
    // The interval ends after bucket 731, the twelfth row of the reference; its hour is that of
    // the first step in the model file, of the row itself in the reference.
    ModelDefinition rows =
        kind.prepare(
            model(
                "network.onnx",
                "inputs",
                FEATURES,
                "outputs",
                Map.of(
                    "one", Map.of("output", "steps", "index", 0),
                    "three", Map.of("output", "steps", "index", 2))));
    List<OutcomePart> each = Run.cells(kind, rows, 120, 122, List.of());
    for (int i = 0; i < 12; i++) {
      JsonNode steps = expected().path("network").get(i);
      assertThat(column(each, 0)[i]).isCloseTo(steps.get(0).asDouble(), within(1e-3));
      assertThat(column(each, 1)[i]).isCloseTo(steps.get(2).asDouble(), within(1e-3));
    }
    assertThat(block.values()[0]).hasSize(3);
    assertThat(block.values()[1][0]).isEqualTo(Math.abs(block.values()[0][0]));
  }

  @Test
  void inputs_are_mapped_by_name_with_windows() throws Exception {
    ModelDefinition d =
        kind.prepare(
            model(
                "window.onnx",
                "inputs",
                Map.of(
                    "window", Map.of("features", List.of("flow", "temp"), "window", "1h"),
                    "hour", List.of(Map.of("calendar", "hour"))),
                "outputs",
                Map.of(
                    "mean", Map.of("output", "both", "index", 0),
                    "temp", Map.of("output", "both", "index", 1))));
    List<OutcomePart> out = Run.cells(kind, d, 10, 11, List.of());
    for (int i = 0; i < 6; i++) {
      double[] sums = new double[2];
      for (int j = 0; j < 6; j++) {
        sums[0] += Run.series(60 + i - j)[0] / 6;
        sums[1] += Run.series(60 + i - j)[1] / 6;
      }
      double hour = (60 + i) / 6.0;
      assertThat(column(out, 0)[i]).isCloseTo(sums[0] + hour, within(1e-4));
      assertThat(column(out, 1)[i]).isCloseTo(sums[1] + hour, within(1e-4));
    }
  }

  @Test
  void a_graph_of_one_row_is_run_row_by_row_and_counts_are_whole_numbers() throws Exception {
    ModelDefinition d =
        kind.prepare(
            model("single.onnx", "inputs", List.of(Map.of("count", "flow", "over", "30m"))));
    assertThat(column(Run.cells(kind, d, 10, 11, List.of(62L)), 0))
        .containsExactly(3, 3, 2, 2, 2, 3);
  }

  @Test
  void rows_are_the_same_however_they_are_cut_and_batched() throws Exception {
    ModelDefinition d = kind.prepare(model("forest.onnx", "inputs", FEATURES, "batch", 7));
    double[] whole = column(Run.cells(kind, d, 100, 112, List.of()), 0);
    for (int i = 0; i < 12; i++) {
      double[] one = column(Run.cells(kind, d, 100 + i, 101 + i, List.of()), 0);
      assertThat(one).containsExactly(java.util.Arrays.copyOfRange(whole, 6 * i, 6 * i + 6));
    }
  }

  @Test
  void missing_features_leave_rows_out_or_are_filled() throws Exception {
    ModelDefinition skip = kind.prepare(model("ridge.onnx", "inputs", FEATURES));
    double[] got = column(Run.cells(kind, skip, 120, 121, List.of(721L)), 0);
    assertThat(got[1]).isNaN();
    assertThat(got[2]).isNotNaN();
    ModelDefinition fill = kind.prepare(model("ridge.onnx", "inputs", FEATURES, "missing", 50));
    assertThat(column(Run.cells(kind, fill, 120, 121, List.of(721L)), 0)[1]).isNotNaN();
    List<Long> hour = List.of(714L, 715L, 716L, 717L, 718L, 719L);
    OutcomePart none = Run.cells(kind, skip, 120, 121, hour).getFirst();
    assertThat(none.state()).isEqualTo(CellState.EMPTY);
    assertThat(none.reason()).isEqualTo(Reason.NO_HISTORY);
    assertThat(none.detail()).contains("lag 1h of flow");
    List<Long> own = List.of(720L, 721L, 722L, 723L, 724L, 725L);
    assertThat(Run.cells(kind, fill, 120, 121, own).getFirst().reason()).isEqualTo(Reason.NO_DATA);
  }

  @Test
  void what_cannot_run_is_refused_when_a_model_is_made() {
    Map<ModelDefinition, String> wrong =
        Map.ofEntries(
            Map.entry(model("none.onnx"), "does not exist"),
            Map.entry(model("../x.onnx"), "does not exist"),
            Map.entry(model("expected.json"), "is refused by onnxruntime"),
            Map.entry(model("future.onnx", "inputs", "flow"), "opset"),
            Map.entry(model("words.onnx", "inputs", "flow"), "expected numbers"),
            Map.entry(model("fixed.onnx", "inputs", "flow"), "free or 1"),
            Map.entry(model("summed.onnx", "inputs", List.of("flow")), "rows as its first"),
            Map.entry(model("ridge.onnx"), "is given 2 features"),
            Map.entry(model("window.onnx"), "name them under run.onnx.inputs"),
            Map.entry(
                model("window.onnx", "inputs", Map.of("windw", List.of("flow"))),
                "did you mean 'window'"),
            Map.entry(
                model("window.onnx", "inputs", Map.of("hour", List.of("hour"))),
                "gives nothing to input 'window'"),
            Map.entry(
                model("network.onnx", "inputs", FEATURES), "name them under run.onnx.outputs"),
            Map.entry(
                model("network.onnx", "inputs", FEATURES, "outputs", Map.of("mean", "steps")),
                "an index from 0 to 2"),
            Map.entry(
                model(
                    "network.onnx",
                    "inputs",
                    FEATURES,
                    "outputs",
                    Map.of("mean", Map.of("output", "steps", "index", 3))),
                "more than index 3"));
    wrong.forEach((d, words) ->
        assertThatThrownBy(() -> kind.prepare(d))
            .as("%s", d.run())
            .isInstanceOf(ProviderException.Rejected.class)
            .hasMessageContaining(words));
  }

  @Test
  void every_wrong_setting_is_named_with_the_nearest_right_one() {
    assertThatThrownBy(() ->
            kind.needs(
                model(
                    "ridge.onnx",
                    "inputs",
                    List.of(
                        "flwo",
                        Map.of("lag", "flow"),
                        Map.of("mean", "flow", "over", "7m"),
                        Map.of("mena", "flow")),
                    "missing",
                    "zero",
                    "time_zone",
                    "Europe/Olso")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("did you mean 'flow'")
        .hasMessageContaining("by: [10m, 1h]")
        .hasMessageContaining("whole multiple of the resolution 10m")
        .hasMessageContaining("did you mean 'mean'")
        .hasMessageContaining("'zero'")
        .hasMessageContaining("Europe/Olso");
  }

  @Test
  void a_revision_runs_the_file_it_was_made_with_although_the_file_changed() throws Exception {
    ModelDefinition d = kind.prepare(model("ridge.onnx", "inputs", FEATURES));
    double[] before = column(Run.cells(kind, d, 120, 121, List.of()), 0);
    Files.delete(folder.resolve("ridge.onnx"));
    Files.copy(MODELS.resolve("forest.onnx"), folder.resolve("ridge.onnx"));
    try (OnnxKind restarted = new OnnxKind(folder, folder.resolve("kept"))) {
      assertThat(column(Run.cells(restarted, d, 120, 121, List.of()), 0)).isEqualTo(before);
      ModelDefinition now = restarted.prepare(model("ridge.onnx", "inputs", FEATURES));
      assertThat(now.run().settings().get("sha256")).isNotEqualTo(d.run().settings().get("sha256"));
    }
  }

  @Test
  void a_hole_costs_only_the_rows_that_look_at_it() throws Exception {
    List<Object> plain =
        List.of("flow", "temp", Map.of("lag", "flow", "by", List.of("10m", "1h")), "hour");
    ModelDefinition d = kind.prepare(model("forest.onnx", "inputs", plain, "batch", 7));
    double[] whole = column(Run.cells(kind, d, 120, 130, List.of()), 0);
    double[] holed = column(Run.cells(kind, d, 120, 130, List.of(731L)), 0);
    for (int i = 0; i < whole.length; i++) {
      long back = 720 + i - 731;
      boolean looks = back == 0 || back == 1 || back == 6;
      assertThat(holed[i]).isEqualTo(Double.valueOf(looks ? Double.NaN : whole[i]));
    }
  }
}
